package io.chatguard.redact.internal.engine;

import java.util.List;

/**
 * The words around a value, one after the other, each of them only once.
 *
 * <p>Case does not matter; {@code phoneNumber} and {@code phone_number} are two words each. Words are told by a 64-bit hash.
 * The window is {@value #BEFORE} characters before a value and {@value #AFTER} behind it, the header of the column in
 * which it stands, the key under which the text stands, and, for a value near the start of its text, the end of the text
 * before it.
 */
abstract class WordWindow {
    static final int BEFORE = 60;
    static final int AFTER = 40;
    private static final int LONGEST_WORD = 32;
    private static final int SECONDS = 32;
    private static final int STARTS = SECONDS * SECONDS;
    private static final int NOWHERE = -9;

    /** With which two letters an entry starts: most words of a text start with others, and are passed over. */
    private final long[] starts = new long[STARTS / Long.SIZE];

    /** For these entries. */
    WordWindow(List<String> entries) {
        for (String entry : entries) {
            char first = fold(entry.charAt(0));
            boolean alone = entry.length() == 1 || !isLetter(entry.charAt(1));
            for (char c = 0; c < SECONDS; c++) {
                if (alone || c == (fold(entry.charAt(1)) & SECONDS - 1)) {
                    int start = start(first, c);
                    starts[start / Long.SIZE] |= 1L << start;
                }
            }
        }
    }

    /** A word, or two of them with a blank between; whether that is enough. */
    abstract boolean word(long hash, long[] found);

    /** The beginning of a word; whether that is enough. */
    abstract boolean beginning(long hash, long[] found);

    /** A character of a script that is written without spaces; whether what starts there is enough. */
    abstract boolean anywhere(String text, int index, int to, long[] found);

    /** Whether the words near the span are enough. */
    final boolean around(String text, int start, int end, ScanContext context, long[] found) {
        return isIn(text, Math.max(0, start - BEFORE), start, found)
                || isIn(text, end, Math.min(text.length(), end + AFTER), found)
                || named(text, start, context, found)
                || (start < BEFORE
                        && isIn(
                                context.before(),
                                context.before().length() - 2 * BEFORE,
                                context.before().length(),
                                found));
    }

    /** Whether the words that name the value are enough: its column's header, or the key under which its text stands. */
    final boolean named(String text, int start, ScanContext context, long[] found) {
        if (isIn(context.pointer(), context.key(), context.pointer().length(), found)) {
            return true;
        }
        long header = context.columns().above(text, start);
        return header != Columns.NONE
                && isIn(context.columns().source(text), (int) (header >>> 32), (int) header, found);
    }

    final boolean isIn(String text, int from, int to, long[] found) {
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
                if (anywhere(text, i, to, found)) {
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
                if (beginning(hash, found)) {
                    return true;
                }
                i++;
            }
            if (word(hash, found) || (paired && word(pair, found))) {
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

    /** The hash of the first characters of an entry. */
    static long hash(String entry, int length) {
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
