package io.chatguard.redact.internal.phone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern over decimal digits as an automaton: alternatives, groups, classes, {@code \d}, {@code ?} and counts.
 *
 * <p>Digits are packed four bits each, the last in the lowest bits. A state is made when a number first comes to it, so
 * that a pattern of hundreds of states costs the few that are used; after that a digit costs one load, and nothing is
 * allocated. Patterns are those of numbering plans, not of users: their states are some hundred at most.
 *
 * <p>Thread-safe without a lock where states exist: an entry of the table is a state's number and whether it accepts in
 * one, so a thread sees it whole or not yet, and an entry not yet seen is asked for under the lock.
 */
final class DigitPattern {
    private static final int ANY = 0x3FF;
    private static final int DEAD = 2;

    private final int[] masks;
    private final int[] targets;
    private final int[][] free;
    private final int end;
    private final Map<BitSet, Integer> known = new HashMap<>();
    private final List<BitSet> sets = new ArrayList<>();
    private final int start;

    /** Sixteen entries a state: the next state's number doubled, plus one if it accepts; 0 where it is not made yet. */
    private volatile int[] next = new int[16 << 3];

    private DigitPattern(Builder built, int from, int end) {
        this.masks = Arrays.copyOf(built.masks, built.states);
        this.targets = Arrays.copyOf(built.targets, built.states);
        this.free = Arrays.copyOf(built.free, built.states);
        this.end = end;
        sets.add(new BitSet());
        sets.add(new BitSet());
        known.put(sets.get(1), 1);
        BitSet first = new BitSet();
        follow(from, first);
        this.start = entry(first);
    }

    static DigitPattern of(String pattern) {
        return new Builder(pattern).build();
    }

    /** Whether all {@code length} digits match. */
    boolean matches(long digits, int length) {
        int[] table = next;
        int state = start;
        for (int shift = 4 * (length - 1); shift >= 0 && state != DEAD; shift -= 4) {
            state = step(table, state, (int) (digits >>> shift) & 15);
        }
        return (state & 1) != 0;
    }

    /** Whether some first digits match; none at all do if the pattern may be empty. */
    boolean startsIn(long digits, int length) {
        int[] table = next;
        int state = start;
        for (int shift = 4 * (length - 1); shift >= 0 && state != DEAD && (state & 1) == 0; shift -= 4) {
            state = step(table, state, (int) (digits >>> shift) & 15);
        }
        return (state & 1) != 0;
    }

    private int step(int[] table, int state, int digit) {
        int index = state >> 1 << 4 | digit;
        int to = index < table.length ? table[index] : 0;
        return to != 0 ? to : make(state, digit);
    }

    private synchronized int make(int state, int digit) {
        BitSet to = new BitSet();
        BitSet of = sets.get(state >> 1);
        for (int q = of.nextSetBit(0); q >= 0; q = of.nextSetBit(q + 1)) {
            if ((masks[q] >> digit & 1) != 0) {
                follow(targets[q], to);
            }
        }
        int entry = entry(to);
        int index = state >> 1 << 4 | digit;
        if (index >= next.length) {
            next = Arrays.copyOf(next, Math.max(index + 16, 2 * next.length));
        }
        next[index] = entry;
        return entry;
    }

    private int entry(BitSet set) {
        Integer number = known.get(set);
        if (number == null) {
            number = sets.size();
            known.put(set, number);
            sets.add(set);
        }
        return number << 1 | (set.get(end) ? 1 : 0);
    }

    private void follow(int state, BitSet into) {
        if (!into.get(state)) {
            into.set(state);
            for (int to : free[state]) {
                follow(to, into);
            }
        }
    }

    /** Thompson's construction. */
    private static final class Builder {
        private final String pattern;
        private int at;

        /** Of each state: the digits it takes, where they lead, and where it leads without one. */
        private int[] masks = new int[64];

        private int[] targets = new int[64];
        private int[][] free = new int[64][];
        private int states;

        Builder(String pattern) {
            this.pattern = pattern;
        }

        DigitPattern build() {
            int start = state();
            int end = alternatives(start);
            if (at != pattern.length()) {
                throw new IllegalStateException("numbering plan: pattern not understood at " + at);
            }
            return new DigitPattern(this, start, end);
        }

        private int state() {
            if (states == masks.length) {
                masks = Arrays.copyOf(masks, 2 * states);
                targets = Arrays.copyOf(targets, 2 * states);
                free = Arrays.copyOf(free, 2 * states);
            }
            free[states] = new int[0];
            return states++;
        }

        private void lead(int from, int to) {
            int[] old = free[from];
            free[from] = Arrays.copyOf(old, old.length + 1);
            free[from][old.length] = to;
        }

        private int alternatives(int from) {
            int end = state();
            while (true) {
                int branch = state();
                lead(from, branch);
                lead(sequence(branch), end);
                if (!take('|')) {
                    return end;
                }
            }
        }

        private boolean take(char c) {
            boolean there = at < pattern.length() && pattern.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private int sequence(int from) {
            int last = from;
            while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
                last = piece(last);
            }
            return last;
        }

        private int piece(int from) {
            int begin = at;
            int last = atom(from);
            int after = at;
            int least = 1;
            int most = 1;
            if (take('?')) {
                least = 0;
            } else if (take('{')) {
                least = number();
                most = take(',') ? number() : least;
                if (!take('}')) {
                    throw new IllegalStateException("numbering plan: count not understood at " + at);
                }
            }
            int behind = at;
            int end = state();
            int current = from;
            for (int n = 0; n < most; n++) {
                if (n >= least) {
                    lead(current, end);
                }
                if (n == 0) {
                    current = last;
                } else {
                    at = begin;
                    int again = state();
                    lead(current, again);
                    current = atom(again);
                    at = after;
                }
            }
            lead(current, end);
            at = behind;
            return end;
        }

        private int number() {
            int value = 0;
            while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
                value = value * 10 + pattern.charAt(at++) - '0';
            }
            return value;
        }

        private int atom(int from) {
            if (take('(')) {
                if (take('?')) {
                    take(':');
                }
                int inside = state();
                lead(from, inside);
                int end = alternatives(inside);
                if (!take(')')) {
                    throw new IllegalStateException("numbering plan: group not closed at " + at);
                }
                return end;
            }
            int step = state();
            lead(from, step);
            masks[step] = mask();
            int end = state();
            targets[step] = end;
            return end;
        }

        private int mask() {
            char c = pattern.charAt(at++);
            if (c == '\\') {
                if (pattern.charAt(at++) != 'd') {
                    throw new IllegalStateException("numbering plan: escape not understood at " + at);
                }
                return ANY;
            }
            if (c != '[') {
                return 1 << digit(c);
            }
            int mask = 0;
            while (!take(']')) {
                int low = digit(pattern.charAt(at++));
                int high = take('-') ? digit(pattern.charAt(at++)) : low;
                for (int d = low; d <= high; d++) {
                    mask |= 1 << d;
                }
            }
            return mask;
        }

        private int digit(char c) {
            if (c < '0' || c > '9') {
                throw new IllegalStateException("numbering plan: character not understood at " + at);
            }
            return c - '0';
        }
    }
}
