package io.chatguard.redact.internal.engine;

import io.chatguard.redact.internal.surrogate.Word;

/**
 * Where a word ends: the one answer that all rules share.
 *
 * <p>Letters and digits are word characters, and combining marks that sit on them. {@code _} is not: values stand in
 * {@code snake_case} names and in Markdown emphasis. Scripts written without spaces (Han, Kana, Hangul with its glued
 * particles, Thai, Lao, Khmer, Burmese) bound a value, since their text runs into it. The letters of a literal escape
 * ({@code \n}, {@code \u00a0} in a JSON string inside a string) are none.
 */
public final class Boundaries {
    private Boundaries() {}

    /** The first such character in a stretch, or -1; what follows is not looked at, however far it is to the next one. */
    public static int indexOf(String text, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the character just before {@code index} continues a word into it. */
    public static boolean gluedBefore(String text, int index) {
        if (index <= 0) {
            return false;
        }
        char c = text.charAt(index - 1);
        return isWord(c) && !endsEscape(text, index);
    }

    /** Whether the character at {@code index} continues a word that ends there. */
    public static boolean gluedAfter(String text, int index) {
        return index < text.length() && isWord(text.charAt(index));
    }

    /** Whether a value may start at {@code index}: at a word boundary, and not inside a surrogate pair. */
    public static boolean mayStart(String text, int index) {
        if (index <= 0) {
            return true;
        }
        char inside = text.charAt(index);
        char outside = text.charAt(index - 1);
        if (Character.isSurrogate(outside) || Character.isSurrogate(inside)) {
            return !(Character.isHighSurrogate(outside) && Character.isLowSurrogate(inside))
                    && !(isWordAt(text, index) && isWordBefore(text, index));
        }
        return !(isWord(inside) && isWord(outside)) || endsEscape(text, index);
    }

    /** Whether a value may end (exclusive) at {@code index}: at a word boundary, and not inside a surrogate pair. */
    public static boolean mayEnd(String text, int index) {
        if (index >= text.length()) {
            return true;
        }
        char inside = text.charAt(index - 1);
        char outside = text.charAt(index);
        if (Character.isSurrogate(outside) || Character.isSurrogate(inside)) {
            return !(Character.isHighSurrogate(inside) && Character.isLowSurrogate(outside))
                    && !(isWordAt(text, index) && isWordBefore(text, index));
        }
        return !(isWord(inside) && isWord(outside));
    }

    private static boolean isWordAt(String text, int index) {
        int point = text.codePointAt(index);
        return point < 0x10000 ? isWord((char) point) : isSpacedLetter(point);
    }

    private static boolean isWordBefore(String text, int index) {
        int point = text.codePointBefore(index);
        return point < 0x10000 ? isWord((char) point) : isSpacedLetter(point);
    }

    /** Whether a code point is part of a word in a script that separates words. */
    public static boolean isWord(int point) {
        return point < 0x10000 ? isWord((char) point) : isSpacedLetter(point);
    }

    /** Letters and digits outside the BMP, the ideographs of planes 2 and 3 not counted. */
    private static boolean isSpacedLetter(int point) {
        return Character.isLetterOrDigit(point) && !Character.isIdeographic(point);
    }

    /** Whether {@code c} is part of a word in a script that separates words. */
    public static boolean isWord(char c) {
        if (c < 128) {
            return isAsciiAlnum(c);
        }
        return !isSpaceless(c)
                && (Character.isLetterOrDigit(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    /** Whether {@code c} belongs to a script that is written without spaces around foreign words. */
    public static boolean isSpaceless(char c) {
        return c >= 0x0E00
                && (c <= 0x0EFF
                        || (c >= 0x1000 && c <= 0x109F)
                        || (c >= 0x1100 && c <= 0x11FF)
                        || (c >= 0x1780 && c <= 0x17FF)
                        || (c >= 0x2E80 && c <= 0xA4CF)
                        || (c >= 0xA960 && c <= 0xA97F)
                        || (c >= 0xAC00 && c <= 0xD7FF)
                        || (c >= 0xF900 && c <= 0xFAFF)
                        || (c >= 0xFF66 && c <= 0xFFDC));
    }

    /** Whether the letter at {@code index} is the second half of an escape such as a literal {@code \n}. */
    public static boolean isEscapeLetter(String text, int index) {
        if (index < 1 || text.charAt(index - 1) != '\\') {
            return false;
        }
        char c = text.charAt(index);
        return c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f';
    }

    /** Whether a literal escape ({@code \n}, {@code \u00a0}) ends at {@code index}. */
    private static boolean endsEscape(String text, int index) {
        return Word.endsEscape(text, 0, index);
    }

    /** The character at {@code index}, or U+0000 outside the text. */
    public static char peek(String text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isAsciiLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    public static boolean isAsciiAlnum(char c) {
        return isDigit(c) || isAsciiLetter(c);
    }

    public static boolean isHex(char c) {
        int lower = c | 0x20;
        return isDigit(c) || (lower >= 'a' && lower <= 'f');
    }

    /** Hyphens and dashes that people and word processors put between groups of digits. */
    public static boolean isHyphen(char c) {
        return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D;
    }

    /** Blanks inside a line, the no-break and typographic ones included. */
    public static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
    }

    /**
     * Whether a value that is glued to letters may still count: the letters run to a real boundary within 32
     * characters, so {@code card4111…} does and a hash, an identifier or base64 does not.
     */
    public static boolean onlyLettersBefore(String text, int index) {
        int i = index;
        while (i > 0 && index - i <= 32 && gluedBefore(text, i)) {
            if (Character.isDigit(text.charAt(i - 1))) {
                return false;
            }
            i--;
        }
        return index - i <= 32;
    }

    /**
     * Whether what stands before a separator at {@code index} is a label ({@code ip:}, {@code mac-}) and not one more
     * group of at most {@code width} hexadecimal digits, nor an identifier that ends in digits.
     */
    public static boolean labelBefore(String text, int index, int width) {
        int i = index;
        boolean hex = true;
        int digits = 0;
        int trailing = 0;
        while (i > 0 && index - i <= 32 && isAsciiAlnum(text.charAt(i - 1))) {
            i--;
            hex &= isHex(text.charAt(i));
            digits += isDigit(text.charAt(i)) ? 1 : 0;
            trailing += digits == index - i ? 1 : 0;
        }
        return i == index || (hex ? digits == 0 && index - i > width : trailing <= 1);
    }

    /** Mirror image of {@link #onlyLettersBefore}. */
    public static boolean onlyLettersAfter(String text, int index) {
        int i = index;
        while (i < text.length() && i - index <= 32 && isWord(text.charAt(i))) {
            if (Character.isDigit(text.charAt(i))) {
                return false;
            }
            i++;
        }
        return i - index <= 32;
    }
}
