package io.chatguard.redact.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of many rules at once: one look around a value tells which of them it supports, without allocation.
 *
 * <p>Entries are those of {@link ContextWords}. Immutable.
 */
public final class ContextIndex extends WordWindow {
    private final Table words;
    private final Table beginnings;
    /** First characters of the entries in scripts without spaces, sorted, and what starts with each. */
    private final char[] firsts;

    private final Entry[][] anywhere;
    private final int lists;

    private record Entry(String word, int[] lists) {}

    /** @param lists the entries of each list */
    public ContextIndex(List<List<String>> lists) {
        super(lists.stream().flatMap(List::stream).toList(), 3);
        Map<Long, List<Integer>> whole = new HashMap<>();
        Map<Long, List<Integer>> begun = new HashMap<>();
        Map<String, List<Integer>> spaceless = new HashMap<>();
        for (int list = 0; list < lists.size(); list++) {
            for (String entry : lists.get(list)) {
                List<Integer> in;
                if (Boundaries.isSpaceless(entry.charAt(0))) {
                    in = spaceless.computeIfAbsent(entry, e -> new ArrayList<>());
                } else if (entry.endsWith("*")) {
                    in = begun.computeIfAbsent(hash(entry, entry.length() - 1), h -> new ArrayList<>());
                } else {
                    in = whole.computeIfAbsent(hash(entry, entry.length()), h -> new ArrayList<>());
                }
                in.add(list);
            }
        }
        this.lists = lists.size();
        this.words = new Table(whole);
        this.beginnings = new Table(begun);
        TreeMap<Character, List<Entry>> byFirst = new TreeMap<>();
        spaceless.forEach((word, in) ->
                byFirst.computeIfAbsent(word.charAt(0), c -> new ArrayList<>()).add(new Entry(word, array(in))));
        this.firsts = new char[byFirst.size()];
        this.anywhere = new Entry[byFirst.size()][];
        int k = 0;
        for (Map.Entry<Character, List<Entry>> entry : byFirst.entrySet()) {
            firsts[k] = entry.getKey();
            anywhere[k++] = entry.getValue().toArray(new Entry[0]);
        }
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many longs take a bit for each list. */
    public int size() {
        return lists + 63 >>> 6;
    }

    /** Whether the bit of a list is set. */
    public static boolean has(long[] found, int list) {
        return (found[list >>> 6] >>> list & 1) != 0;
    }

    @Override
    boolean word(long hash, long[] found) {
        words.mark(hash, found);
        return false;
    }

    @Override
    boolean beginning(long hash, long[] found) {
        beginnings.mark(hash, found);
        return false;
    }

    @Override
    boolean anywhere(String text, int index, int to, long[] found) {
        int first = Arrays.binarySearch(firsts, text.charAt(index));
        if (first >= 0) {
            for (Entry entry : anywhere[first]) {
                if (index + entry.word.length() <= to && text.startsWith(entry.word, index)) {
                    mark(entry.lists, found);
                }
            }
        }
        return false;
    }

    private static void mark(int[] lists, long[] found) {
        for (int list : lists) {
            found[list >>> 6] |= 1L << list;
        }
    }

    /** Hashes with open addressing, at most half full. */
    private static final class Table {
        private final long[] keys;
        private final int[][] lists;
        private final int mask;

        Table(Map<Long, List<Integer>> entries) {
            int size = Integer.highestOneBit(Math.max(4, entries.size())) * 4;
            this.mask = size - 1;
            this.keys = new long[size];
            this.lists = new int[size][];
            entries.forEach((hash, in) -> {
                int slot = slot(hash);
                while (lists[slot] != null) {
                    slot = slot + 1 & mask;
                }
                keys[slot] = hash;
                lists[slot] = array(in);
            });
        }

        private int slot(long hash) {
            return (int) (hash ^ hash >>> 32) & mask;
        }

        void mark(long hash, long[] found) {
            int slot = slot(hash);
            while (lists[slot] != null) {
                if (keys[slot] == hash) {
                    ContextIndex.mark(lists[slot], found);
                    return;
                }
                slot = slot + 1 & mask;
            }
        }
    }
}
