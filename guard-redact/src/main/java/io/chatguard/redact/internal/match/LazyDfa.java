package io.chatguard.redact.internal.match;

import java.util.Arrays;

/**
 * A deterministic automaton that is built while it runs: a state is a set of nodes of the {@link Nfa}, a transition is
 * computed when it is first taken and kept in a table. As in RE2 (Cox, "Regular expression matching in the wild", 2010)
 * the table is bounded: when it is full it is emptied, and when that happens again and again the next stretch of text
 * is simulated without a table. A character costs one look-up, or at worst one step of the Nfa: linear time either way.
 *
 * <p>Where the pattern asks for places, a symbol is combined with the neighbour behind it, so that a state has all its
 * conditions decided. Used by one thread at a time.
 */
final class LazyDfa {
    /** The state without nodes; nothing leads out of it. */
    static final int DEAD = 0;

    /** States that are never in the table: a simulation alternates between them. */
    private static final int TRANSIENT = 2;

    private static final int FIRST = 1 + TRANSIENT;
    private static final int FEWEST = 16;
    private static final int MOST = 8192;
    /** So many times the table is emptied before a simulation, of so many characters. */
    private static final int PATIENCE = 4;

    private static final int SIMULATED = 1 << 14;

    enum Direction {
        FORWARDS,
        BACKWARDS
    }

    private final Nfa nfa;
    private final Direction direction;
    private final int neighbours;
    private final int shift;
    private final int capacity;

    private int[] table;
    private long[] sets;
    private int states = FIRST;
    private final int[] starts = new int[Place.NEIGHBOURS * Place.NEIGHBOURS];
    /** Open addressing over the numbers of the states; 0 is free. */
    private int[] index;

    private final long[] scratch;
    private int flushes;
    private int simulate;
    private int scanned;
    private long steps;

    /** {@code budget} bounds the table and the sets together, in ints. */
    LazyDfa(Nfa nfa, Direction direction, int budget) {
        this.nfa = nfa;
        this.direction = direction;
        this.neighbours = nfa.conditions ? Place.NEIGHBOURS : 1;
        this.shift = 32 - Integer.numberOfLeadingZeros(nfa.alphabet.size() * neighbours - 1);
        this.capacity = FIRST + Math.max(FEWEST, Math.min(MOST, budget / ((1 << shift) + 2 * nfa.words)));
        this.table = new int[(FIRST + 4) << shift];
        this.sets = new long[(FIRST + 4) * nfa.words];
        this.index = new int[16];
        this.scratch = new long[nfa.words];
        Arrays.fill(table, -1);
        Arrays.fill(starts, -1);
    }

    /** The state at which a run starts between these two neighbours. */
    int start(int left, int right) {
        int slot = left * Place.NEIGHBOURS + right;
        if (starts[slot] < 0) {
            Arrays.fill(scratch, 0);
            steps += direction == Direction.FORWARDS
                    ? nfa.forwardStart(scratch, left, right)
                    : nfa.backwardStart(scratch, left, right);
            int row = intern() >>> 1;
            if (row == DEAD || row >> shift >= FIRST) {
                starts[slot] = row;
            }
            return row;
        }
        return starts[slot];
    }

    /**
     * The state behind a symbol; {@code far} is the neighbour behind that in the direction of the run. The lowest bit is
     * set where the set accepts (forwards) or a match starts (backwards), the rest is the state.
     */
    int step(int state, int symbol, int far) {
        int value = table[state + symbol * neighbours + (neighbours == 1 ? 0 : far)];
        return value >= 0 ? value : compute(state, symbol, far);
    }

    /** Where the longest match that starts here ends, or -1. */
    int longest(String text, int from) {
        int state = start(Place.before(text, from), Place.behind(text, from));
        int end = nfa.conditions ? longestWithPlaces(text, from, state) : longest(text, from, state);
        steps += scanned;
        return end;
    }

    private int longest(String text, int from, int start) {
        Alphabet alphabet = nfa.alphabet;
        int length = text.length();
        int[] rows = table;
        int state = start;
        int last = -1;
        int at = from;
        while (at < length) {
            int c = text.charAt(at++);
            if (Character.isHighSurrogate((char) c) && at < length && Character.isLowSurrogate(text.charAt(at))) {
                c = Character.toCodePoint((char) c, text.charAt(at++));
            }
            int symbol = alphabet.symbol(c);
            int value = rows[state + symbol];
            if (value < 0) {
                value = compute(state, symbol, 0);
                rows = table;
            }
            if ((value & 1) != 0) {
                last = at;
            }
            state = value >>> 1;
            if (state == DEAD) {
                break;
            }
        }
        scanned = at - from;
        return last;
    }

    /** Each character is looked at once: as the neighbour behind a place, then as what is consumed. */
    private int longestWithPlaces(String text, int from, int start) {
        Alphabet alphabet = nfa.alphabet;
        int length = text.length();
        int state = start;
        int last = -1;
        int at = from;
        int c = at < length ? text.codePointAt(at) : 0;
        int symbol = alphabet.symbol(c);
        while (at < length && state != DEAD) {
            at += Character.charCount(c);
            int next = symbol;
            int far = Place.EDGE;
            if (at < length) {
                c = text.codePointAt(at);
                next = alphabet.symbol(c);
                far = alphabet.neighbour(next);
            }
            int value = table[state + symbol * Place.NEIGHBOURS + far];
            if (value < 0) {
                value = compute(state, symbol, far);
            }
            if ((value & 1) != 0) {
                last = at;
            }
            state = value >>> 1;
            symbol = next;
        }
        scanned = at - from;
        return last;
    }

