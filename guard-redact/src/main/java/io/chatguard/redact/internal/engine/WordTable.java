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
    /** Letters of an ending, five bits each. */
    private static final int ENDING = 3;

    private static final int LETTER_BITS = 5;
    private static final int LETTER = (1 << LETTER_BITS) - 1;

    private final long[] keys;
    private final int[] values;
    /** The last letters of the words. */
    private final long[] endings = new long[1 << ENDING * LETTER_BITS - 6];

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
            String word = entry.word();
            table.put(hash(word, 0, word.length()), entry.meaning());
            int ending = ending(word, 0, word.length());
            if (ending >= 0) {
                table.endings[ending >> 6] |= 1L << ending;
            }
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
        int ending = ending(text, from, to);
        if (ending >= 0 && !hasEnding(ending)) {
            return NONE;
        }
        long hash = hash(text, from, to);
        int slot = slot(hash);
        return keys[slot] == hash ? values[slot] : NONE;
    }

    /**
     * Whether some word that ends with a letter has the last letters of the one that ends there: most words of a text have
     * others, and need not be looked up.
     */
    public boolean mayEnd(String text, int end) {
        int ending = ending(text, 0, end);
        return ending >= 0 && hasEnding(ending);
    }

    private boolean hasEnding(int ending) {
        return (endings[ending >> 6] >>> ending & 1) != 0;
    }

    /** The last letters between two places, whatever their case, as a number; -1 if there is none. */
    private static int ending(String text, int from, int end) {
        if (end <= from || !isLetter(text.charAt(end - 1))) {
            return -1;
        }
        int ending = lower(text.charAt(end - 1)) & LETTER;
        int first = Math.max(from, end - ENDING);
        for (int i = end - 2; i >= first && isLetter(text.charAt(i)); i--) {
            ending = ending << LETTER_BITS | lower(text.charAt(i)) & LETTER;
        }
        return ending;
    }

    private static char lower(char c) {
        return c < 128 ? c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c : Character.toLowerCase(c);
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
            hash = (hash + lower(text.charAt(i))) * 0x9E3779B97F4A7C15L ^ hash >>> 29;
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
