package io.chatguard.redact.internal.match;

/**
 * A condition on a place between two characters. Word characters are ASCII's letters, digits and {@code _}, so a key
 * that stands between ideographs or umlauts is found; a line ends at {@code \n} only.
 */
enum Place {
    TEXT_START,
    TEXT_END,
    LINE_START,
    LINE_END,
    WORD_EDGE,
    NO_WORD_EDGE;

    /** All, by ordinal; {@code values()} would copy. */
    static final Place[] ALL = values();

    /** What stands beside a place, as far as conditions ask for it. */
    static final int EDGE = 0;

    static final int OTHER = 1;
    static final int WORD = 2;
    static final int NEWLINE = 3;
    static final int NEIGHBOURS = 4;

    /** What stands before a place of a text. */
    static int before(String text, int at) {
        return at == 0 ? EDGE : neighbour(text.charAt(at - 1));
    }

    /** What stands behind a place of a text. */
    static int behind(String text, int at) {
        return at == text.length() ? EDGE : neighbour(text.charAt(at));
    }

    /** Whether a place of a text is where a word begins or ends. */
    static boolean isWordEdge(String text, int at) {
        return (before(text, at) == WORD) != (behind(text, at) == WORD);
    }

    /** Half of a pair is what the pair is: neither word nor line feed. */
    private static int neighbour(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '_'
                ? WORD
                : c == '\n' ? NEWLINE : OTHER;
    }

    boolean holds(int left, int right) {
        return switch (this) {
            case TEXT_START -> left == EDGE;
            case TEXT_END -> right == EDGE;
            case LINE_START -> left == EDGE || left == NEWLINE;
            case LINE_END -> right == EDGE || right == NEWLINE;
            case WORD_EDGE -> (left == WORD) != (right == WORD);
            case NO_WORD_EDGE -> (left == WORD) == (right == WORD);
        };
    }

    /** The same condition where the text is read backwards. */
    Place reversed() {
        return switch (this) {
            case TEXT_START -> TEXT_END;
            case TEXT_END -> TEXT_START;
            case LINE_START -> LINE_END;
            case LINE_END -> LINE_START;
            case WORD_EDGE, NO_WORD_EDGE -> this;
        };
    }
}