    /** Where the longest match of this automaton, read backwards, begins that ends here; not before {@code floor}, or -1. */
    int longestBefore(String text, int end, int floor) {
        int state = start(Place.behind(text, end), Place.before(text, end));
        int last = nfa.accepts(sets, set(state)) ? end : -1;
        int at = end;
        while (at > floor && state != DEAD) {
            int c = text.charAt(--at);
            if (Character.isLowSurrogate((char) c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1))) {
                c = Character.toCodePoint(text.charAt(--at), (char) c);
            }
            int far = neighbours == 1 ? 0 : Place.before(text, at);
            int value = table[state + nfa.alphabet.symbol(c) * neighbours + far];
            if (value < 0) {
                value = compute(state, nfa.alphabet.symbol(c), far);
            }
            if ((value & 1) != 0) {
                last = at;
            }
            state = value >>> 1;
        }
        steps += end - at;
        return last;
    }

    /** How many UTF-16 units the last call of {@link #longest} looked at. */
    int scanned() {
        return scanned;
    }

    /** The sets of all states; a state's begins at {@link #set}. Valid until the next step. */
    long[] sets() {
        return sets;
    }

    int set(int state) {
        return (state >> shift) * nfa.words;
    }

    /** The state of a set that was kept aside. */
    int state(long[] kept, int at) {
        System.arraycopy(kept, at, scratch, 0, nfa.words);
        return intern() >>> 1;
    }

    /** Characters and edges of the Nfa that were looked at, over the life of this automaton. */
    long steps() {
        return steps;
    }

    /** How often the table was emptied. */
    int flushes() {
        return flushes;
    }

    void count(int characters) {
        steps += characters;
    }

    private int compute(int state, int symbol, int far) {
        Arrays.fill(scratch, 0);
        int from = set(state);
        steps += direction == Direction.FORWARDS
                ? nfa.forwards(sets, from, symbol, far, scratch)
                : nfa.backwards(sets, from, symbol, far, scratch);
        if (simulate > 0) {
            simulate--;
            return scratchIsEmpty() ? DEAD : keep(state >> shift == 1 ? 2 : 1);
        }
        int before = flushes;
        int value = intern();
        int target = value >>> 1 >> shift;
        if (before == flushes && state >> shift >= FIRST && (target == DEAD || target >= FIRST)) {
            table[state + symbol * neighbours + far] = value;
        }
        return value;
    }

    /** Puts the set in {@link #scratch} into the table, or finds it there. */
    private int intern() {
        if (scratchIsEmpty()) {
            return DEAD;
        }
        int slot = hash(scratch, 0) & index.length - 1;
        while (index[slot] != 0) {
            int known = index[slot];
            if (Arrays.equals(sets, known * nfa.words, (known + 1) * nfa.words, scratch, 0, nfa.words)) {
                return value(known);
            }
            slot = slot + 1 & index.length - 1;
        }
        if (states == capacity) {
            flush();
            if (simulate > 0) {
                return keep(1);
            }
            slot = hash(scratch, 0) & index.length - 1;
        }
        grow();
        index[slot] = states;
        int added = keep(states++);
        if (2 * states > index.length) {
            rehash();
        }
        return added;
    }

    private int keep(int number) {
        System.arraycopy(scratch, 0, sets, number * nfa.words, nfa.words);
        return value(number);
    }

    private int value(int number) {
        int at = number * nfa.words;
        boolean flag = direction == Direction.FORWARDS ? nfa.accepts(sets, at) : nfa.starts(sets, at);
        return number << shift << 1 | (flag ? 1 : 0);
    }

    private void flush() {
        flushes++;
        if (flushes % PATIENCE == 0) {
            simulate = SIMULATED;
        }
        Arrays.fill(table, -1);
        Arrays.fill(index, 0);
        Arrays.fill(starts, -1);
        states = FIRST;
    }

    private void grow() {
        if (states << shift == table.length) {
            int room = Math.min(capacity, 2 * states);
            int old = table.length;
            table = Arrays.copyOf(table, room << shift);
            Arrays.fill(table, old, table.length, -1);
            sets = Arrays.copyOf(sets, room * nfa.words);
        }
    }

    private void rehash() {
        index = new int[2 * index.length];
        for (int number = FIRST; number < states; number++) {
            int slot = hash(sets, number * nfa.words) & index.length - 1;
            while (index[slot] != 0) {
                slot = slot + 1 & index.length - 1;
            }
            index[slot] = number;
        }
    }

    private boolean scratchIsEmpty() {
        long any = 0;
        for (long word : scratch) {
            any |= word;
        }
        return any == 0;
    }

    private int hash(long[] from, int at) {
        long hash = 0;
        for (int w = 0; w < nfa.words; w++) {
            hash = (hash ^ from[at + w]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
