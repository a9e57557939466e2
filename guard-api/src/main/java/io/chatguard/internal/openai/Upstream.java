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
 * throws "Unbalanced enter/exit" then). So each chunk, and only when it is asked for, is read by another thread: a close
 * lets the waiting reader go at once and leaves the body to that thread, which closes it at the provider's next byte,
 * end or timeout. That thread is interrupted, which ends the wait at once where the transport knows interrupts: on
 * virtual threads the JDK closes the socket then.
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
    private final byte[] chunk = new byte[CHUNK];

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock: a chunk was asked for and has not arrived; then its length or failure. */
    private boolean reading;

    private int length;
    private @Nullable Throwable failure;
    private @Nullable Thread worker;
    private boolean closed;

    Upstream(InputStream body, HttpResponse origin, Executor threads) {
        this.body = body;
        this.origin = origin;
        this.threads = threads;
    }

    /** What the last read has filled. */
    byte[] chunk() {
        return chunk;
    }

    /**
     * Waits for the next bytes.
     *
     * @return their number, -1 at the end of the body, {@link #CLOSED} if it is closed
     * @throws InterruptedIOException if the waiting thread is interrupted; the body is closed then
     */
    int read() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return CLOSED;
            }
            reading = true;
        } finally {
            lock.unlock();
        }
        try {
            if (body.available() > 0) {
                // Here and now: nothing to wait for.
                fillHere();
            } else {
                threads.execute(this::fill);
            }
        } catch (IOException | RuntimeException | Error e) {
            arrived(-1, e);
        }
        return await();
    }

    private int await() throws IOException {
        lock.lock();
        try {
            while (reading && !closed) {
                changed.await();
            }
            if (closed) {
                return CLOSED;
            }
            Throwable failed = failure;
            if (failed instanceof IOException e) {
                throw e;
            } else if (failed instanceof RuntimeException e) {
                throw e;
            } else if (failed instanceof Error e) {
                throw e;
            }
            return length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedIOException("interrupted while waiting for the reply");
        } finally {
            lock.unlock();
        }
    }

    private void fill() {
        if (starts()) {
            fillHere();
        } else {
            arrived(-1, null);
        }
        // The interrupt of a close was for this read; the next task of this thread must not see it. Not cleared before
        // the body is closed, since OkHttp then drops the connection instead of reading on to keep it.
        Thread.interrupted();
    }

    private void fillHere() {
        int n = -1;
        Throwable failed = null;
        try {
            n = body.read(chunk);
        } catch (Throwable e) {
            failed = e;
        }
        arrived(n, failed);
    }

    private boolean starts() {
        lock.lock();
        try {
            worker = Thread.currentThread();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void arrived(int n, @Nullable Throwable failed) {
        boolean mine;
        lock.lock();
        try {
            reading = false;
            length = n;
            failure = failed;
            worker = null;
            mine = closed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (mine) {
            free();
        }
    }

    /** Lets a waiting reader go and gives the connection up, at once if nothing is being read. */
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
            if (reading) {
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
