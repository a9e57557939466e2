package io.chatguard.internal.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** One call and its deadline, which holds for all its attempts and for reading its reply. */
public final class ResilientCall {

    private final Resilience parts;
    private final long deadline;

    ResilientCall(Resilience parts, long deadline) {
        this.parts = parts;
        this.deadline = deadline;
    }

    /**
     * Sends an attempt as often as it takes.
     *
     * <p>The future has the last reply whatever its status, for the client's own exceptions; or it fails with the
     * attempt's own failure, or with a {@code GuardException} of reason {@code DEADLINE} or {@code UNAVAILABLE}. It
     * completes on the executor or on the thread that completes an attempt; where it is completed exceptionally from
     * outside or cancelled, the attempt that is underway is aborted, and a reply that still comes is discarded.
     *
     * @param executor where attempts start, apart from the first, which may start on the calling thread
     */
    public CompletableFuture<Reply> around(Target target, Attempt attempt, Executor executor) {
        return new AttemptLoop(parts, this, parts.lane(target), attempt, executor).run();
    }

    /** How long the call may still take, nanoseconds; not positive if its time is over. */
    public long remainingNanos() {
        return deadline - parts.timers().nanos();
    }

    public boolean isOver() {
        return remainingNanos() <= 0;
    }

    /** Runs a short task when the call's time is over, unless it is cancelled first. */
    public Timers.Timer atDeadline(Runnable task) {
        try {
            return parts.timers().after(remainingNanos(), task);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }
}
