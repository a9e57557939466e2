package io.chatguard.redact.internal.tagger.states;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The transformer in an ONNX session: numbers of pieces in, a state of {@value #WIDTH} numbers for each out.
 *
 * <p>One window is one run on the caller's thread, 50 µs a piece. Windows are not put into batches: on one core that saves a
 * seventh at most, and since the model scales its numbers by the largest of a batch, what is found in one text would depend on
 * the texts beside it. At most as many runs as there are processors go on at once, others wait without holding a carrier thread.
 *
 * <p>Thread-safe. Each run has buffers outside the heap, 0.2 MB, which are used again. ONNX Runtime's telemetry is off.
 */
final class Transformer implements AutoCloseable {

    /** Numbers in a state. */
    static final int WIDTH = 384;

    /** Pieces in a run at most, without the two that frame it. */
    static final int WINDOW = 126;

    private static final String OUTPUT = "last_hidden_state";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final long begin;
    private final long end;
    private final int runs = Runtime.getRuntime().availableProcessors();
    private final Semaphore permits = new Semaphore(runs);
    private final ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Opens a session, whose runs use one thread each, their caller's. */
    static Transformer open(byte[] model, WordPieces pieces) {
        try {
            return new Transformer(model, pieces.special("[CLS]"), pieces.special("[SEP]"), 1);
        } catch (OrtException e) {
            throw TransformerParts.refused(
                    "ONNX Runtime does not open the model, code " + e.getCode(),
                    "take the versions that the pom of guard-redact names");
        } catch (LinkageError e) {
            throw TransformerParts.refused(
                    "ONNX Runtime has no native library that this platform loads",
                    "see that java.io.tmpdir can be written and executed from, or set onnxruntime.native.path; or ask for tier 1");
        }
    }

    /**
     * Opens a session.
     *
     * @param model an ONNX file: {@code input_ids}, {@code attention_mask}, {@code token_type_ids} to {@code last_hidden_state}
     * @param begin the piece before each text, {@code [CLS]}
     * @param end the piece behind each text, {@code [SEP]}
     * @param threads how many threads one run uses; of one, it is the caller's
     */
    Transformer(byte[] model, int begin, int end, int threads) throws OrtException {
        this.begin = begin;
        this.end = end;
        environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            // A plan of memory for every length that ever came would be kept for ever.
            options.setMemoryPatternOptimization(false);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(model, options);
        }
    }

    /**
     * Writes the states of some pieces, those of one after those of the other.
     *
     * @param from the first piece
     * @param to behind the last piece, at most {@link #WINDOW} further
     * @param into takes {@code (to - from) * WIDTH} numbers, from its beginning
     */
    void states(Pieces pieces, int from, int to, float[] into) {
        if (to - from > WINDOW) {
            throw new IllegalArgumentException("a window of " + (to - from) + " pieces; at most " + WINDOW);
        }
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the session of the names' transformer is closed");
            }
            Buffers buffers = idle.poll();
            if (buffers == null) {
                buffers = new Buffers();
            }
            try {
                run(buffers, pieces, from, to, into);
            } finally {
                buffers.wipe();
                idle.add(buffers);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed, code " + e.getCode());
        } finally {
            permits.release();
        }
    }

    private void run(Buffers buffers, Pieces pieces, int from, int to, float[] into) throws OrtException {
        int length = to - from + 2;
        buffers.fill(pieces, from, to, begin, end);
        long[] shape = {1, length};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, buffers.ids.limit(length), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, buffers.ones.limit(length), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, buffers.zeros.limit(length), shape);
                OnnxTensor out = OnnxTensor.createTensor(
                        environment, buffers.states.limit(length * WIDTH), new long[] {1, length, WIDTH});
                OrtSession.Result result = session.run(
                        Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types),
                        Set.of(),
                        Map.of(OUTPUT, out))) {
            buffers.states.get(WIDTH, into, 0, (to - from) * WIDTH);
        }
    }

    /** Waits for the runs that go on, and closes the session; later ones are refused. */
    @Override
    public void close() {
        permits.acquireUninterruptibly(runs);
        try {
            if (!closed) {
                closed = true;
                idle.clear();
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed, code " + e.getCode());
        } finally {
            permits.release(runs);
        }
    }

    private static final class Buffers {
        private static final int LENGTH = WINDOW + 2;

        private final LongBuffer ids = direct(8 * LENGTH).asLongBuffer();
        private final LongBuffer ones = direct(8 * LENGTH).asLongBuffer();
        private final LongBuffer zeros = direct(8 * LENGTH).asLongBuffer();
        private final FloatBuffer states = direct(4 * LENGTH * WIDTH).asFloatBuffer();

        Buffers() {
            for (int i = 0; i < LENGTH; i++) {
                ones.put(i, 1);
            }
        }

        void fill(Pieces pieces, int from, int to, long begin, long end) {
            ids.put(0, begin);
            for (int i = from; i < to; i++) {
                ids.put(i - from + 1, pieces.id(i));
            }
            ids.put(to - from + 1, end);
        }

        /** Makes room for the next run; the pieces of the text are not kept. */
        void wipe() {
            ids.clear();
            ones.clear();
            zeros.clear();
            states.clear();
            for (int i = 0; i < LENGTH; i++) {
                ids.put(i, 0);
            }
        }

        private static ByteBuffer direct(int bytes) {
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
    }
}
