package io.chatguard.internal.resilience;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/** An attempt whose sendings end as a script says, in virtual time. */
final class FakeAttempt implements Attempt {

    /** What becomes of a sending. */
    sealed interface Fate {
        /** This reply arrives. */
        record Replies(FakeReply reply, Duration after) implements Fate {}

        /** The way fails. */
        record Breaks(Duration after) implements Fate {}

        /** Something is wrong that no retry changes. */
        record Refuses() implements Fate {}

        /** Nothing happens until it is aborted; then its I/O still takes so long to end. */
        record Hangs(Duration afterAbort) implements Fate {}

        /** Hangs, and answers all the same when it is aborted. */
        record AnswersLate(FakeReply reply) implements Fate {}

        /** This reply arrives, and the timers are late. */
        record AnswersAfterItsTime(FakeReply reply, Duration slip) implements Fate {}

        static Fate replies(int status) {
            return new Replies(FakeReply.of(status), Duration.ZERO);
        }

        static Fate replies(FakeReply reply) {
            return new Replies(reply, Duration.ZERO);
        }

        static Fate breaks() {
            return new Breaks(Duration.ZERO);
        }
    }

    private final VirtualTimers timers;
    private final IntFunction<Fate> fates;
    final List<Turn> turns = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final List<FakeReply> replies = new ArrayList<>();
    long modelTokens = 1;
    boolean repeatable = true;
    int aborts;

    /** @param fates what becomes of the sending of that number */
    FakeAttempt(VirtualTimers timers, IntFunction<Fate> fates) {
        this.timers = timers;
        this.fates = fates;
    }

    int sent() {
        return turns.size();
    }

    @Override
    public Sending prepare(Turn turn) {
        CompletableFuture<Reply> stage = new CompletableFuture<>();
        Fate fate = fates.apply(turn.number());
        return new Sending() {
            @Override
            public CompletionStage<? extends Reply> start() {
                turns.add(turn);
                if (fate instanceof Fate.Replies r) {
                    replies.add(r.reply());
                    soon(r.after(), () -> stage.complete(r.reply()));
                } else if (fate instanceof Fate.AnswersAfterItsTime late) {
                    replies.add(late.reply());
                    timers.slip(late.slip());
                    stage.complete(late.reply());
                } else if (fate instanceof Fate.Breaks b) {
                    soon(b.after(), () -> stage.completeExceptionally(new IOException("reset")));
                } else if (fate instanceof Fate.Refuses) {
                    stage.completeExceptionally(new IllegalStateException("refused"));
                }
                return stage;
            }

            @Override
            public void abort() {
                aborts++;
                if (fate instanceof Fate.Hangs h) {
                    soon(h.afterAbort(), () -> stage.completeExceptionally(new IOException("aborted")));
                } else if (fate instanceof Fate.AnswersLate late) {
                    replies.add(late.reply());
                    stage.complete(late.reply());
                }
            }
        };
    }

    private void soon(Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            timers.after(delay.toNanos(), work);
        }
    }

    @Override
    public long estimatedModelTokens() {
        return modelTokens;
    }

    @Override
    public boolean isRepeatable() {
        return repeatable;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return failure instanceof IOException;
    }

    @Override
    public void ended(Turn turn, Outcome outcome) {
        outcomes.add(outcome);
    }
}
