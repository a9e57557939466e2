package io.chatguard.redact.internal.engine;

import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The words of many rules at once: one look around a value tells which of them it supports, without allocation.
 *
 * <p>Entries are those of {@link ContextWords}; they are indexed when the library is built. Immutable.
 */
public final class ContextIndex extends WordWindow {
    /** Letters that tell its entries from most other words. */
    private static final int LETTERS = 3;

    private final Table words;
    private final Table beginnings;
    /** First characters of the entries in scripts without spaces, sorted, and what starts with each. */
    private final char[] firsts;

    private final Entry[][] anywhere;
    private final int lists;

    private record Entry(String word, int[] lists) {}

    /** With which letters the entries start, when they are packed. */
    private static final class Starts extends WordWindow {
        Starts(List<String> entries) {
            super(entries, LETTERS);
        }

        @Override
        boolean word(long hash, long[] found) {
            return false;
        }

        @Override
        boolean beginning(long hash, long[] found) {
            return false;
        }

        @Override
        boolean anywhere(String text, int index, int to, long[] found) {
            return false;
        }
    }

    private ContextIndex(PackedInput in) {
        super(in, LETTERS);
        this.lists = in.number();
        this.words = new Table(in);
        this.beginnings = new Table(in);
        this.firsts = new char[in.number()];
        this.anywhere = new Entry[firsts.length][];
        for (int k = 0; k < firsts.length; k++) {
            Entry[] entries = new Entry[in.number()];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = new Entry(in.text(), in.numbers(in.number()));
            }
            firsts[k] = entries[0].word.charAt(0);
            anywhere[k] = entries;
        }
    }

    /** What {@link #pack} has written. */
    public static ContextIndex read(PackedInput in) {
        return new ContextIndex(in);
    }

    /** Writes down the index of these lists of entries. */
    public static void pack(List<List<String>> lists, PackedOutput out) {
        TreeMap<Long, List<Integer>> whole = new TreeMap<>();
        TreeMap<Long, List<Integer>> begun = new TreeMap<>();
        TreeMap<Character, TreeMap<String, List<Integer>>> spaceless = new TreeMap<>();
        List<String> all = new ArrayList<>();
        for (int list = 0; list < lists.size(); list++) {
            all.addAll(lists.get(list));
            for (String entry : lists.get(list)) {
                List<Integer> in;
                if (Boundaries.isSpaceless(entry.charAt(0))) {
                    in = spaceless
                            .computeIfAbsent(entry.charAt(0), c -> new TreeMap<>())
                            .computeIfAbsent(entry, e -> new ArrayList<>());
                } else if (entry.endsWith("*")) {
                    in = begun.computeIfAbsent(hash(entry, entry.length() - 1), h -> new ArrayList<>());
                } else {
                    in = whole.computeIfAbsent(hash(entry, entry.length()), h -> new ArrayList<>());
                }
                in.add(list);
            }
        }
        new Starts(all).packStarts(out);
        out.number(lists.size());
        pack(whole, out);
        pack(begun, out);
        out.number(spaceless.size());
        spaceless.values().forEach(entries -> {
            out.number(entries.size());
            entries.forEach((word, in) -> {
                out.text(word);
                numbers(in, out);
            });
        });
    }

    private static void pack(TreeMap<Long, List<Integer>> entries, PackedOutput out) {
        out.number(entries.size());
        entries.forEach((hash, in) -> {
            out.wide(hash);
            numbers(in, out);
        });
    }

    private static void numbers(List<Integer> lists, PackedOutput out) {
        out.number(lists.size());
        lists.forEach(out::number);
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

        Table(PackedInput in) {
            int count = in.number();
            int size = Integer.highestOneBit(Math.max(4, count)) * 4;
            this.mask = size - 1;
            this.keys = new long[size];
            this.lists = new int[size][];
            for (int left = count; left > 0; left--) {
                long hash = in.wide();
                int slot = slot(hash);
                while (lists[slot] != null) {
                    slot = slot + 1 & mask;
                }
                keys[slot] = hash;
                lists[slot] = in.numbers(in.number());
            }
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
