package io.chatguard.redact.internal.sink;

/**
 * What stands behind a surrogate, and the value itself, may make it part of a URL, a link, a tag or code. Every rule
 * looks ahead a bounded number of characters.
 */
final class RightContext {

    static final int UNDECIDED = -1;

    private static final int LONGEST_SCHEME = 64;

    private RightContext() {}

    /** The sinks that the text from {@code at} on adds, or {@link #UNDECIDED}. */
    static int sinks(CharSequence text, int at, boolean complete, String value) {
        int n = text.length();
        if (at == n) {
            return complete ? Sinks.NONE : UNDECIDED;
        }
        char c = text.charAt(at);
        if (isUrl(value) && (c >= 0x80 || "/?#&=%~+-@\\".indexOf(c) >= 0)) {
            return Sinks.URL;
        }
        if (c == '/' && (value.endsWith(":") || value.endsWith("/"))) {
            return Sinks.URL;
        }
        if (c == '.' || c == '@' || c == ':' && isUrl(value)) {
            if (at + 1 == n) {
                return complete ? Sinks.NONE : UNDECIDED;
            }
            char next = text.charAt(at + 1);
            if (isNameCharacter(next) || c == ':' && !isBlank(next)) {
                return Sinks.URL;
            }
        }
        return scheme(text, at, complete);
    }

    /** Whether the surrogate would be part of a scheme: {@code surrogate[+.-a-z0-9]*:/}. */
    private static int scheme(CharSequence text, int at, boolean complete) {
        int n = text.length();
        int i = at;
        while (i < n && i - at < LONGEST_SCHEME && isSchemeCharacter(text.charAt(i))) {
            i++;
        }
        if (i - at == LONGEST_SCHEME) {
            return Sinks.URL;
        }
        if (i == n) {
            return complete ? Sinks.NONE : UNDECIDED;
        }
        if (text.charAt(i) != ':') {
            return Sinks.NONE;
        }
        if (i + 1 == n) {
            return complete ? Sinks.NONE : UNDECIDED;
        }
        char next = text.charAt(i + 1);
        return next == '/' || next == '\\' ? Sinks.URL : Sinks.NONE;
    }

    /** The sinks that a value's own characters ask for, given the character before it. */
    static int ofValue(String value, char previous) {
        int sinks = Sinks.NONE;
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '<', '>' -> sinks |= Sinks.HTML;
                case '[', ']' -> sinks |= Sinks.URL;
                case '`' -> sinks |= Sinks.CODE;
                default -> {}
            }
        }
        char first = value.charAt(0);
        boolean completesLink = previous == ']' && (first == '(' || first == ':');
        boolean completesScheme = (previous == ':' || previous == '/') && first == '/';
        return completesLink || completesScheme ? sinks | Sinks.URL : sinks;
    }

    private static boolean isUrl(String value) {
        return value.contains("://") || value.regionMatches(true, 0, "www.", 0, 4);
    }

    private static boolean isNameCharacter(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80;
    }

    private static boolean isSchemeCharacter(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '+' || c == '-' || c == '.';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
