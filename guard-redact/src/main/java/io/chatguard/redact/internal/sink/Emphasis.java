package io.chatguard.redact.internal.sink;

/**
 * Whether a value in the place of a surrogate opens or closes emphasis where the surrogate did not, or the other way
 * round: a run of marks beside it counts by what stands on both of its sides (CommonMark 0.31 §6.2), and where it takes
 * effect a bare URL behind it ends or begins. Versions differ in whether symbols beyond ASCII are punctuation.
 */
final class Emphasis {

    private static final char SURROGATE = 'A';

    private Emphasis() {}

    static boolean isMark(char c) {
        return c == '*' || c == '_' || c == '~';
    }

    /** For the run before the value, of which {@code before} stands on the far side. */
    static boolean changesBefore(char before, String value) {
        int first = value.codePointAt(0);
        return role(before, first, true) != role(before, SURROGATE, true)
                || role(before, first, false) != role(before, SURROGATE, false);
    }

    /**
     * For the run that {@code text} may have from {@code at} on, behind the value.
     *
     * @return a set of sinks, or {@link RightContext#UNDECIDED}
     */
    static int behind(CharSequence text, int at, boolean complete, String value) {
        int last = value.codePointBefore(value.length());
        if (at == text.length() || !isMark(text.charAt(at)) || Character.isLetterOrDigit(last)) {
            return Sinks.NONE;
        }
        int limit = (int) Math.min(text.length(), (long) at + CodeSpans.FARTHEST);
        int i = at;
        while (i < limit && text.charAt(i) == text.charAt(at)) {
            i++;
        }
        if (i == limit) {
            return i - at == CodeSpans.FARTHEST ? Sinks.URL : complete ? ends(last, '\n') : RightContext.UNDECIDED;
        }
        return ends(last, text.charAt(i));
    }

    private static int ends(int last, char after) {
        boolean same = role(last, after, true) == role(SURROGATE, after, true)
                && role(last, after, false) == role(SURROGATE, after, false);
        return same ? Sinks.NONE : Sinks.URL;
    }

    /** 1 if a run between the two may open emphasis, 2 if it may close it. */
    private static int role(int before, int after, boolean symbols) {
        boolean opens = !isBlank(after)
                && (!isPunctuation(after, symbols) || isBlank(before) || isPunctuation(before, symbols));
        boolean closes = !isBlank(before)
                && (!isPunctuation(before, symbols) || isBlank(after) || isPunctuation(after, symbols));
        return (opens ? 1 : 0) | (closes ? 2 : 0);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isPunctuation(int c, boolean symbols) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION -> true;
            case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL, Character.OTHER_SYMBOL ->
                symbols;
            default -> false;
        };
    }
}
