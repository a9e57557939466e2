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
 * copied while it grows: what is held is what has come, and once more that when it is {@link #take taken} in one.
 */
final class BoundedBuffer extends OutputStream {

    /** There was more than the limit. Text-free, and not an I/O error, so that nobody retries it. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("more bytes than the limit", null, false, false);
        }
    }

    private static final byte[] NOTHING = {};

    private static final int SMALLEST_PIECE = 512;

    /** Of a reply whose length nobody has said. */
    private static final int USUAL_REPLY = 4 << 10;

    /** Small enough for no collector to treat a piece as a large object. */
    private static final int LARGEST_PIECE = 256 << 10;

    private final long limit;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] last;
    private int used;
    private long size;

    BoundedBuffer(long limit) {
        this(limit, 0);
    }

    /** @param expected how many bytes will come, as far as is known: if it is right, nothing is copied */
    BoundedBuffer(long limit, long expected) {
        this.limit = Math.min(limit, Integer.MAX_VALUE - 64);
        this.last = new byte[(int) Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, expected))];
    }

    /**
     * Reads a stream to its end.
     *
     * @param expected its length, not positive if that is unknown
     */
    static byte[] readAll(InputStream in, long limit, long expected) throws IOException {
        BoundedBuffer buffer = new BoundedBuffer(limit, expected > 0 ? expected : USUAL_REPLY);
        while (buffer.readFrom(in)) {}
        return buffer.take();
    }

    private boolean readFrom(InputStream in) throws IOException {
        if (used == last.length) {
            // Nothing more comes if the length was known: no piece is made to learn that.
            int b = in.read();
            if (b >= 0) {
                write(b);
            }
            return b >= 0;
        }
        int n = in.read(last, used, last.length - used);
        if (n > 0) {
            grow(n);
            used += n;
        }
        return n >= 0;
    }

    private void grow(int more) {
        if (overflows(more)) {
            throw new TooLarge();
        }
        size += more;
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
        grow(length);
        int from = offset;
        int left = length;
        while (left > 0) {
            if (used == last.length) {
                if (used > 0) {
                    full.add(last);
                }
                last = new byte[Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, 2 * last.length))];
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
        if (full.isEmpty() && used == last.length) {
            byte[] only = last;
            clear();
            return only;
        }
        byte[] all = new byte[(int) size];
        int at = 0;
        for (byte[] piece : full) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        System.arraycopy(last, 0, all, at, used);
        clear();
        return all;
    }

    /** All bytes in their order, in pieces that are not used any more; the buffer is empty then. */
    List<byte[]> takePieces() {
        List<byte[]> pieces = new ArrayList<>(full);
        if (used > 0) {
            pieces.add(used == last.length ? last : Arrays.copyOf(last, used));
        }
        clear();
        return pieces;
    }

    private void clear() {
        full.clear();
        last = NOTHING;
        used = 0;
        size = 0;
    }
}
