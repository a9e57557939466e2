package io.chatguard.internal.openai;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Collects bytes up to a limit, and fails as soon as there is one more. They are kept in pieces, so that no byte is
 * copied while it grows: what is held is what has come, and once more that when it is {@link #take taken}.
 */
final class BoundedBuffer extends OutputStream {

    /** There was more than the limit. Text-free, and not an I/O error, so that nobody retries it. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("more bytes than the limit", null, false, false);
        }
    }

    private static final int CHUNK = 16 << 10;

    private static final int SMALLEST_PIECE = 512;

    /** Small enough for no collector to treat a piece as a large object. */
    private static final int LARGEST_PIECE = 256 << 10;

    private final long limit;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[SMALLEST_PIECE];
    private int used;
    private long size;

    BoundedBuffer(long limit) {
        this.limit = Math.min(limit, Integer.MAX_VALUE - 64);
    }

    /** Reads a stream to its end. */
    static byte[] readAll(InputStream in, long limit) throws IOException {
        BoundedBuffer buffer = new BoundedBuffer(limit);
        byte[] chunk = new byte[CHUNK];
        int n;
        while ((n = in.read(chunk)) >= 0) {
            buffer.write(chunk, 0, n);
        }
        return buffer.take();
    }

    long size() {
        return size;
    }

    /** Whether so many bytes more would be too many. */
    boolean overflows(int more) {
        return more > limit - size;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (overflows(length)) {
            throw new TooLarge();
        }
        size += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            if (used == last.length) {
                full.add(last);
                last = new byte[Math.min(LARGEST_PIECE, 2 * last.length)];
                used = 0;
            }
            int n = Math.min(left, last.length - used);
            System.arraycopy(bytes, from, last, used, n);
            used += n;
            from += n;
            left -= n;
        }
    }

    /** All bytes in one array; the buffer is empty then. */
    byte[] take() {
        byte[] all = new byte[(int) size];
        int at = 0;
        for (byte[] piece : takePieces()) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    /** All bytes in their order, in pieces that are not used any more; the buffer is empty then. */
    List<byte[]> takePieces() {
        List<byte[]> pieces = new ArrayList<>(full);
        if (used > 0) {
            pieces.add(used == last.length ? last : Arrays.copyOf(last, used));
        }
        full.clear();
        last = new byte[SMALLEST_PIECE];
        used = 0;
        size = 0;
        return pieces;
    }
}
