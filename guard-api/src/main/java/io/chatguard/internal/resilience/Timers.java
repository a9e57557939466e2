package io.chatguard.internal.resilience;

import java.time.Instant;

/** Time, as a call sees it: a clock of its own, so that tests need not wait. */
public interface Timers {

    /** Nanoseconds since any one moment, never going back. */
    long nanos();

    /** The time of day. */
    Instant instant();

    /**
     * Runs a task later; the task must be short and must not block.
     *
     * @throws java.util.concurrent.RejectedExecutionException if this is closed
     */
    Timer after(long nanos, Runnable task);

    /** A task to come. */
    @FunctionalInterface
    interface Timer {
        /** Lets it not happen, if it has not. */
        void cancel();
    }
}
