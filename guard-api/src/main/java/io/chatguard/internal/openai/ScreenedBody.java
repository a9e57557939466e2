package io.chatguard.internal.openai;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A body that is screened piece by piece as it is read: short reads, and nothing of what follows is waited for. All of
 * it belongs to the one thread that reads.
 */
abstract class ScreenedBody extends InputStream {

    private final Deque<byte[]> ready = new ArrayDeque<>();

    /** How much of the first that is ready has been handed out. */
    private int at;

    /** Nothing more comes. */
    protected boolean ended;

    /** Something has been handed out. */
    protected boolean shown;

    /** What every further read says, once all that was decided before it is handed out. */
    protected @Nullable RuntimeException failure;

    /** Waits for the next piece and {@link #provide}s what becomes of it; or ends, or fails. */
    protected abstract void advance() throws IOException;

    /** Whether the caller wants no more, not even what is ready. */
    protected boolean isClosed() {
        return false;
    }

    /** Hands bytes out, after those that are ready; they are not a copy. */
    protected final void provide(byte[] bytes) {
        if (bytes.length > 0) {
            ready.add(bytes);
        }
    }

    /** Whether the caller has got something, or is about to. */
    protected final boolean isShown() {
        return shown || !ready.isEmpty();
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (ready.isEmpty()) {
            if (isClosed()) {
                return -1;
            }
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return -1;
            }
            advance();
        }
        if (isClosed()) {
            return -1;
        }
        byte[] first = ready.element();
        int n = Math.min(length, first.length - at);
        System.arraycopy(first, at, target, offset, n);
        at += n;
        if (at == first.length) {
            ready.remove();
            at = 0;
        }
        shown = true;
        return n;
    }
}
