package io.chatguard.moderate.internal.links;

import java.util.Arrays;
import java.util.Map;

/**
 * A text as a renderer reads it: character references decoded, invisible characters left out, and for each character
 * where it stands in the source. Linear; a reference is at most {@value #LONGEST_REFERENCE} characters long, and of
 * invisible characters in a row no more than {@value #MOST_INVISIBLE} are left out (a flag takes 12), so that a bounded
 * number of characters as read takes a bounded number in the source.
 */
final class Decoded {

    private static final int LONGEST_REFERENCE = 12;
    private static final int MOST_INVISIBLE = 16;

    /** References to ASCII punctuation, which is what links are made of (WHATWG HTML §13.5). */
    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("colon", ':'),
            Map.entry("sol", '/'),
            Map.entry("bsol", '\\'),
            Map.entry("period", '.'),
            Map.entry("commat", '@'),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("lbrack", '['),
            Map.entry("lsqb", '['),
            Map.entry("rbrack", ']'),
            Map.entry("rsqb", ']'),
            Map.entry("quest", '?'),
            Map.entry("num", '#'),
            Map.entry("percnt", '%'),
            Map.entry("amp", '&'),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("excl", '!'),
            Map.entry("equals", '='),
            Map.entry("semi", ';'),
            Map.entry("comma", ','),
            Map.entry("lowbar", '_'),
            Map.entry("Tab", '\t'),
            Map.entry("NewLine", '\n'),
            Map.entry("nbsp", '\u00A0'));

    private final CharSequence source;
    private char[] chars;
    private int[] starts;
    private int[] ends;
    private int length;

    /**
     * Reads the text; of a text that goes on, what may be the start of a reference or pair at its end is left out, and so
     * are invisible characters there, since they belong to what follows.
     */
    Decoded(CharSequence text, boolean complete) {
        int n = text.length();
        source = text;
        chars = new char[n];
        starts = new int[n + 1];
        ends = new int[n];
        int i = 0;
        int invisible = 0;
        while (i < n) {
            char c = text.charAt(i);
            int point = c;
            int width = 1;
            if (c == '&') {
                int end = referenceEnd(text, i);
                if (end < 0 && !complete) {
                    break;
                }
                int decoded = end > 0 ? reference(text, i, end) : -1;
                point = decoded < 0 ? c : decoded;
                width = decoded < 0 ? 1 : end - i;
            } else if (Character.isHighSurrogate(c)) {
                if (i + 1 == n && !complete) {
                    break;
                }
                point = Character.codePointAt(text, i);
                width = Character.charCount(point);
            }
            invisible = isInvisible(point) ? invisible + width : 0;
            if (invisible == 0 || invisible > MOST_INVISIBLE) {
                for (char unit : Character.toChars(point)) {
                    add(unit, i, i + width);
                }
            }
            i += width;
        }
        starts[length] = complete ? n : length == 0 ? 0 : ends[length - 1];
    }

    private void add(char c, int start, int end) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, length + 16);
            starts = Arrays.copyOf(starts, length + 17);
            ends = Arrays.copyOf(ends, length + 16);
        }
        chars[length] = c;
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    int length() {
        return length;
    }

    char at(int index) {
        return chars[index];
    }

    /** The character there, or U+0000 behind the end. */
    char peek(int index) {
        return index < length ? chars[index] : '\0';
    }

    /** Whether the character stands in the source as it is, and not as a reference. */
    boolean isLiteral(int index) {
        return source.charAt(starts[index]) == chars[index];
    }

    /** Where the character starts in the source; of the length, where the read part ends. */
    int source(int index) {
        return starts[index];
    }

    /** Where in the source the character before that one ends; within a pair or reference where that starts. */
    int sourceEnd(int index) {
        return index == 0 ? 0 : Math.min(ends[index - 1], starts[index]);
    }

    String text(int from, int to) {
        return new String(chars, from, to - from);
    }

    /** The index behind a reference, -1 if the text ends before that can be told, 0 if there is none. */
    private static int referenceEnd(CharSequence text, int start) {
        int i = start + 1;
        boolean numeric = i < text.length() && text.charAt(i) == '#';
        i += numeric ? 1 : 0;
        int from = i;
        while (i < text.length() && i - start < LONGEST_REFERENCE) {
            char c = text.charAt(i);
            boolean inside = c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            if (c == ';') {
                return i > from ? i + 1 : 0;
            }
            if (!inside) {
                // Browsers take numeric references without their semicolon.
                return numeric && i > from ? i : 0;
            }
            i++;
        }
        return i - start < LONGEST_REFERENCE ? -1 : 0;
    }

    private static int reference(CharSequence text, int start, int end) {
        int to = text.charAt(end - 1) == ';' ? end - 1 : end;
        if (text.charAt(start + 1) != '#') {
            Character named = NAMED.get(text.subSequence(start + 1, to).toString());
            return named == null ? -1 : named;
        }
        boolean hex = start + 2 < to && (text.charAt(start + 2) | 0x20) == 'x';
        long value = 0;
        int from = start + (hex ? 3 : 2);
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), hex ? 16 : 10);
            if (digit < 0) {
                return -1;
            }
            value = value * (hex ? 16 : 10) + digit;
        }
        boolean point = from < to && value > 0 && value <= Character.MAX_CODE_POINT;
        return point && !(value >= 0xD800 && value <= 0xDFFF) ? (int) value : -1;
    }

    /** What browsers drop from host names and readers do not see (UTS 46, "ignored"). */
    static boolean isInvisible(int point) {
        if (point < 0xAD) {
            return false;
        }
        return Character.getType(point) == Character.FORMAT
                || point >= 0xFE00 && point <= 0xFE0F
                || point == 0x34F
                || point >= 0x180B && point <= 0x180D
                || point >= 0xE0000 && point <= 0xE0FFF;
    }
}
