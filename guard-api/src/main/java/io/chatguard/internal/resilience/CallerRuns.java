package io.chatguard.internal.resilience;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs a call's tasks on the thread that waits for the call, so that a blocking call needs no second thread: attempts
 * are sent from the caller's own thread, and between them it sleeps.
 *
 * <p>No task is lost: what comes when the caller has gone runs at once where it comes from. Such a task finds the call
 * over and only gives back what it was given, a slot for example.
 */
public final class CallerRuns implements Executor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private boolean gone;

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (!gone) {
                tasks.add(task);
                changed.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        task.run();
    }

    /**
     * Works until the future is complete; to be called once.
     *
     * @throws CompletionException with what the future failed with
     * @throws InterruptedException if the thread is interrupted while it waits; the future is cancelled then
     */
    public <T> T await(CompletableFuture<T> future) throws InterruptedException {
        var awake = future.whenComplete((value, failure) -> execute(() -> {}));
        try {
            while (!future.isDone()) {
                next(future).run();
            }
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } finally {
            leave();
        }
        return future.join();
    }

    private Runnable next(CompletableFuture<?> future) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (tasks.isEmpty() && !future.isDone()) {
                changed.await();
            }
            Runnable task = tasks.poll();
            return task == null ? () -> {} : task;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        for (Runnable task = left(); task != null; task = left()) {
            task.run();
        }
    }

    private @Nullable Runnable left() {
        lock.lock();
        try {
            gone = tasks.isEmpty();
            return tasks.poll();
        } finally {
            lock.unlock();
        }
    }
}
