package io.chatguard.internal.resilience;

import io.chatguard.ResilienceSettings;
import io.chatguard.internal.resilience.Attempt.Outcome;
import io.chatguard.internal.resilience.Attempt.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call, one after the other: each asks for a place in the rate, for the breaker's leave and for a
 * slot, is sent, and is judged.
 *
 * <p>At any time one thing is underway, held in {@link #pending}: a wait or a sending. What gives the call up from
 * outside (cancelling, closing) completes the result first and then undoes what is pending; whatever goes on meanwhile
 * finds the result complete and gives its slot and permission back. A slot is held until the attempt's I/O is truly
 * over, however the call has gone on since.
 */
final class AttemptLoop {

    private final Resilience parts;
    private final ResilientCall call;
    private final Lane lane;
    private final Attempt attempt;
    private final Executor executor;
    private final ResilienceSettings settings;
    private final CompletableFuture<Reply> result = new CompletableFuture<>();
    private final AtomicReference<@Nullable Runnable> pending = new AtomicReference<>();
    private int number;

    /** What the rate was asked for on behalf of the attempt that is underway. */
    private long estimated;

    AttemptLoop(Resilience parts, ResilientCall call, Lane lane, Attempt attempt, Executor executor) {
        this.parts = parts;
        this.call = call;
        this.lane = lane;
        this.attempt = attempt;
        this.executor = executor;
        this.settings = parts.settings();
    }

    CompletableFuture<Reply> run() {
        parts.begun(this);
        var over = result.whenComplete((reply, failure) -> {
            parts.over(this);
            Runnable undo = pending.getAndSet(null);
            if (undo != null && failure != null) {
                undo.run();
            }
        });
        step(this::queue);
        return result;
    }

    /** Ends the call from outside. */
    void stop(RuntimeException why) {
        result.completeExceptionally(why);
    }

    /** Does the next thing unless the call is over, killed or out of time; whatever it throws ends the call. */
    private void step(Runnable next) {
        if (result.isDone()) {
            return;
        }
        try {
            parts.killSwitch().check();
            if (call.isOver()) {
                throw Stops.deadline();
            }
            next.run();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private void later(long nanos, Runnable next) {
        if (nanos <= 0) {
            next.run();
            return;
        }
        try {
            Timers.Timer timer = parts.timers().after(nanos, () -> onExecutor(() -> step(next)));
            undoBy(timer::cancel);
        } catch (RejectedExecutionException closed) {
            throw Stops.closed();
        }
    }

    /** From timers and other calls' threads back to where this call may work. */
    private void onExecutor(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(Stops.closed());
        }
    }

    private void undoBy(Runnable undo) {
        pending.set(undo);
        if (result.isCompletedExceptionally() && pending.compareAndSet(undo, null)) {
            undo.run();
        }
    }

    private void queue() {
        long now = parts.timers().nanos();
        long most = call.remainingNanos();
        estimated = attempt.estimatedModelTokens();
        long wait = lane.rate().reserve(estimated, now, most);
        if (wait > most) {
            throw Stops.rateLimited(Duration.ofNanos(wait));
        }
        later(wait, this::enter);
    }

    private void enter() {
        if (!lane.tryEnter()) {
            throw Stops.breakerOpen(lane.opensAfter());
        }
        boolean asked = false;
        try {
            CompletableFuture<Slots.Slot> place = lane.slots().ask().orElseThrow(Stops::tooManyWaiting);
            asked = true;
            if (place.isDone() && !place.isCompletedExceptionally()) {
                send(place.join());
            } else {
                await(place);
            }
        } finally {
            if (!asked) {
                lane.wentNeither();
            }
        }
    }

    /** Waits in the queue for a slot, until the deadline at most. */
    private void await(CompletableFuture<Slots.Slot> place) {
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (place.cancel(false) && left.compareAndSet(false, true)) {
                lane.wentNeither();
            }
        };
        Timers.Timer timer = call.atDeadline(() -> {
            leave.run();
            onExecutor(() -> result.completeExceptionally(Stops.deadline()));
        });
        undoBy(leave);
        var taken = place.whenComplete((slot, failure) -> {
            timer.cancel();
            if (slot != null) {
                pending.compareAndSet(leave, null);
                onExecutorOr(() -> send(slot), slot);
            }
        });
    }

    private void onExecutorOr(Runnable task, Slots.Slot slot) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            lane.wentNeither();
            slot.release();
            result.completeExceptionally(Stops.closed());
        }
    }

    private void send(Slots.Slot slot) {
        Trial trial = new Trial(slot);
        boolean started = false;
        try {
            if (!result.isDone()) {
                parts.killSwitch().check();
                if (call.isOver()) {
                    throw Stops.deadline();
                }
                trial.start();
                started = true;
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            if (!started && trial.settled.compareAndSet(false, true)) {
                lane.wentNeither();
                slot.release();
            }
        }
    }

    /** What follows a failed attempt: a retry if everything allows one, else {@code last}. */
    private void again(Optional<Reply> reply, Runnable last) {
        ResilienceSettings.Retry retry = settings.retry();
        Optional<Duration> asked =
                reply.flatMap(r -> RetryAfter.of(r, parts.timers().instant()));
        long remaining = call.remainingNanos();
        long delay = Math.max(asked.map(Nanos::of).orElse(0L), parts.backoff().nanos(number));
        if (number >= retry.attempts() || !attempt.isRepeatable()) {
            last.run();
        } else if (delay >= remaining && asked.isPresent() && Nanos.of(asked.get()) >= remaining) {
            int status = reply.map(Reply::status).orElse(0);
            reply.ifPresent(Reply::discard);
            throw Stops.comeBackLater(status, asked.get());
        } else if (delay >= remaining || lane.isOpen() || !parts.budget().spend()) {
            last.run();
        } else {
            reply.ifPresent(Reply::discard);
            later(delay, this::queue);
        }
    }

    /** One sending, from its slot to the end of its I/O. */
    private final class Trial {
        private final Slots.Slot slot;

        /** Somebody has decided how this trial ends for the call: its reply, its time, or the caller. */
        private final AtomicBoolean settled = new AtomicBoolean();

        private @Nullable Turn turn;
        private long startedAt;

        Trial(Slots.Slot slot) {
            this.slot = slot;
        }

        void start() {
            number++;
            if (number == 1) {
                parts.budget().earn();
            }
            long remaining = call.remainingNanos();
            Turn mine = new Turn(number, Math.min(Nanos.of(settings.attemptTimeout()), remaining), remaining);
            turn = mine;
            startedAt = parts.timers().nanos();
            Attempt.Sending sending = attempt.prepare(mine);
            Timers.Timer timer = timer(mine, sending);
            undoBy(() -> {
                timer.cancel();
                if (settled.compareAndSet(false, true)) {
                    lane.wentNeither();
                    tell(Outcome.Kind.GIVEN_UP, 0);
                    sending.abort();
                }
            });
            CompletableFuture<? extends Reply> stage;
            try {
                stage = sending.start().toCompletableFuture();
            } catch (RuntimeException | Error e) {
                stage = CompletableFuture.failedFuture(e);
            }
            var arrived = stage.whenComplete((reply, failure) -> {
                timer.cancel();
                arrived(reply, failure);
            });
        }

        private Timers.Timer timer(Turn mine, Attempt.Sending sending) {
            try {
                return parts.timers().after(mine.nanos(), () -> {
                    if (settled.compareAndSet(false, true)) {
                        sending.abort();
                        lane.wentIll();
                        tell(Outcome.Kind.TIMED_OUT, 0);
                        onExecutor(() -> step(() -> again(Optional.empty(), () -> {
                            throw Stops.attemptTimeout();
                        })));
                    }
                });
            } catch (RejectedExecutionException closed) {
                throw Stops.closed();
            }
        }

        private void arrived(@Nullable Reply reply, @Nullable Throwable failure) {
            if (reply == null) {
                slot.release();
            } else {
                var freed = reply.ended().whenComplete((end, none) -> slot.release());
            }
            if (!settled.compareAndSet(false, true)) {
                if (reply != null) {
                    reply.discard();
                }
                return;
            }
            try {
                if (reply != null) {
                    replied(reply);
                } else {
                    failed(unwrapped(failure));
                }
            } catch (RuntimeException | Error e) {
                if (reply != null) {
                    reply.discard();
                }
                result.completeExceptionally(e);
            }
        }

        private void replied(Reply reply) {
            lane.charge(reply, estimated);
            boolean late = reply.isBroken() && isOutOfTime();
            if (late) {
                tell(Outcome.Kind.TIMED_OUT, 0);
            } else {
                tell(reply.isBroken() ? Outcome.Kind.BROKEN : Outcome.Kind.REPLIED, reply.status());
            }
            lane.judge(reply);
            if (RetryRules.isRetryable(reply) && !result.isDone()) {
                parts.killSwitch().check();
                again(Optional.of(reply), () -> {
                    if (late) {
                        throw Stops.attemptTimeout();
                    }
                    deliver(reply);
                });
            } else {
                deliver(reply);
            }
        }

        private void deliver(Reply reply) {
            if (!result.complete(reply)) {
                reply.discard();
            }
        }

        private void failed(Throwable failure) {
            boolean late = isOutOfTime();
            boolean mayPass = attempt.isTransient(failure);
            if (mayPass || late) {
                lane.wentIll();
            } else {
                lane.wentNeither();
            }
            tell(late ? Outcome.Kind.TIMED_OUT : Outcome.Kind.IO_FAILED, 0);
            if (!mayPass) {
                result.completeExceptionally(failure);
                return;
            }
            step(() -> again(Optional.empty(), () -> {
                if (late) {
                    throw Stops.attemptTimeout();
                }
                result.completeExceptionally(failure);
            }));
        }

        /** The transport's own timeout may be seen before ours. */
        private boolean isOutOfTime() {
            Turn mine = turn;
            return mine != null && parts.timers().nanos() - startedAt >= mine.nanos();
        }

        private void tell(Outcome.Kind kind, int status) {
            Turn mine = turn;
            if (mine != null) {
                attempt.ended(mine, new Outcome(kind, status));
            }
        }
    }

    private static Throwable unwrapped(@Nullable Throwable failure) {
        Throwable at = failure == null ? new IllegalStateException("an attempt ended without a reply") : failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
