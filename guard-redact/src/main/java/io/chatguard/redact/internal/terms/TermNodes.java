package io.chatguard.redact.internal.terms;

import java.util.Arrays;

/**
 * The nodes of an Aho–Corasick automaton (CACM 1975) whose letters are hashes of words: which one follows another, and
 * where to go on when none does.
 *
 * <p>An edge is known by 64 bits mixed of its origin and its word; nodes take 16 bytes, and the table of edges 4 bytes
 * for each slot, at least a third of which are taken. That two edges share their bits happens once in 10⁷ lists of a
 * million terms, and then something is found that is no term.
 */
final class TermNodes {
    static final int ROOT = 0;

    private long[] edges = new long[64];
    private int[] table = new int[128];
    private int size = 1;

    /** Only while terms are added. */
    private int[] origins = new int[64];

    private long[] words = new long[64];

    private int[] fails = new int[0];

    int size() {
        return size;
    }

    /** The node that follows; it is made if there is none. */
    int follow(int from, long word) {
        long edge = edge(from, word);
        int slot = slot(edge);
        if (table[slot] != 0) {
            return table[slot];
        }
        if (3 * size > 2 * table.length) {
            grow();
            slot = slot(edge);
        }
        if (size == edges.length) {
            int more = size + (size >> 1);
            edges = Arrays.copyOf(edges, more);
            origins = Arrays.copyOf(origins, more);
            words = Arrays.copyOf(words, more);
        }
        edges[size] = edge;
        origins[size] = from;
        words[size] = word;
        table[slot] = size;
        return size++;
    }

    /** Makes the links that lead back; {@code ends} says what ends at a node, and is completed by what ends there too. */
    void link(int[] ends) {
        byte[] depths = new byte[size];
        int deepest = 0;
        for (int node = 1; node < size; node++) {
            // A node's origin has a smaller number.
            depths[node] = (byte) (depths[origins[node]] + 1);
            deepest = Math.max(deepest, depths[node]);
        }
        fails = new int[size];
        for (int depth = 2; depth <= deepest; depth++) {
            for (int node = 1; node < size; node++) {
                if (depths[node] == depth) {
                    fails[node] = next(fails[origins[node]], words[node]);
                    ends[node] = ends[node] == 0 ? ends[fails[node]] : ends[node];
                }
            }
        }
        origins = new int[0];
        words = new long[0];
        edges = Arrays.copyOf(edges, size);
    }

    /** Where a word leads. From the root it leads whether a blank stands before it or not. */
    int next(int from, long word) {
        int state = from;
        while (state != ROOT) {
            int node = table[slot(edge(state, word))];
            if (node != 0) {
                return node;
            }
            state = fails[state];
        }
        return table[slot(edge(ROOT, word & ~WordCursor.BLANK_BEFORE))];
    }

    private static long edge(int from, long word) {
        long mixed = (word + from) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ mixed >>> 29) + from;
    }

    private int slot(long edge) {
        int mask = table.length - 1;
        int slot = (int) (edge * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (table[slot] != 0 && edges[table[slot]] != edge) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int node = 1; node < size; node++) {
            table[slot(edges[node])] = node;
        }
    }
}
