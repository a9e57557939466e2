package io.chatguard.redact.internal.sink;

import java.util.Locale;
import java.util.Set;

/**
 * What stands behind a surrogate may make its value part of a URL, a host, a scheme or an address. Looked at is the run
 * of characters of which such things are made, at most {@value CodeSpans#FARTHEST}; farther on it counts as a URL.
 */
final class RightContext {

    static final int UNDECIDED = -1;

    private static final Set<String> SCHEMES = Set.of("mailto", "xmpp", "tel", "sms", "data", "javascript");

    private RightContext() {}

    /** The sinks that the text from {@code at} on adds, or {@link #UNDECIDED}. */
    static int sinks(CharSequence text, int at, boolean complete, String value) {
        int n = text.length();
        if (at == n) {
            return complete ? Sinks.NONE : UNDECIDED;
        }
        int row = row(text, at, complete, value);
        if (row != Sinks.NONE) {
            return row;
        }
        char c = text.charAt(at);
        boolean address = ValueContext.isAddress(value);
        if (address && "/?#&=%~+-\\".indexOf(c) >= 0) {
            return Sinks.URL;
        }
        if (ValueContext.isUrl(value)) {
            return behindUrl(text, at, complete);
        }
        if (c == '/' && (value.endsWith(":") || value.endsWith("/"))) {
            return Sinks.URL;
        }
        if (c == ':' && (address || SCHEMES.contains(value.toLowerCase(Locale.ROOT)))) {
            if (at + 1 == n) {
                return complete ? Sinks.NONE : UNDECIDED;
            }
            if (!isBlank(text.charAt(at + 1))) {
                return Sinks.URL;
            }
        }
        return run(text, at, complete, address);
    }

    /** A value of several lines must not break a row of a table, which the rest of its line may make of it. */
    private static int row(CharSequence text, int at, boolean complete, String value) {
        if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            return Sinks.NONE;
        }
        int limit = (int) Math.min(text.length(), (long) at + CodeSpans.FARTHEST);
        for (int i = at; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '|') {
                return Sinks.URL;
            }
            if (c == '\n') {
                return Sinks.NONE;
            }
        }
        if (limit - at == CodeSpans.FARTHEST) {
            return Sinks.URL;
        }
        return complete ? Sinks.NONE : UNDECIDED;
    }

    /** A URL goes on to the next blank, but for the punctuation that a sentence ends with. */
    private static int behindUrl(CharSequence text, int at, boolean complete) {
        int limit = (int) Math.min(text.length(), (long) at + CodeSpans.FARTHEST);
        int i = at;
        while (i < limit && ".,;:!?\"')*_".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        if (i < limit) {
            char c = text.charAt(i);
            return isBlank(c) || c == '<' ? Sinks.NONE : Sinks.URL;
        }
        if (limit - at == CodeSpans.FARTHEST) {
            return Sinks.URL;
        }
        return complete ? Sinks.NONE : UNDECIDED;
    }

    /**
     * Whether a run of characters of hosts, addresses (RFC 5322 §3.2.3) and schemes goes on to be one. Behind an address
     * the full stops that programs read as dots of a host (UTS #46 §4) are such, where an ASCII name follows.
     */
    private static int run(CharSequence text, int at, boolean complete, boolean address) {
        int limit = (int) Math.min(text.length(), (long) at + CodeSpans.FARTHEST);
        boolean host = true;
        for (int i = at; i < limit; i++) {
            char c = text.charAt(i);
            boolean stop = address && host && isFullStop(c);
            if (stop || c == '@' || host && (c == '.' || c == ':')) {
                if (i + 1 == text.length()) {
                    return complete ? Sinks.NONE : UNDECIDED;
                }
                char next = text.charAt(i + 1);
                if (stop ? next < 0x80 && isName(next) : goesOn(c, next)) {
                    return Sinks.URL;
                }
                if (c != '.' && !stop) {
                    return Sinks.NONE;
                }
            } else if (!isName(c) && "-_+%~*\\".indexOf(c) < 0) {
                host = false;
                if (c != '.' && "!#$&'/=?^`{|}".indexOf(c) < 0) {
                    return Sinks.NONE;
                }
            }
        }
        if (limit - at == CodeSpans.FARTHEST) {
            return Sinks.URL;
        }
        return complete ? Sinks.NONE : UNDECIDED;
    }

    /** Whether a dot, colon or at sign is one of a host, scheme or address, as far as the next character tells. */
    private static boolean goesOn(char c, char next) {
        return c == ':' ? next == '/' || next == '\\' : isName(next) || c == '@' && next >= 0x80;
    }

    /** One that programs read as a dot of a host, as UTS #46 §4 does. */
    static boolean isFullStop(char c) {
        return c == '\u3002' || c == '\uff0e' || c == '\uff61';
    }

    private static boolean isName(char c) {
        return c >= '0' && c <= '9'
                || c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c >= 0x80 && (Character.isLetterOrDigit(c) || Character.isSurrogate(c));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
