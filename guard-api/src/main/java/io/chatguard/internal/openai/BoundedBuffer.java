package io.chatguard.internal.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Collects bytes up to a limit, and fails as soon as there is one more. */
final class BoundedBuffer extends ByteArrayOutputStream {

    /** There was more than the limit. Text-free, and not an I/O error, so that nobody retries it. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("more bytes than the limit", null, false, false);
        }
    }

    private static final int CHUNK = 16 << 10;

    private final long limit;

    BoundedBuffer(long limit) {
        this.limit = limit;
    }

    /** Reads a stream to its end. */
    static byte[] readAll(InputStream in, long limit) throws IOException {
        BoundedBuffer buffer = new BoundedBuffer(limit);
        byte[] chunk = new byte[CHUNK];
        int n;
        while ((n = in.read(chunk)) >= 0) {
            buffer.write(chunk, 0, n);
        }
        return buffer.toByteArray();
    }

    @Override
    public synchronized void write(int b) {
        check(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int off, int len) {
        check(len);
        super.write(bytes, off, len);
    }

    private void check(int more) {
        if (count + (long) more > limit) {
            throw new TooLarge();
        }
    }
}
