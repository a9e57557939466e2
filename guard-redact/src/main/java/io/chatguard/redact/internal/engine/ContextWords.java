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
 *
 * <p>The window is {@value #BEFORE} characters before a value and {@value #AFTER} behind it, the header of the column in
 * which it stands, the key under which the text stands, and, for a value near the start of its text, the end of the text
 * before it.
 */
public final class ContextWords {
    private static final int BEFORE = 60;
    private static final int AFTER = 40;
    private static final int LONGEST_WORD = 32;
    private static final int SECONDS = 32;
    private static final int STARTS = SECONDS * SECONDS;
    private static final int NOWHERE = -9;

    private final long[] words;
    private final long[] beginnings;
    private final String[] anywhere;
    /** With which two letters an entry starts: most words of a text start with others, and are passed over. */
    private final long[] starts;

    private ContextWords(long[] words, long[] beginnings, String[] anywhere, long[] starts) {
        this.words = words;
        this.beginnings = beginnings;
        this.anywhere = anywhere;
        this.starts = starts;
    }

    /** These entries. Without a lambda: programs start with it. */
    public static ContextWords of(List<String> entries) {
        long[] words = new long[entries.size()];
        long[] beginnings = new long[entries.size()];
        List<String> anywhere = new ArrayList<>();
        int wordCount = 0;
        int beginningCount = 0;
        long[] starts = new long[STARTS / Long.SIZE];
        for (String entry : entries) {
            mark(starts, entry);
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
                sorted(words, wordCount),
                sorted(beginnings, beginningCount),
                anywhere.toArray(new String[0]),
                starts);
    }

    /** Marks with what an entry can start. */
    private static void mark(long[] starts, String entry) {
        char first = fold(entry.charAt(0));
        boolean alone = entry.length() == 1 || !isLetter(entry.charAt(1));
        for (char c = 0; c < SECONDS; c++) {
            if (alone || c == (fold(entry.charAt(1)) & SECONDS - 1)) {
                int start = start(first, c);
                starts[start / Long.SIZE] |= 1L << start;
            }
        }
    }

    private static long[] sorted(long[] hashes, int count) {
        long[] sorted = Arrays.copyOf(hashes, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Whether one of the words stands near the span. */
    public boolean near(String text, int start, int end, ScanContext context) {
        return isIn(text, Math.max(0, start - BEFORE), start)
                || isIn(text, end, Math.min(text.length(), end + AFTER))
                || names(text, start, context)
                || (start < BEFORE
                        && isIn(
                                context.before(),
                                context.before().length() - 2 * BEFORE,
                                context.before().length()));
    }

    /** Whether one of the words is in what names the value: its column's header, or the key under which its text stands. */
    public boolean names(String text, int start, ScanContext context) {
        if (isIn(context.pointer(), context.key(), context.pointer().length())) {
            return true;
        }
        long header = context.columns().above(text, start);
        return header != Columns.NONE && isIn(context.columns().source(text), (int) (header >>> 32), (int) header);
    }

    /** Whether one of the words stands within {@code distance} characters before the position. */
    public boolean before(String text, int index, int distance) {
        return isIn(text, Math.max(0, index - distance), index);
    }

    private boolean isIn(String text, int from, int to) {
        int i = wordStart(text, Math.max(0, from));
        long previous = 0;
        int previousEnd = NOWHERE;
        while (i < to) {
            char c = text.charAt(i);
            if (!isLetter(c)) {
                i++;
                continue;
            }
            if (Boundaries.isSpaceless(c)) {
                if (startsAnywhere(text, i, to)) {
                    return true;
                }
                i++;
                continue;
            }
            boolean paired = i - previousEnd <= 2;
            if (!paired && !mayStart(c, i + 1 < to ? text.charAt(i + 1) : '\0')) {
                i = wordEnd(text, i, to);
                continue;
            }
            long hash = 0;
            long pair = paired ? step(previous, ' ') : 0;
            int end = wordEnd(text, i, to);
            while (i < end) {
                char folded = fold(text.charAt(i));
                hash = step(hash, folded);
                pair = step(pair, folded);
                if (contains(beginnings, hash)) {
                    return true;
                }
                i++;
            }
            if (contains(words, hash) || (paired && contains(words, pair))) {
                return true;
            }
            previous = hash;
            previousEnd = i;
        }
        return false;
    }

    /** Whether an entry starts with these; of a word of one letter only the first counts. */
    private boolean mayStart(char first, char second) {
        int start = start(fold(first), fold(second));
        return (starts[start / Long.SIZE] & 1L << start) != 0;
    }

    private static int start(char first, char second) {
        return (first & SECONDS - 1) * SECONDS | second & SECONDS - 1;
    }

    /** The end of a word: before what is no letter, or a capital behind a small letter. */
    private static int wordEnd(String text, int from, int to) {
        boolean lower = false;
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c < 128) {
                if (!Boundaries.isAsciiLetter(c) || lower && c < 'a') {
                    break;
                }
                lower = c >= 'a';
            } else {
                if (!isLetter(c) || Boundaries.isSpaceless(c) || lower && Character.isUpperCase(c)) {
                    break;
                }
                lower = Character.isLowerCase(c);
            }
            i++;
        }
        return i;
    }

    private static char fold(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c < 128 ? c : Character.toLowerCase(c);
    }

    private static boolean isLetter(char c) {
        return c < 128 ? Boundaries.isAsciiLetter(c) : Boundaries.isWord(c) || Boundaries.isSpaceless(c);
    }

    private static int wordStart(String text, int from) {
        int i = from;
        while (i > 0 && from - i < LONGEST_WORD && isLetter(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private boolean startsAnywhere(String text, int index, int to) {
        for (String word : anywhere) {
            if (index + word.length() <= to && text.startsWith(word, index)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(long[] sorted, long hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }

    private static long hash(String entry, int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = step(hash, fold(entry.charAt(i)));
        }
        return hash;
    }

    private static long step(long hash, char c) {
        return (hash + c) * 0x9E3779B97F4A7C15L ^ (hash >>> 29);
    }
}
