package io.chatguard.redact.internal.engine;

import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
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
    private static final int LETTER_BITS = 5;
    private static final int LETTER = (1 << LETTER_BITS) - 1;
    private static final int NOWHERE = -9;

    /** With which letters an entry starts: most words of a text start with others, and are passed over. */
    private final long[] starts;

    /** How many letters of a start there are. */
    private final int letters;

    /** For these entries, told from other words by so many letters: the more entries, the more letters. */
    WordWindow(List<String> entries, int letters) {
        this.letters = letters;
        this.starts = new long[1 << letters * LETTER_BITS - 6];
        for (String entry : entries) {
            int known = 1;
            int start = fold(entry.charAt(0)) & LETTER;
            while (known < letters && known < entry.length() && isLetter(entry.charAt(known))) {
                start = start << LETTER_BITS | fold(entry.charAt(known)) & LETTER;
                known++;
            }
            int open = (letters - known) * LETTER_BITS;
            for (int any = 0; any < 1 << open; any++) {
                int all = start << open | any;
                starts[all >> 6] |= 1L << all;
            }
        }
    }

    /** What {@link #packStarts} has written. */
    WordWindow(PackedInput in, int letters) {
        this.letters = letters;
        this.starts = new long[1 << letters * LETTER_BITS - 6];
        for (int left = in.number(); left > 0; left--) {
            int place = in.number();
            starts[place] = in.wide();
        }
    }

    final void packStarts(PackedOutput out) {
        int used = 0;
        for (long some : starts) {
            used += some == 0 ? 0 : 1;
        }
        out.number(used);
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] != 0) {
                out.number(i);
                out.wide(starts[i]);
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
        return before(text, start, context, found) || behind(text, end, context, found) || inKey(context, found);
    }

    /** Whether those before the span and those above it, in the header of its column, are enough. */
    final boolean before(String text, int start, ScanContext context, long[] found) {
        int from = Math.max(0, start - BEFORE);
        return (context.hasLetter(text, Math.max(0, from - 1), start) && isIn(text, from, start, found))
                || above(text, start, context, found)
                || (start < BEFORE
                        && isIn(
                                context.before(),
                                context.before().length() - 2 * BEFORE,
                                context.before().length(),
                                found));
    }

    /** Whether those behind the span are enough. */
    final boolean behind(String text, int end, ScanContext context, long[] found) {
        int to = Math.min(text.length(), end + AFTER);
        return context.hasLetter(text, Math.max(0, end - 1), to) && isIn(text, end, to, found);
    }

    /** Whether the words that name the value are enough: its column's header, or the key under which its text stands. */
    final boolean named(String text, int start, ScanContext context, long[] found) {
        return inKey(context, found) || above(text, start, context, found);
    }

    /** Whether the words of the key under which the text stands are enough; the same for all of the text. */
    final boolean inKey(ScanContext context, long[] found) {
        return isIn(context.pointer(), context.key(), context.pointer().length(), found);
    }

    private boolean above(String text, int start, ScanContext context, long[] found) {
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
            if (!paired && !mayStart(text, i, to)) {
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

    /** Whether an entry starts with the characters there; where the word ends before, what follows does not matter. */
    private boolean mayStart(String text, int index, int to) {
        int start = 0;
        for (int i = index; i < index + letters; i++) {
            start = start << LETTER_BITS | (i < to ? fold(text.charAt(i)) & LETTER : 0);
        }
        return (starts[start >> 6] >>> start & 1) != 0;
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

    static boolean isLetter(char c) {
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
