package io.chatguard.redact.internal.sink;

/**
 * What a value's own characters, and those beside it, ask for. A value is put in as it is, so one that would make
 * markup by itself, or undo what stands beside it, is as strict as what it would make.
 */
final class ValueContext {

    private static final int ALL = Sinks.URL | Sinks.HTML | Sinks.CODE;

    private ValueContext() {}

    /**
     * The sinks of a value.
     *
     * @param previous the character before it
     * @param lineStart whether only blanks and marks of quotes and lists stand before it in its line
     * @param lineBound whether a line break here would end more than a line
     * @param text holds what follows from {@code end} on; at least one character of it, or none is to come
     */
    static int sinks(String value, char previous, boolean lineStart, boolean lineBound, CharSequence text, int end) {
        char next = end < text.length() ? text.charAt(end) : '\n';
        int sinks = Sinks.NONE;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<', '>' -> sinks |= Sinks.HTML;
                case '[', ']', '|' -> sinks |= Sinks.URL;
                case '`' -> sinks |= Sinks.CODE;
                case '\n', '\r', 0x0b, '\f', 0x85, 0x2028, 0x2029 -> {
                    if (lineBound || i + 1 == value.length() || !Character.isLetter(value.charAt(i + 1))) {
                        sinks |= ALL;
                    }
                }
                default -> {}
            }
        }
        return sinks | edges(value, previous, next) | (lineStart ? lineStart(value, next) : Sinks.NONE);
    }

    private static int edges(String value, char previous, char next) {
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        boolean completesHeading =
                previous == '#' && (first == '#' || isBlank(first)) || previous == '=' && first == '=';
        if (completesHeading
                || last == '\\' && isPunctuation(next)
                || (first == '~' || last == '~') && (value.contains("~~~") || previous == '~' || next == '~')
                || value.contains("~~~")) {
            return ALL;
        }
        boolean emphasis = first == '*' || first == '_' || last == '*' || last == '_';
        boolean completesLink = previous == ']' && (first == '(' || first == ':');
        boolean makesImage = last == '!' && next == '[';
        boolean completesScheme =
                (previous == ':' || previous == '/' || previous == '\\') && (first == '/' || first == '\\');
        boolean growsAddress = isAddress(value) && "-+.%@".indexOf(previous) >= 0
                || isAddress(value)
                        && value.indexOf('@') < 0
                        && previous >= 0x80
                        && (Character.isLetterOrDigit(previous) || RightContext.isFullStop(previous));
        return emphasis || completesLink || makesImage || completesScheme || growsAddress ? Sinks.URL : Sinks.NONE;
    }

    /** A value at the start of a line must not begin a list, a heading, a fence or indented code. */
    private static int lineStart(String value, char next) {
        char first = value.charAt(0);
        boolean blankAfter = value.length() == 1 ? isBlank(next) : isBlank(value.charAt(1));
        if (isBlank(first)
                || first == '#'
                || first == '='
                || (first == '-' || first == '*' || first == '_') && isRule(value)) {
            return ALL;
        }
        return (first == '-' || first == '+' || first == '*') && blankAfter || isNumbered(value) ? ALL : Sinks.NONE;
    }

    private static boolean isRule(String value) {
        return value.chars().allMatch(c -> c == '-' || c == '*' || c == '_' || isBlank((char) c));
    }

    private static boolean isNumbered(String value) {
        int i = 0;
        while (i < value.length() && value.charAt(i) >= '0' && value.charAt(i) <= '9') {
            i++;
        }
        boolean mark = i > 0 && i < value.length() && (value.charAt(i) == '.' || value.charAt(i) == ')');
        return mark && (i + 1 == value.length() || isBlank(value.charAt(i + 1)));
    }

    /** Whether a linkifier may take the value, or its end, for an address: what stands beside it would extend it. */
    static boolean isAddress(String value) {
        return value.indexOf('@') >= 0 || value.indexOf('.') > 0 || isUrl(value);
    }

    static boolean isUrl(String value) {
        return value.contains("://") || value.regionMatches(true, 0, "www.", 0, 4);
    }

    /** Whether the value means the same in a path or query as alone (RFC 3986 §2.3, and what mail addresses need). */
    static boolean isPlainInUrl(String value) {
        return value.chars().allMatch(c -> isWord((char) c) || "-._~@+".indexOf(c) >= 0) && !value.startsWith(".");
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7f && !isWord(c) || c == '\n';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
