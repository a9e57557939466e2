package io.chatguard.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gate that the server stands at until the test lets it pass, so that slowness is ordered and not timed.
 *
 * <p>Thread-safe; one gate may hold many calls. Closing the server frees everyone who stands at it.
 */
public final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long arrived;
    private long passes;
    private boolean open;

    private Gate() {}

    /** Gives a closed gate. */
    public static Gate closed() {
        return new Gate();
    }

    /** Lets the next {@code count} arrivals pass, also those that stand here already. */
    public void pass(int count) {
        change(() -> passes += count);
    }

    /** Opens the gate for good. */
    public void open() {
        change(() -> open = true);
    }

    /**
     * Waits until the server has arrived here {@code count} times in all, whether it passed or stands here.
     *
     * @throws IllegalStateException if that does not happen within 30 seconds, or the waiting thread is interrupted
     */
    public void awaitArrivals(int count) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(30);
            while (arrived < count) {
                if (left <= 0) {
                    throw new TimeoutException();
                }
                left = changed.awaitNanos(left);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("fewer than " + count + " arrivals in 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        } finally {
            lock.unlock();
        }
    }

    /** Counts an arrival that does not wait. */
    void count() {
        change(() -> arrived++);
    }

    /** Stands here until let through; the server's stop interrupts. */
    void stand() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            arrived++;
            changed.signalAll();
            while (!open && passes == 0) {
                changed.await();
            }
            if (!open) {
                passes--;
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
