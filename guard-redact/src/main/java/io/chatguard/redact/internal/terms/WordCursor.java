package io.chatguard.redact.internal.terms;

import io.chatguard.redact.internal.engine.Boundaries;

/**
 * Cuts a text into words and hashes them: runs of letters and digits ({@link Boundaries#isWord}); each other character,
 * and each of a script without spaces, is a word of its own. Blanks separate, and a word knows whether one stands before
 * it, so that {@code O'Brien} is not {@code O' Brien}. Used by one thread at a time.
 */
final class WordCursor {
    /** The lowest bit of a hash: whether a blank stands before the word. */
    static final long BLANK_BEFORE = 1;

    private final Spelling spelling;
    private String text = "";
    private int start;
    private int end;
    private long hash;

    WordCursor(Spelling spelling) {
        this.spelling = spelling;
    }

    /** Starts at a place of a text. */
    void at(String in, int index) {
        text = in;
        start = index;
        end = index;
        hash = 0;
    }

    /** Takes the next word; false at the end of the text. */
    boolean next() {
        int i = end;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return false;
        }
        long blank = i > end ? BLANK_BEFORE : 0;
        start = i;
        long sum = 0;
        do {
            char c = text.charAt(i);
            int point = Character.isHighSurrogate(c) ? text.codePointAt(i) : c;
            boolean word = Boundaries.isWord(point);
            if (!word && i > start) {
                break;
            }
            for (int k = Character.charCount(point); k > 0; k--) {
                sum = step(sum, spelling.folded(text.charAt(i++)));
            }
            if (!word) {
                break;
            }
        } while (i < text.length());
        end = i;
        hash = sum & ~BLANK_BEFORE | blank;
        return true;
    }

    /** Where the word starts. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return end;
    }

    /** Its hash, with {@link #BLANK_BEFORE}. */
    long hash() {
        return hash;
    }

    /** Blanks, and controls, which text does not separate words by otherwise. */
    static boolean isBlank(char c) {
        return c <= ' ' || c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c <= 0x9F);
    }

    private static long step(long hash, char c) {
        long mixed = (hash + c + 1) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }
}
