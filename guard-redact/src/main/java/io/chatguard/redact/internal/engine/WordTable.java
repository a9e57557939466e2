package io.chatguard.redact.internal.engine;

import java.util.List;

/**
 * Words and what each means, looked up in place: no letter case, no allocation.
 *
 * <p>Words are told apart by a 64-bit hash; a collision would let one word mean another. Immutable, thread-safe.
 */
public final class WordTable {
    /** What a word means that is not there. */
    public static final int NONE = -1;

    private static final int LONGEST = 32;

    private final long[] keys;
    private final int[] values;

    private WordTable(int size) {
        int slots = Integer.highestOneBit(Math.max(8, size * 3) - 1) << 1;
        this.keys = new long[slots];
        this.values = new int[slots];
    }

    /** A word with what it means, 0 or more. */
    public record Entry(String word, int meaning) {}

    /** The table of these words; of a word that stands there twice, the first counts. */
    public static WordTable of(List<Entry> entries) {
        WordTable table = new WordTable(entries.size());
        for (Entry entry : entries) {
            table.put(hash(entry.word(), 0, entry.word().length()), entry.meaning());
        }
        return table;
    }

    private void put(long hash, int meaning) {
        int slot = slot(hash);
        if (keys[slot] == 0) {
            keys[slot] = hash;
            values[slot] = meaning;
        }
    }

    /** What the characters between two places mean, or {@link #NONE}. */
    public int get(String text, int from, int to) {
        if (to <= from || to - from > LONGEST) {
            return NONE;
        }
        long hash = hash(text, from, to);
        int slot = slot(hash);
        return keys[slot] == hash ? values[slot] : NONE;
    }

    private int slot(long hash) {
        int mask = keys.length - 1;
        int slot = (int) (hash >>> 40) & mask;
        while (keys[slot] != 0 && keys[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long hash(String text, int from, int to) {
        long hash = 1;
        for (int i = from; i < to; i++) {
            hash = (hash + Character.toLowerCase(text.charAt(i))) * 0x9E3779B97F4A7C15L ^ hash >>> 29;
        }
        return hash | 1;
    }

    /** Where the letters start that end at {@code end}; at most {@value #LONGEST} of them are looked at. */
    public static int wordStart(String text, int end) {
        int i = end;
        while (i > 0 && end - i < LONGEST && isLetter(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /** Where the letters end that start at {@code start}; at most {@value #LONGEST} of them are looked at. */
    public static int wordEnd(String text, int start) {
        int i = start;
        while (i < text.length() && i - start < LONGEST && isLetter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isLetter(char c) {
        return c < 128 ? Boundaries.isAsciiLetter(c) : Character.isLetter(c);
    }
}
