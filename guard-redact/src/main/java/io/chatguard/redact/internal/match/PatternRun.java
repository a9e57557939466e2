package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.LazyDfa.Direction;
import org.jspecify.annotations.Nullable;

/**
 * One pattern on one text: where it has got to, and the automata, which are kept from text to text. Places come in
 * ascending order. Used by one thread at a time.
 */
final class PatternRun {
    /** Characters that runs without a match may cost, beyond one for each character of the text so far. */
    private static final int SLACK = 1024;

    private final int number;
    private final AnchoredPattern pattern;
    private final int budget;
    private final boolean hasLead;
    private final @Nullable PlainLead plainLead;
    /** Of what follows the lead. */
    private final @Nullable Course course;

    private final Course.Run courseRun = new Course.Run();
    private final StretchBuffers buffers;
    private @Nullable LazyDfa lead;
    private @Nullable LazyDfa forwards;
    private @Nullable LazyDfa backwards;
    private @Nullable StretchSearch stretches;
    /** Everything before is decided. */
    private int next;

    /** No lead that ends before has to be looked at again. */
    private int hinge;

    private long wasted;
    private long steps;

    PatternRun(int number, AnchoredPattern anchored, StretchBuffers buffers, int budget) {
        this.number = number;
        this.pattern = anchored;
        this.hasLead = anchored.hasLead();
        this.plainLead = anchored.plainLead().orElse(null);
        this.course = anchored.course().orElse(null);
        this.buffers = buffers;
        this.budget = budget;
    }

    /** A new text. */
    void reset() {
        next = 0;
        hinge = 0;
        wasted = 0;
    }

    /** A row of the pattern begins here: a match may start here, or where the lead begins that ends here. */
    void hit(String text, int place, Spans out) {
        if (!hasLead) {
            startAt(text, place, place, out);
        } else if (place >= hinge && place >= next && !isInPair(text, place)) {
            hinge = place + 1;
            int start = leadBefore(text, place);
            if (start >= 0) {
                startAt(text, start, place, out);
            }
        }
    }

    private int leadBefore(String text, int place) {
        PlainLead plain = plainLead;
        if (plain != null) {
            int start = plain.longestBefore(text, place, next);
            if (start != Course.UNDECIDED) {
                steps += start < 0 ? 1 : place - start;
                return start;
            }
        }
        LazyDfa automaton = lead;
        if (automaton == null) {
            automaton = new LazyDfa(pattern.lead(), Direction.FORWARDS, budget);
            lead = automaton;
        }
        return automaton.longestBefore(text, place, next);
    }

    private LazyDfa forwards() {
        LazyDfa automaton = forwards;
        if (automaton == null) {
            automaton = new LazyDfa(pattern.nfa(), Direction.FORWARDS, budget);
            forwards = automaton;
        }
        return automaton;
    }

    /**
     * A match may start here, whose lead ends at {@code place}. Runs that find nothing are counted: when they have cost as
     * much as the text up to here, the stretch is searched as a whole, so the runs of a pattern are linear in the text,
     * whatever their overlap.
     */
    private void startAt(String text, int start, int place, Spans out) {
        if (start < next || isInPair(text, start)) {
            return;
        }
        if (wasted > start + SLACK) {
            search(text, start, right(text, start), out);
            return;
        }
        int end = Course.UNDECIDED;
        int looked = 0;
        if (course != null) {
            end = course.longest(text, place, courseRun);
            looked = courseRun.scanned() + place - start;
            steps += looked;
        }
        boolean restOnly = hasLead && end != Course.UNDECIDED;
        if (end == Course.UNDECIDED) {
            LazyDfa automaton = forwards();
            end = automaton.longest(text, start);
            looked += automaton.scanned();
        }
        if (end < 0) {
            // A lead that leads to nothing here may lead to a row further on.
            next = restOnly ? next : start + 1;
            wasted += looked;
        } else {
            out.add(number, start, end);
            next = end;
            wasted += Math.max(0, start + looked - end);
        }
    }

    /** A match may be around here: the stretch of characters that matches are made of is searched. */
    void around(String text, int at, Spans out) {
        if (at >= next) {
            search(text, left(text, at), right(text, at), out);
        }
    }

    /** Searches the text up to its end. */
    void everywhere(String text, Spans out) {
        search(text, next, text.length(), out);
    }

    private void search(String text, int from, int to, Spans out) {
        StretchSearch search = stretches;
        if (search == null) {
            backwards = new LazyDfa(pattern.nfa(), Direction.BACKWARDS, budget);
            search = new StretchSearch(pattern.nfa(), forwards(), backwards, buffers);
            stretches = search;
        }
        if (from < to) {
            search.search(text, from, to, number, out);
        }
        next = to + 1;
    }

    /** The end of the characters before this place that are part of the pattern's alphabet, not before {@link #next}. */
    private int left(String text, int place) {
        Alphabet alphabet = pattern.nfa().alphabet;
        int at = isInPair(text, place) ? place - 1 : place;
        while (at > next) {
            int c = text.codePointBefore(at);
            if (alphabet.isForeign(alphabet.symbol(c))) {
                break;
            }
            at -= Character.charCount(c);
        }
        steps += place - at;
        return at;
    }

    private int right(String text, int place) {
        Alphabet alphabet = pattern.nfa().alphabet;
        int at = isInPair(text, place) ? place - 1 : place;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (alphabet.isForeign(alphabet.symbol(c))) {
                break;
            }
            at += Character.charCount(c);
        }
        steps += at - place;
        return at;
    }

    private static boolean isInPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** What this pattern has cost over all texts: characters looked at, and edges for new transitions. */
    long steps() {
        return steps + steps(forwards) + steps(lead) + steps(backwards);
    }

    private static long steps(@Nullable LazyDfa automaton) {
        return automaton == null ? 0 : automaton.steps();
    }

    /** How often a full table was emptied. */
    int flushes() {
        return flushes(forwards) + flushes(lead) + flushes(backwards);
    }

    private static int flushes(@Nullable LazyDfa automaton) {
        return automaton == null ? 0 : automaton.flushes();
    }
}
