package io.chatguard.redact.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Words that make a value near them more likely, looked up without allocation.
 *
 * <p>A word list has one entry a line: a word, two words with a blank between them, or a beginning marked {@code *}.
 * Case does not matter; {@code phoneNumber} and {@code phone_number} are two words each. Entries in scripts without
 * spaces match anywhere. Words are compared by a 64-bit hash: a collision could only raise a score.
 * Where they may stand: {@link WordWindow}.
 */
public final class ContextWords extends WordWindow {
    private static final long[] NONE = {};
    /** Bits of a filter: of a hundred entries and more, it lets one of twenty other words through. */
    private static final int FILTER = 4096;

    private static final int FILTER_SHIFT = Long.SIZE - 12;

    private final long[] words;
    private final long[] beginnings;
    /** For the top bits of a hash, whether an entry has them: what is not there is not searched. */
    private final long[] filter = new long[FILTER / Long.SIZE];

    private final String[] anywhere;

    private ContextWords(List<String> entries, long[] words, long[] beginnings, String[] anywhere) {
        super(entries, 2);
        this.words = words;
        this.beginnings = beginnings;
        this.anywhere = anywhere;
        pass(words);
        pass(beginnings);
    }

    private void pass(long[] hashes) {
        for (long hash : hashes) {
            int bit = (int) (hash >>> FILTER_SHIFT);
            filter[bit / Long.SIZE] |= 1L << bit;
        }
    }

    /** These entries. Without a lambda: programs start with it. */
    public static ContextWords of(List<String> entries) {
        long[] words = new long[entries.size()];
        long[] beginnings = new long[entries.size()];
        List<String> anywhere = new ArrayList<>();
        int wordCount = 0;
        int beginningCount = 0;
        for (String entry : entries) {
            boolean spaceless = Boundaries.isSpaceless(entry.charAt(0));
            if (entry.endsWith("*")) {
                beginnings[beginningCount++] = hash(entry, entry.length() - 1);
            } else if (!spaceless) {
                words[wordCount++] = hash(entry, entry.length());
            }
            if (spaceless) {
                anywhere.add(entry);
            }
        }
        return new ContextWords(
                entries, sorted(words, wordCount), sorted(beginnings, beginningCount), anywhere.toArray(new String[0]));
    }

    private static long[] sorted(long[] hashes, int count) {
        long[] sorted = Arrays.copyOf(hashes, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Whether one of the words stands near the span. */
    public boolean near(String text, int start, int end, ScanContext context) {
        return around(text, start, end, context, NONE);
    }

    /** Whether one of the words is in what names the value: its column's header, or the key under which its text stands. */
    public boolean names(String text, int start, ScanContext context) {
        return named(text, start, context, NONE);
    }

    /** Whether one of the words stands within {@code distance} characters before the position. */
    public boolean before(String text, int index, int distance) {
        return isIn(text, Math.max(0, index - distance), index, NONE);
    }

    @Override
    boolean word(long hash, long[] found) {
        return contains(words, hash);
    }

    @Override
    boolean beginning(long hash, long[] found) {
        return contains(beginnings, hash);
    }

    @Override
    boolean anywhere(String text, int index, int to, long[] found) {
        for (String word : anywhere) {
            if (index + word.length() <= to && text.startsWith(word, index)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(long[] sorted, long hash) {
        int bit = (int) (hash >>> FILTER_SHIFT);
        return (filter[bit / Long.SIZE] & 1L << bit) != 0 && Arrays.binarySearch(sorted, hash) >= 0;
    }
}
