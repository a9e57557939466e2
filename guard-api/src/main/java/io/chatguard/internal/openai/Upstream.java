package io.chatguard.internal.openai;

import com.openai.core.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A provider's body, waited for on a thread of its own, so that who waits can stop waiting.
 *
 * <p>A blocked read of a socket cannot be given up, and a transport's body must not be closed under its reader (OkHttp
 * throws "Unbalanced enter/exit" then). So another thread reads: a close lets the waiting reader go at once and leaves
 * the body to that thread, which closes it at the provider's next byte, end or timeout. That thread is interrupted,
 * which ends the wait at once where the transport knows interrupts: on virtual threads the JDK closes the socket then.
 *
 * <p>The thread is started by the first read that finds nothing and goes on while the caller is busy, since to hand
 * every event over and back costs more than to screen it. What has arrived is there for the next read, and never more
 * is held than two chunks: then, and at the end, the thread goes back, and a body that is given up unread holds none.
 *
 * <p>One thread reads; any thread may close.
 */
final class Upstream {

    /** What a read gives whose body was closed meanwhile. */
    static final int CLOSED = -2;

    private static final int CHUNK = 8 << 10;

    private final InputStream body;
    private final HttpResponse origin;
    private final Executor threads;

    /** Of the thread that fetches. */
    private final byte[] arriving = new byte[CHUNK];

    /** Of the thread that reads: what the last read has given. */
    private byte[] taken = new byte[2 * CHUNK];

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** All below are guarded by the lock. */
    private byte[] arrived = new byte[2 * CHUNK];

    private int length;
    private boolean fetching;
    private boolean waiting;
    private boolean over;
    private boolean closed;
    private @Nullable Throwable failure;
    private @Nullable Thread worker;

    Upstream(InputStream body, HttpResponse origin, Executor threads) {
        this.body = body;
        this.origin = origin;
        this.threads = threads;
    }

    /** What the last read has given. */
    byte[] chunk() {
        return taken;
    }

    /**
     * Waits for the next bytes.
     *
     * @return their number, -1 at the end of the body, {@link #CLOSED} if it is closed
     * @throws InterruptedIOException if the waiting thread is interrupted; the body is closed then
     */
    int read() throws IOException {
        if (mustFetch()) {
            try {
                threads.execute(this::fetch);
            } catch (RuntimeException | Error e) {
                stopped(e);
            }
        }
        lock.lock();
        try {
            while (length == 0 && !over && !closed) {
                waiting = true;
                changed.await();
            }
            return closed ? CLOSED : length > 0 ? take() : end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedIOException("interrupted while waiting for the reply");
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    private boolean mustFetch() {
        lock.lock();
        try {
            if (length > 0 || over || closed || fetching) {
                return false;
            }
            fetching = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int take() {
        byte[] empty = taken;
        taken = arrived;
        arrived = empty;
        int n = length;
        length = 0;
        return n;
    }

    private int end() throws IOException {
        Throwable failed = failure;
        if (failed instanceof IOException e) {
            throw e;
        } else if (failed instanceof RuntimeException e) {
            throw e;
        } else if (failed instanceof Error e) {
            throw e;
        }
        return -1;
    }

    private void fetch() {
        try {
            while (goesOn()) {
                int n = body.read(arriving);
                if (n < 0) {
                    stopped(null);
                } else {
                    put(n);
                }
            }
        } catch (Throwable e) {
            stopped(e);
        }
        // The interrupt of a close was for this read; the next task of this thread must not see it. Not cleared before
        // the body is closed, since OkHttp then drops the connection instead of reading on to keep it.
        Thread.interrupted();
    }

    /** Whether there is room for a chunk, and who would want it. */
    private boolean goesOn() {
        boolean mine;
        lock.lock();
        try {
            worker = Thread.currentThread();
            if (fetching && !closed && length <= CHUNK) {
                return true;
            }
            mine = leave();
        } finally {
            lock.unlock();
        }
        if (mine) {
            free();
        }
        return false;
    }

    private void put(int n) {
        lock.lock();
        try {
            System.arraycopy(arriving, 0, arrived, length, n);
            length += n;
            tell();
        } finally {
            lock.unlock();
        }
    }

    private void stopped(@Nullable Throwable failed) {
        boolean mine;
        lock.lock();
        try {
            over = true;
            failure = failed;
            tell();
            mine = leave();
        } finally {
            lock.unlock();
        }
        if (mine) {
            free();
        }
    }

    private void tell() {
        if (waiting) {
            changed.signalAll();
        }
    }

    /** The thread fetches no more; whether it is to free the body, for a close that came meanwhile. */
    private boolean leave() {
        boolean mine = fetching && closed;
        fetching = false;
        worker = null;
        return mine;
    }

    /** Lets a waiting reader go and gives the connection up, at once if nothing is being fetched. */
    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
            if (worker != null) {
                worker.interrupt();
            }
            if (fetching) {
                return;
            }
        } finally {
            lock.unlock();
        }
        free();
    }

    private void free() {
        try (origin) {
            body.close();
        } catch (IOException | RuntimeException e) {
            // The connection is given up: nobody is left who could be told.
        }
    }
}
