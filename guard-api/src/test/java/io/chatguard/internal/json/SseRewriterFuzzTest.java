package io.chatguard.internal.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Streams of server-sent events that a fuzzer makes: the division of the bytes never shows. */
class SseRewriterFuzzTest {

    /** Forwards everything. */
    private static final class Passing implements SseHandler {
        @Override
        public void onEvent(SseEvent event, SseAnswer out) {
            out.forward();
        }

        @Override
        public void onFinish(SseInsert out) {}
    }

    /** Drops, replaces, forwards and inserts, as the data says. */
    private static final class Changing implements SseHandler {
        @Override
        public void onEvent(SseEvent event, SseAnswer out) {
            int length = event.data().length;
            if (length % 3 == 1) {
                out.insertBefore("new", "in\nserted".getBytes(StandardCharsets.UTF_8));
            }
            if (length % 4 == 2) {
                out.replaceData("chan\nged".getBytes(StandardCharsets.UTF_8));
            } else if (length % 4 != 3) {
                out.forward();
            }
        }

        @Override
        public void onFinish(SseInsert out) {
            out.insert("", "end".getBytes(StandardCharsets.UTF_8));
        }
    }

    @FuzzTest(maxDuration = "5m")
    void anyDivisionGivesTheSameBytes(byte[] stream) {
        Random random = new Random(Arrays.hashCode(stream));
        check(Arrays.equals(run(new Passing(), stream, random), stream), "forwarding changed the bytes");
        byte[] whole = run(new Changing(), stream, null);
        check(Arrays.equals(run(new Changing(), stream, random), whole), "the division changed the answer");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static byte[] run(SseHandler handler, byte[] stream, @org.jspecify.annotations.Nullable Random random) {
        SseRewriter rewriter = SseRewriter.of(handler);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < stream.length; ) {
            int rest = stream.length - at;
            int length = random == null ? rest : Math.min(rest, 1 + random.nextInt(8));
            rewriter.feed(stream, at, length, out::write);
            at += length;
        }
        rewriter.finish(out::write);
        return out.toByteArray();
    }
}
