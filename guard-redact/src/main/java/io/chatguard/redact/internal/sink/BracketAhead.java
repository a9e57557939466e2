package io.chatguard.redact.internal.sink;

/** What becomes of the square bracket that is open where a surrogate stands, as far as the text behind it tells. */
final class BracketAhead {

    enum Meaning {
        UNDECIDED,
        /** No label: it is never closed, or holds brackets itself. */
        NONE,
        /** The text of a link with a target of its own. */
        LINK_TEXT,
        /** A definition's label. */
        DEFINITION,
        /** What a reference may be made by. */
        LABEL,
        /** Farther than anybody looks. */
        FAR
    }

    /** @param end where the bracket closes; of no meaning for others than {@link Meaning#LABEL} */
    record Seen(Meaning meaning, int end) {}

    private BracketAhead() {}

    static Seen look(CharSequence text, int from, boolean complete, boolean nested) {
        int limit = (int) Math.min(text.length(), (long) from + CodeSpans.FARTHEST);
        boolean blank = false;
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[' || c == '\n' && blank) {
                return new Seen(Meaning.NONE, i);
            } else if (c == ']') {
                return new Seen(behind(text, i + 1, complete, nested), i);
            }
            blank = c == '\n' || blank && (c == ' ' || c == '\t' || c == '\r');
        }
        if (limit - from == CodeSpans.FARTHEST) {
            return new Seen(Meaning.FAR, limit);
        }
        return new Seen(complete ? Meaning.NONE : Meaning.UNDECIDED, limit);
    }

    private static Meaning behind(CharSequence text, int at, boolean complete, boolean nested) {
        if (at == text.length()) {
            return complete ? Meaning.LABEL : Meaning.UNDECIDED;
        }
        return switch (text.charAt(at)) {
            case ':' -> Meaning.DEFINITION;
            case ']' -> nested ? Meaning.DEFINITION : Meaning.LABEL;
            case '(' -> target(text, at + 1, complete);
            default -> Meaning.LABEL;
        };
    }

    /** Whether a target follows that makes a link by itself: {@code <…>} or balanced without blanks, and a title. */
    private static Meaning target(CharSequence text, int from, boolean complete) {
        int limit = (int) Math.min(text.length(), (long) from + CodeSpans.FARTHEST);
        int i = from;
        int depth = 0;
        while (i < limit) {
            char c = text.charAt(i);
            if (c == ')' && depth-- == 0) {
                return Meaning.LINK_TEXT;
            }
            if (c <= ' ' || c == '<' || c == '\\' || c == 0x7f) {
                return Meaning.LABEL;
            }
            depth += c == '(' ? 1 : 0;
            i++;
        }
        if (limit - from == CodeSpans.FARTHEST) {
            return Meaning.FAR;
        }
        return complete ? Meaning.LABEL : Meaning.UNDECIDED;
    }
}
