package io.chatguard.moderate.internal.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Cuts a text into words, folded so that spellings of one word are equal: compatibility forms (NFKC), letter case (full
 * mappings: {@code ß} is {@code ss}), final sigma, invisible characters.
 *
 * <p>A word is a run of letters, digits and combining marks. Each punctuation mark or symbol is a word of its own, so
 * {@code C++} is three; in scripts that are written without spaces each character is one. Blanks separate and are no
 * words. Linear; a run of more than {@value #LONGEST} characters is given as {@link #BARRIER}, which equals no word.
 */
public final class Words {

    /** Takes the words in their order. */
    public interface Sink {
        /**
         * Takes one word.
         *
         * @param folded the word in the form in which words are compared
         * @param start where it starts in the text
         * @param end the index behind it
         */
        void word(String folded, int start, int end);
    }

    /** Stands for what is too long for a word. */
    public static final String BARRIER = "\0";

    private static final int LONGEST = 256;

    private Words() {}

    /** Whether a folded word has letters or digits. */
    public static boolean isSpoken(String folded) {
        return Character.isLetterOrDigit(folded.codePointAt(0));
    }

    public static void of(CharSequence text, Sink out) {
        int n = text.length();
        int start = -1;
        int end = -1;
        for (int i = 0; i < n; ) {
            int point = Character.codePointAt(text, i);
            int next = i + Character.charCount(point);
            if (isInvisible(point)) {
                i = next;
                continue;
            }
            boolean inWord = isWord(point);
            if (!inWord && start >= 0) {
                give(text, start, end, out);
                start = -1;
            }
            if (inWord) {
                start = start < 0 ? i : start;
                end = next;
            } else if (!isBlank(point)) {
                out.word(folded(text.subSequence(i, next)), i, next);
            }
            i = next;
        }
        if (start >= 0) {
            give(text, start, end, out);
        }
    }

    private static void give(CharSequence text, int start, int end, Sink out) {
        out.word(end - start > LONGEST ? BARRIER : folded(text.subSequence(start, end)), start, end);
    }

    private static String folded(CharSequence word) {
        boolean lower = true;
        boolean ascii = true;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            ascii &= c < 128;
            lower &= !(c >= 'A' && c <= 'Z');
        }
        if (ascii) {
            return lower ? word.toString() : word.toString().toLowerCase(Locale.ROOT);
        }
        StringBuilder seen = new StringBuilder(word.length());
        word.codePoints().filter(c -> !isInvisible(c)).forEach(seen::appendCodePoint);
        String composed = Normalizer.normalize(seen, Normalizer.Form.NFKC);
        String cased =
                composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return Normalizer.normalize(cased, Normalizer.Form.NFKC);
    }

    private static boolean isWord(int point) {
        if (point < 128) {
            return point >= '0' && point <= '9' || (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
        }
        if (isSpaceless(point)) {
            return false;
        }
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER
                || type == Character.OTHER_SYMBOL && isLetterLike(point);
    }

    /** Letters in circles and the like, whose compatibility form is a letter. */
    private static boolean isLetterLike(int point) {
        return point >= 0x2100 && point <= 0x214F
                || point >= 0x24B6 && point <= 0x24E9
                || point >= 0x1F130 && point <= 0x1F169;
    }

    /** Scripts that are written without spaces between words; Hangul too, since particles are glued to words. */
    private static boolean isSpaceless(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point);
    }

    private static boolean isInvisible(int point) {
        return point >= 0xAD
                && (Character.getType(point) == Character.FORMAT
                        || point >= 0xFE00 && point <= 0xFE0F
                        || point == 0x34F
                        || point >= 0xE0100 && point <= 0xE01EF);
    }
}
