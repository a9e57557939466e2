package io.chatguard.redact.internal.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds every occurrence of many known values in a text, in one pass.
 *
 * <p>An Aho–Corasick automaton (Aho, Corasick, "Efficient string matching", CACM 1975) over UTF-16 units, so equality is
 * exact code-point equality, letter case included. Values of fewer than {@value #SHORTEST} characters are left out.
 *
 * <p><b>Word boundaries.</b> Where an edge of a value is a letter or a digit, the neighbouring character of the text must
 * be neither, nor a combining mark; {@code _} is no word character, and scripts without spaces bound everything (see
 * {@link Boundaries}). A match never starts or ends inside a surrogate pair.
 *
 * <p><b>Cost.</b> Up to {@value #FEW} short values are searched for one after the other with the platform's own search.
 * Else: building is linear in the total length of the values: transitions live in one open-addressing table,
 * nothing is allocated per node. Scanning is linear in the text: a text without first characters of values costs one
 * table look-up a character. At each end only the longest value that respects the boundaries is reported; matches that
 * end at different places may overlap or nest.
 *
 * <p>Immutable, thread-safe. {@link #toString} shows no value.
 */
public final class LiteralMatcher {
    /** The shortest value that is propagated; anything shorter would match by accident. */
    public static final int SHORTEST = 3;

    /** Receives matches. */
    @FunctionalInterface
    public interface Matches {
        /**
         * Takes one match.
         *
         * @param value index of the value in {@link LiteralMatcher#values()}
         * @param start first UTF-16 unit
         * @param end one past the last UTF-16 unit
         */
        void match(int value, int start, int end);
    }

    /** Up to so many values are searched one by one: the platform's search is faster than building an automaton. */
    private static final int FEW = 4;

    /** The platform's search may compare the whole value at each place, so only short ones keep the bound linear. */
    private static final int SHORT = 64;

    private static final int ROOT = 0;
    private static final int NONE = -1;

    private static final boolean[] NO_FIRST = {};
    private static final long[] NO_KEYS = {};
    private static final int[] NO_NODES = {};

    private final List<String> values;
    private final boolean few;
    private final boolean[] first;
    /** Keys {@code node << 16 | unit}, plus one so that 0 is free; targets beside them. */
    private final long[] keys;

    private final int[] targets;
    private final int shift;

    private int nodes = 1;
    private final int[] fail;
    /** The value that ends at a node, and the nearest node along the failure links at which one ends. */
    private final int[] ends;

    private final int[] nextEnd;

    private LiteralMatcher(List<String> values) {
        this.values = values;
        this.few = values.size() <= FEW && areShort(values);
        if (few) {
            this.first = NO_FIRST;
            this.keys = NO_KEYS;
            this.targets = NO_NODES;
            this.shift = 0;
            this.fail = NO_NODES;
            this.ends = NO_NODES;
            this.nextEnd = NO_NODES;
            return;
        }
        this.first = new boolean[256];
        int units = 1;
        for (String value : values) {
            units += value.length();
        }
        int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(units));
        this.keys = new long[1 << bits];
        this.targets = new int[1 << bits];
        this.shift = 64 - bits;
        this.fail = new int[units];
        this.ends = new int[units];
        this.nextEnd = new int[units];
        int[] parent = new int[units];
        char[] unit = new char[units];
        int[] depth = new int[units];
        java.util.Arrays.fill(ends, NONE);
        for (int v = 0; v < values.size(); v++) {
            insert(values.get(v), v, parent, unit, depth);
        }
        link(parent, unit, depth);
    }

    private static boolean areShort(List<String> values) {
        for (String value : values) {
            if (value.length() > SHORT) {
                return false;
            }
        }
        return true;
    }

    /** A matcher for these values; duplicates and values that are too short are left out. */
    public static LiteralMatcher of(Collection<String> values) {
        List<String> kept = new ArrayList<>(values.size());
        for (String value : new java.util.LinkedHashSet<>(values)) {
            if (value.codePointCount(0, value.length()) >= SHORTEST) {
                kept.add(value);
            }
        }
        return new LiteralMatcher(List.copyOf(kept));
    }

    /** The values that are looked for, in the order of their indices. */
    public List<String> values() {
        return values;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Reports the matches in {@code text}, ordered by their end. */
    public void scan(String text, Matches out) {
        if (values.isEmpty()) {
            return;
        }
        if (few) {
            scanForFew(text, out);
            return;
        }
        int length = text.length();
        int state = ROOT;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (state == ROOT) {
                if (!first[c & 0xFF]) {
                    continue;
                }
                int next = step(ROOT, c);
                state = next == NONE ? ROOT : next;
                continue;
            }
            int next = step(state, c);
            while (next == NONE && state != ROOT) {
                state = fail[state];
                next = step(state, c);
            }
            state = next == NONE ? ROOT : next;
            if (ends[state] != NONE || nextEnd[state] != ROOT) {
                report(text, i + 1, state, out);
            }
        }
    }

    /** The same matches in the same order: of the next match of each value, the one that ends first, then the longest. */
    private void scanForFew(String text, Matches out) {
        int[] next = new int[values.size()];
        for (int v = 0; v < next.length; v++) {
            next[v] = next(text, v, 0);
        }
        while (true) {
            int best = NONE;
            for (int v = 0; v < next.length; v++) {
                if (next[v] != NONE && (best == NONE || isBefore(v, next[v], best, next[best]))) {
                    best = v;
                }
            }
            if (best == NONE) {
                return;
            }
            int start = next[best];
            int end = start + values.get(best).length();
            out.match(best, start, end);
            for (int v = 0; v < next.length; v++) {
                if (next[v] != NONE && next[v] + values.get(v).length() == end) {
                    next[v] = next(text, v, next[v] + 1);
                }
            }
        }
    }

    private boolean isBefore(int v, int start, int other, int otherStart) {
        int end = start + values.get(v).length();
        int otherEnd = otherStart + values.get(other).length();
        return end < otherEnd || end == otherEnd && start < otherStart;
    }

    /** The next occurrence of a value, from a place on, that respects the boundaries. */
    private int next(String text, int v, int from) {
        String value = values.get(v);
        int at = text.indexOf(value, from);
        while (at >= 0 && !(Boundaries.mayStart(text, at) && Boundaries.mayEnd(text, at + value.length()))) {
            at = text.indexOf(value, at + 1);
        }
        return at;
    }

    /** All values that end here share their last character, so one look at the right side serves them all. */
    private void report(String text, int end, int state, Matches out) {
        if (!Boundaries.mayEnd(text, end)) {
            return;
        }
        int node = ends[state] != NONE ? state : nextEnd[state];
        while (node != ROOT) {
            int value = ends[node];
            int start = end - values.get(value).length();
            if (Boundaries.mayStart(text, start)) {
                out.match(value, start, end);
                return;
            }
            node = nextEnd[node];
        }
    }

    private void insert(String value, int index, int[] parent, char[] unit, int[] depth) {
        int node = ROOT;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int slot = slot(node, c);
            if (keys[slot] == 0) {
                keys[slot] = key(node, c);
                targets[slot] = nodes;
                parent[nodes] = node;
                unit[nodes] = c;
                depth[nodes] = i + 1;
                nodes++;
            }
            node = targets[slot];
        }
        first[value.charAt(0) & 0xFF] = true;
        ends[node] = index;
    }

    /** Failure links in breadth-first order, got by counting sort on the depth. */
    private void link(int[] parent, char[] unit, int[] depth) {
        int deepest = 0;
        for (int n = 1; n < nodes; n++) {
            deepest = Math.max(deepest, depth[n]);
        }
        int[] from = new int[deepest + 2];
        for (int n = 1; n < nodes; n++) {
            from[depth[n] + 1]++;
        }
        for (int d = 1; d < from.length; d++) {
            from[d] += from[d - 1];
        }
        int[] order = new int[nodes];
        for (int n = 1; n < nodes; n++) {
            order[from[depth[n]]++] = n;
        }
        for (int k = 0; k < nodes - 1; k++) {
            int node = order[k];
            fail[node] = depth[node] == 1 ? ROOT : failure(fail[parent[node]], unit[node]);
            nextEnd[node] = ends[fail[node]] != NONE ? fail[node] : nextEnd[fail[node]];
        }
    }

    private int failure(int candidate, char c) {
        int state = candidate;
        int next = step(state, c);
        while (next == NONE && state != ROOT) {
            state = fail[state];
            next = step(state, c);
        }
        return next == NONE ? ROOT : next;
    }

    private int step(int node, char c) {
        int slot = slot(node, c);
        return keys[slot] == 0 ? NONE : targets[slot];
    }

    private int slot(int node, char c) {
        long key = key(node, c);
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> shift);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long key(int node, char c) {
        return ((long) node << 16 | c) + 1;
    }

    @Override
    public String toString() {
        return "LiteralMatcher of " + values.size() + " values";
    }
}
