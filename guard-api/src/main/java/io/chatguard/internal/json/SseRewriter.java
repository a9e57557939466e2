package io.chatguard.internal.json;

import java.util.Arrays;

/**
 * Rewrites a stream of server-sent events that is pushed in as bytes, divided anywhere.
 *
 * <p>Frames as the WHATWG HTML standard (§9.2.5, 9.2.6) does: lines end in LF, CR LF or CR, a blank line ends an event.
 * An event is dispatched when its blank line has arrived; where that ends in CR, a LF that follows, however late, shares
 * the event's fate. Comments between events, blank lines and blocks without data, which no client dispatches, pass at
 * once and unchanged, as does a byte order mark at the start. Only the event that is incomplete is held, up to a limit.
 *
 * <p>Fails closed: an event that the handler does not answer is dropped, and after an exception, its own or the
 * handler's, the rewriter takes nothing more. What was put out before remains. For one thread.
 */
public final class SseRewriter {

    /** 16 MiB. */
    public static final int MAX_EVENT_BYTES = 16 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int KEPT_BUFFER = 1 << 16;

    private enum State {
        OPEN,
        BROKEN,
        FINISHED
    }

    private final SseHandler handler;
    private final int maxEventBytes;
    private State state = State.OPEN;

    /** The lines since the last event, in {@code [0, held)}. */
    private byte[] block = new byte[1024];

    private int held;
    /** Where in the block the current line starts. */
    private int lineStart;
    /** The byte before was a CR; if it ended a block, whether that passed. */
    private boolean afterCr;

    private boolean blockEnded;
    private boolean passed;
    /** Bytes of a byte order mark seen; 3 when the start of the stream is over. */
    private int markAt;

    private long events;

    private SseRewriter(SseHandler handler, int maxEventBytes) {
        this.handler = handler;
        this.maxEventBytes = maxEventBytes;
    }

    /** A rewriter for one stream with events of at most 16 MiB. */
    public static SseRewriter of(SseHandler handler) {
        return new SseRewriter(handler, MAX_EVENT_BYTES);
    }

    /** A rewriter for one stream with events of at most {@code maxEventBytes} bytes. */
    public static SseRewriter of(SseHandler handler, int maxEventBytes) {
        if (maxEventBytes < 1) {
            throw new IllegalArgumentException("maxEventBytes must be positive");
        }
        return new SseRewriter(handler, maxEventBytes);
    }

    /**
     * Takes the next bytes and puts out what is decided by them.
     *
     * @throws StreamRefused if an event is too long
     */
    public void feed(byte[] in, int offset, int length, ByteSink out) {
        begin();
        int at = offset;
        int to = offset + length;
        while (at < to) {
            if (markAt < BYTE_ORDER_MARK.length) {
                at = mark(in, at, to, out);
            } else {
                at = line(in, at, to, out);
            }
        }
        state = State.OPEN;
    }

    /** The stream has ended: puts out what the handler makes of it. */
    public void finish(ByteSink out) {
        begin();
        markAt = BYTE_ORDER_MARK.length;
        byte[] rest = Arrays.copyOf(block, held);
        held = 0;
        byte[] tail = rest;
        SseEvent event = SseEvent.of(rest, false);
        if (event.hasData()) {
            Answer answer = new Answer(event, out);
            handler.onEvent(event, answer);
            tail = answer.close();
        }
        // Whatever is inserted must not become a part of the incomplete event.
        handler.onFinish((name, data) -> out.accept(SseEvent.write(name, data, "\n")));
        if (tail.length > 0) {
            out.accept(tail);
        }
        state = State.FINISHED;
    }

    private void begin() {
        if (state != State.OPEN) {
            throw new IllegalStateException(
                    state == State.FINISHED ? "the stream is finished" : "the stream has failed; open another");
        }
        state = State.BROKEN;
    }

    /** The start of the stream: a byte order mark passes, anything else is the first line. */
    private int mark(byte[] in, int from, int to, ByteSink out) {
        if (in[from] != BYTE_ORDER_MARK[markAt]) {
            markAt = BYTE_ORDER_MARK.length;
            return from;
        }
        hold(in, from, from + 1);
        markAt++;
        if (markAt == BYTE_ORDER_MARK.length) {
            out.accept(block, 0, held);
            held = 0;
        }
        return from + 1;
    }

    /** Goes on to the end of the line, or of the bytes. */
    private int line(byte[] in, int from, int to, ByteSink out) {
        if (afterCr) {
            afterCr = false;
            if (in[from] == '\n') {
                lateLineFeed(in, from, out);
                return from + 1;
            }
        }
        blockEnded = false;
        int end = from;
        while (end < to && !SseLine.isEnd(in[end])) {
            end++;
        }
        boolean ends = end < to;
        end += ends ? 1 : 0;
        hold(in, from, end);
        if (ends) {
            afterCr = in[end - 1] == '\r';
            lineEnds(out);
        }
        return end;
    }

    /** The LF of a CR LF whose CR has been taken for the end of the line. */
    private void lateLineFeed(byte[] in, int at, ByteSink out) {
        if (!blockEnded) {
            hold(in, at, at + 1);
            lineStart = held;
        } else if (passed) {
            out.accept(in, at, 1);
        }
    }

    private void lineEnds(ByteSink out) {
        boolean blank = held - lineStart == 1;
        // A comment that opens a block passes right here, so it never stands before other lines.
        boolean loneComment = block[0] == ':';
        if (blank && lineStart > 0) {
            blockEnds(out);
        } else if (blank || loneComment) {
            out.accept(block, 0, held);
            passed = true;
            clear();
        } else {
            lineStart = held;
        }
    }

    private void blockEnds(ByteSink out) {
        SseEvent event = SseEvent.of(Arrays.copyOf(block, held), true);
        clear();
        byte[] result = event.raw();
        if (event.hasData()) {
            Answer answer = new Answer(event, out);
            handler.onEvent(event, answer);
            result = answer.close();
            events++;
        }
        passed = result.length > 0;
        if (passed) {
            out.accept(result);
        }
    }

    private void clear() {
        blockEnded = true;
        held = 0;
        lineStart = 0;
        if (block.length > KEPT_BUFFER) {
            block = new byte[KEPT_BUFFER];
        }
    }

    private void hold(byte[] in, int from, int to) {
        int length = to - from;
        if (length > maxEventBytes - held) {
            throw new StreamRefused(events, maxEventBytes);
        }
        if (held + length > block.length) {
            block = Arrays.copyOf(block, Math.max(held + length, block.length * 2));
        }
        System.arraycopy(in, from, block, held, length);
        held += length;
    }

    private static final class Answer implements SseAnswer {
        private static final byte[] NOTHING = {};

        private final SseEvent event;
        private final ByteSink out;
        private byte[] result = NOTHING;
        private boolean given;

        Answer(SseEvent event, ByteSink out) {
            this.event = event;
            this.out = out;
        }

        @Override
        public void forward() {
            give(event.raw());
        }

        @Override
        public void replaceData(byte[] data) {
            give(event.withData(data));
        }

        @Override
        public void drop() {
            give(NOTHING);
        }

        @Override
        public void insertBefore(String eventName, byte[] data) {
            requireOpen();
            out.accept(SseEvent.write(eventName, data, event.lineEnd()));
        }

        private void give(byte[] answer) {
            requireOpen();
            given = true;
            result = answer;
        }

        private void requireOpen() {
            if (given) {
                throw new IllegalStateException("the event has been answered");
            }
        }

        byte[] close() {
            given = true;
            return result;
        }
    }
}
