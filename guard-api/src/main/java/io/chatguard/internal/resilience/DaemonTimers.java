package io.chatguard.internal.resilience;

import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Real time, on one daemon thread that starts with a timer and ends when idle or when this is closed.
 *
 * <p>Most timers of a call are cancelled long before they are due. But each timer that is the next one due wakes the
 * thread when it is set, which costs the call more than all else that it does here; so while calls come, a pulse is due
 * before them.
 */
final class DaemonTimers implements Timers, AutoCloseable {

    static final String THREAD = "chatguard-timers";

    private static final int IDLE_SECONDS = 10;

    private static final long PULSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ScheduledThreadPoolExecutor scheduler;

    /** The next pulse is set. */
    private final AtomicBoolean pulsing = new AtomicBoolean();

    /** A timer was set since the last pulse. */
    private volatile boolean used;

    DaemonTimers() {
        scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, THREAD);
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Timer after(long nanos, Runnable task) {
        used = true;
        if (nanos > PULSE_NANOS && !pulsing.get() && pulsing.compareAndSet(false, true)) {
            setPulse();
        }
        ScheduledFuture<?> future = scheduler.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private void setPulse() {
        var pulse = scheduler.schedule(this::pulse, PULSE_NANOS, TimeUnit.NANOSECONDS);
    }

    private void pulse() {
        if (used) {
            used = false;
            setPulse();
        } else {
            pulsing.set(false);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
