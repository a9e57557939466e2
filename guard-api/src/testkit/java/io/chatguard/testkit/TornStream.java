package io.chatguard.testkit;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;

/**
 * Sends bytes in random pieces, each flushed, so that the client's reads end anywhere.
 *
 * <p>At a flush the rest is sent or, where nobody waits at a gate for it, kept half of the times for the next piece: so
 * a piece may span two events.
 */
final class TornStream extends FilterOutputStream {
    private static final int LONGEST = 24;

    private final SplittableRandom random;
    private final boolean sendsAll;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(LONGEST);
    private int wanted;

    TornStream(OutputStream out, long seed, boolean sendsAll) {
        super(out);
        this.random = new SplittableRandom(seed);
        this.sendsAll = sendsAll;
        this.wanted = random.nextInt(1, LONGEST + 1);
    }

    @Override
    public void write(int b) throws IOException {
        kept.write(b);
        if (kept.size() >= wanted) {
            sendKept();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void flush() throws IOException {
        if (sendsAll || random.nextBoolean()) {
            sendKept();
        }
    }

    @Override
    public void close() throws IOException {
        sendKept();
        out.close();
    }

    private void sendKept() throws IOException {
        kept.writeTo(out);
        kept.reset();
        out.flush();
        wanted = random.nextInt(1, LONGEST + 1);
    }
}
