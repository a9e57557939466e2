package io.chatguard.moderate.internal.terms;

import io.chatguard.moderate.internal.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds every occurrence of many terms in a text, in one pass: an Aho–Corasick automaton (CACM 1975) whose letters are
 * whole words as {@link Words} cuts and folds them, so a match never starts or ends inside a word.
 *
 * <p><b>Cost.</b> Building is linear in the words of all terms, and so is memory: transitions live in one
 * open-addressing table. Scanning is linear in the text. At each end the longest term is reported. Immutable.
 */
final class TermMatcher {

    /** A match: from the start of its first word to the end of its last. */
    record Span(int start, int end) {}

    private static final int ROOT = 0;

    private final Map<String, Integer> words = new HashMap<>();
    private final int[] fail;
    /** How many words the longest term has that ends at a node, 0 if none does. */
    private final int[] longest;

    /** Keys {@code node << 32 | word}, plus one so that 0 is free; targets beside them. */
    private final long[] keys;

    private final int[] targets;
    private final int shift;
    private int nodes = 1;

    TermMatcher(Collection<String> terms) {
        List<int[]> sequences = new ArrayList<>(terms.size());
        int most = 1;
        for (String term : terms) {
            int[] sequence = sequence(term);
            sequences.add(sequence);
            most += sequence.length;
        }
        int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(most));
        keys = new long[1 << bits];
        targets = new int[1 << bits];
        shift = 64 - bits;
        int[] ends = new int[most];
        int[] depth = new int[most];
        int[] parent = new int[most];
        int[] letter = new int[most];
        for (int[] sequence : sequences) {
            insert(sequence, parent, letter, depth, ends);
        }
        // Terms that begin with the same words share nodes: there are fewer than words.
        longest = Arrays.copyOf(ends, nodes);
        fail = new int[nodes];
        link(parent, letter, depth);
    }

    /** Whether a term can be found: it has words, and none that is too long to be one. */
    static boolean isTerm(String term) {
        int[] words = new int[2];
        Words.of(term, (folded, start, end) -> words[folded.equals(Words.BARRIER) ? 1 : 0]++);
        return words[0] > 0 && words[1] == 0;
    }

    private int[] sequence(String term) {
        List<Integer> ids = new ArrayList<>(4);
        Words.of(term, (folded, start, end) -> ids.add(words.computeIfAbsent(folded, any -> words.size())));
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private void insert(int[] sequence, int[] parent, int[] letter, int[] depth, int[] ends) {
        int node = ROOT;
        for (int word : sequence) {
            int slot = slot(node, word);
            if (keys[slot] == 0) {
                keys[slot] = key(node, word);
                targets[slot] = nodes;
                parent[nodes] = node;
                letter[nodes] = word;
                depth[nodes] = depth[node] + 1;
                nodes++;
            }
            node = targets[slot];
        }
        ends[node] = depth[node];
    }

    /** Failure links in breadth-first order, got by counting sort on the depth. */
    private void link(int[] parent, int[] letter, int[] depth) {
        int deepest = 0;
        for (int i = 1; i < nodes; i++) {
            deepest = Math.max(deepest, depth[i]);
        }
        int[] from = new int[deepest + 2];
        for (int i = 1; i < nodes; i++) {
            from[depth[i] + 1]++;
        }
        for (int d = 1; d < from.length; d++) {
            from[d] += from[d - 1];
        }
        int[] order = new int[nodes];
        for (int i = 1; i < nodes; i++) {
            order[from[depth[i]]++] = i;
        }
        for (int k = 0; k < nodes - 1; k++) {
            int node = order[k];
            fail[node] = depth[node] == 1 ? ROOT : next(fail[parent[node]], letter[node]);
            longest[node] = longest[node] == 0 ? longest[fail[node]] : longest[node];
        }
    }

    private int next(int from, int word) {
        int state = from;
        while (true) {
            int slot = slot(state, word);
            if (keys[slot] != 0) {
                return targets[slot];
            }
            if (state == ROOT) {
                return ROOT;
            }
            state = fail[state];
        }
    }

    private int slot(int node, int word) {
        long key = key(node, word);
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> shift);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long key(int node, int word) {
        return ((long) node << 32 | word) + 1;
    }

    /** The matches, ordered by their end; they may overlap. */
    List<Span> scan(String text) {
        Scan scan = new Scan();
        Words.of(text, scan);
        return scan.found;
    }

    private final class Scan implements Words.Sink {
        private final List<Span> found = new ArrayList<>(0);
        private int[] starts = new int[64];
        private int count;
        private int state = ROOT;

        @Override
        public void word(String folded, int start, int end) {
            Integer id = words.get(folded);
            if (id == null) {
                state = ROOT;
                count = 0;
                return;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
            }
            starts[count++] = start;
            state = next(state, id);
            if (longest[state] > 0) {
                found.add(new Span(starts[count - longest[state]], end));
            }
        }
    }
}
