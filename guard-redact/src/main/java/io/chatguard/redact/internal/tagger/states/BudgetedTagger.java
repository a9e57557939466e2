package io.chatguard.redact.internal.tagger.states;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Tagger;
import io.chatguard.redact.internal.tagger.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Two taggers, the second only as long as a call has time for it: what both find, or what the first finds alone.
 *
 * <p>Where their names overlap, the more probable one is told, of equals the longer. What the second throws is thrown: only a lack
 * of time makes do with the first. Thread-safe, if the taggers are.
 */
public final class BudgetedTagger {

    /** A part of a text for the second tagger has at least so many tokens, if the text has them: about one window. */
    private static final int STRIDE = 60;

    private final Tagger first;
    private final Tagger second;
    private final long budget;
    private final LongSupplier clock;

    /**
     * @param first the one that reads all
     * @param second the one that takes its time, such as {@link StatesTagger}
     * @param budget what the second may take of one call in all; it is asked for before each sentence or two, so a call takes
     *     at most those longer
     */
    public BudgetedTagger(Tagger first, Tagger second, Duration budget) {
        this(first, second, budget, System::nanoTime);
    }

    BudgetedTagger(Tagger first, Tagger second, Duration budget, LongSupplier clock) {
        this.first = first;
        this.second = second;
        this.budget = budget.toNanos();
        this.clock = clock;
    }

    /** A new call, with all of the budget. */
    public Call open() {
        return new Call();
    }

    /** One call's tagger. Keeps counts only, nothing of a text; thread-safe. */
    public final class Call implements Tagger {

        private final AtomicLong left = new AtomicLong(budget);
        private final AtomicInteger missed = new AtomicInteger();

        private Call() {}

        @Override
        public void tag(CharSequence text, Tokens tokens, int firstToken, int lastToken, Sink sink) {
            if (lastToken < firstToken) {
                return;
            }
            List<Name> names = new ArrayList<>();
            Sink collect = (type, from, to, probability) -> names.add(new Name(type, from, to, probability));
            first.tag(text, tokens, firstToken, lastToken, collect);
            int from = firstToken;
            while (from <= lastToken && left.get() > 0) {
                int to = Math.min(lastToken, stride(tokens, from));
                long before = clock.getAsLong();
                second.tag(text, tokens, from, to, collect);
                left.addAndGet(before - clock.getAsLong());
                from = to + 1;
            }
            if (from <= lastToken) {
                missed.addAndGet(tokens.sentenceOf(lastToken) - tokens.sentenceOf(from) + 1);
            }
            tell(names, sink);
        }

        /** How many sentences the second tagger did not see. */
        public int missed() {
            return missed.get();
        }

        /** What a receipt says of that, as an event's reason; empty if it saw all. */
        public Optional<String> note() {
            int count = missed.get();
            return count == 0
                    ? Optional.empty()
                    : Optional.of("names of tier 2 ran out of time; tier 1 alone read " + count
                            + (count == 1 ? " sentence" : " sentences"));
        }
    }

    private static int stride(Tokens tokens, int from) {
        int sentence = tokens.sentenceOf(from);
        while (tokens.lastOf(sentence) - from + 1 < STRIDE && sentence + 1 < tokens.sentences()) {
            sentence++;
        }
        return tokens.lastOf(sentence);
    }

    private static void tell(List<Name> names, Tagger.Sink sink) {
        names.sort(Comparator.comparingDouble((Name name) -> -name.probability)
                .thenComparingInt(name -> name.from - name.to)
                .thenComparingInt(name -> name.from));
        BitSet taken = new BitSet();
        List<Name> told = new ArrayList<>();
        for (Name name : names) {
            int next = taken.nextSetBit(name.from);
            if (next < 0 || next > name.to) {
                taken.set(name.from, name.to + 1);
                told.add(name);
            }
        }
        told.sort(Comparator.comparingInt(name -> name.from));
        for (Name name : told) {
            sink.name(name.type, name.from, name.to, name.probability);
        }
    }

    private record Name(EntityType type, int from, int to, double probability) {}
}
