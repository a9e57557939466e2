package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.redact.internal.tagger.states.BudgetedTagger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What reads the sentences in which a name may stand: the model of tier 1 and, if that is wanted, the token states of tier 2.
 * They are opened once, by the first such sentence or by {@link #open}. Thread-safe.
 */
final class NameTaggers implements AutoCloseable {

    /** Whether somebody is told that the states had no time. */
    enum Patience {
        /** The states have the time of the settings; what they do not read is told. */
        BUDGET,
        /** There is no receipt to tell it in, so nothing is left out. */
        WHOLE
    }

    private static final Duration NO_END = Duration.ofNanos(Long.MAX_VALUE);

    private final Supplier<? extends Tagger> model;
    private final @Nullable Supplier<? extends Tagger> states;
    private final Duration budget;
    private @Nullable Tagger opened;
    private boolean closed;

    private NameTaggers(
            Supplier<? extends Tagger> model, @Nullable Supplier<? extends Tagger> states, Duration budget) {
        this.model = model;
        this.states = states;
        this.budget = budget;
    }

    /** Tier 1 alone. */
    static NameTaggers of(Supplier<? extends Tagger> model) {
        return new NameTaggers(model, null, Duration.ZERO);
    }

    /** Both tiers; the second is closed with this, if it can be. */
    static NameTaggers of(Supplier<? extends Tagger> model, Supplier<? extends Tagger> states, Duration budget) {
        return new NameTaggers(model, states, budget);
    }

    boolean hasStates() {
        return states != null;
    }

    /** Opens the states now, so that no call waits for it. */
    void open() {
        opened();
    }

    /** A new call's. */
    Call call(Patience patience) {
        return new Call(patience == Patience.BUDGET ? budget : NO_END);
    }

    private synchronized @Nullable Tagger opened() {
        if (closed) {
            throw new IllegalStateException("the detector of names is closed");
        }
        if (opened == null && states != null) {
            opened = states.get();
        }
        return opened;
    }

    @Override
    public synchronized void close() {
        closed = states != null;
        if (opened instanceof AutoCloseable session) {
            try {
                session.close();
            } catch (Exception e) {
                throw new IllegalStateException("the states of names cannot be closed");
            }
        }
        opened = null;
    }

    /** One call's tagger. Used by one thread at a time. */
    final class Call {

        private final Duration time;
        private @Nullable Tagger tagger;
        private BudgetedTagger.@Nullable Call both;

        private Call(Duration time) {
            this.time = time;
        }

        /** The tagger, which the first sentence opens. */
        Tagger tagger() {
            Tagger known = tagger;
            if (known == null) {
                Tagger second = opened();
                if (second == null) {
                    known = model.get();
                } else {
                    both = new BudgetedTagger(model.get(), second, time).open();
                    known = both;
                }
                tagger = known;
            }
            return known;
        }

        /** Whether the states read, too. */
        boolean hasStates() {
            return NameTaggers.this.hasStates();
        }

        /** How many sentences the states did not read so far. */
        int missed() {
            return both == null ? 0 : both.missed();
        }

        /** What a receipt says of that; empty if they read all. */
        Optional<String> note() {
            return both == null ? Optional.empty() : both.note();
        }
    }
}
