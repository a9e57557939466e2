package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * URLs that carry credentials, {@code scheme://user:password@host/…} (RFC 3986 §3.2.1).
 *
 * <p>Reports the whole URL and the password. A password may hold {@code / ? #} and {@code @} although it should not:
 * the last {@code @} of the authority counts, or, where no host with a dot or port follows it and the part behind
 * {@code user:} is no port, the last one before a blank. A lone userinfo of 16 or more characters is a token ({@code https://ghp_…@github.com}). Variables and masks
 * ({@code ${PASSWORD}}, {@code ***}) are no passwords. At most {@value #LONGEST} characters are looked at.
 */
final class UrlUserinfoRule implements AnchoredRule {
    private static final int LONGEST = 2048;
    private static final int LONGEST_USERINFO = 512;
    private static final int TOKEN = 16;

    @Override
    public boolean wakes(char previous, char anchor) {
        return anchor == ':' && isScheme(previous);
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (peek(text, index + 1) != '/' || peek(text, index + 2) != '/' || index < context.mark(Mark.URL_USERINFO)) {
            return;
        }
        int start = index;
        while (start > 0 && index - start < 32 && isScheme(text.charAt(start - 1))) {
            start--;
        }
        while (start < index && !Boundaries.isAsciiLetter(text.charAt(start))) {
            start++;
        }
        if (Boundaries.isEscapeLetter(text, start)) {
            start++;
        }
        if (start >= index) {
            return;
        }
        int from = index + 3;
        int stop = stop(text, from, context);
        int limit = Math.min(stop, from + LONGEST_USERINFO);
        if (context.first(Mark.URL_AT_SIGN, text, '@', from, limit) == limit) {
            return;
        }
        int end = urlEnd(text, from, stop, context);
        int atSign = userinfoEnd(text, from, end);
        if (atSign < 0) {
            return;
        }
        int colon = Boundaries.indexOf(text, ':', from, atSign);
        boolean password = colon >= 0;
        int secret = password ? colon + 1 : from;
        if (atSign - secret < (password ? 1 : TOKEN) || isVariable(text, secret, atSign)) {
            return;
        }
        context.advance(Mark.URL_USERINFO, atSign + 1);
        out.hit("CREDENTIAL", secret, atSign, 0.9, "credential/url-userinfo");
        out.hit("URL", start, hostListEnd(text, atSign + 1, Math.max(end, atSign + 1)), 0.9, "url/userinfo");
    }

    private static boolean isScheme(char c) {
        return isAsciiAlnum(c) || c == '+' || c == '-' || c == '.';
    }

    /** Where the characters of URLs end that start at {@code from}; what was read for the URL before is not read again. */
    private static int stop(String text, int from, ScanContext context) {
        int limit = Math.min(text.length(), from + LONGEST);
        int i = Math.max(from, context.mark(Mark.URL_STOP));
        while (i < limit && isUrl(text.charAt(i))) {
            i++;
        }
        context.advance(Mark.URL_STOP, i);
        return i;
    }

    private static int urlEnd(String text, int from, int stop, ScanContext context) {
        int round = context.first(Mark.URL_ROUND, text, '(', from, stop);
        int square = context.first(Mark.URL_SQUARE, text, '[', from, stop);
        int i = stop;
        while (i > from && isTrailing(text.charAt(i - 1), i <= round, i <= square)) {
            i--;
        }
        return i;
    }

    private static boolean isUrl(char c) {
        return c > ' '
                && c != '"'
                && c != '<'
                && c != '>'
                && c != '`'
                && c != '\\'
                && !Character.isWhitespace(c)
                && c != 0xA0
                && c != 0x3000
                && c != 0x3002
                && c != 0xFF0C;
    }

    /** Whether a URL does not end with it; a bracket that no other opens before it is none of the URL. */
    private static boolean isTrailing(char c, boolean noRound, boolean noSquare) {
        return switch (c) {
            case ')' -> noRound;
            case ']' -> noSquare;
            case '.', ',', ';', ':', '!', '?', '\'', '}', '*' -> true;
            default -> false;
        };
    }

    /** Index of the {@code @} that ends the userinfo, or -1. */
    private static int userinfoEnd(String text, int from, int end) {
        int limit = Math.min(end, from + LONGEST_USERINFO);
        int authority = from;
        int last = -1;
        int colon = -1;
        for (; authority < limit; authority++) {
            char c = text.charAt(authority);
            if (c == '/' || c == '?' || c == '#') {
                break;
            }
            if (c == '@') {
                last = authority;
            } else if (last >= 0 && (isListSeparator(c) || c == ',')) {
                break;
            } else if (c == ':' && colon < 0) {
                colon = authority;
            }
        }
        boolean plainHost = last >= 0 && (colon < 0 || isHostWithDot(text, last + 1, authority));
        if (plainHost || colon < 0 || isPort(text, colon + 1, authority)) {
            return last;
        }
        if (opensVariable(text, colon + 1)) {
            return -1;
        }
        boolean ambiguous = last >= 0;
        for (int i = authority; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                last = i;
            } else if (ambiguous && (isListSeparator(c) || c == ',' || c == '?' || c == '&' || c == '=')) {
                break;
            }
        }
        return last;
    }

    private static boolean isHostWithDot(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '.' || text.charAt(i) == ':') {
                return true;
            }
        }
        return text.startsWith("localhost", from);
    }

    /** End of the URL: before what separates it from a neighbour, hosts in a list ({@code h1:1,h2:1/db}) kept together. */
    private static int hostListEnd(String text, int host, int end) {
        for (int i = host; i < end; i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return end;
            }
            if (isListSeparator(c) || (c == ',' && !isHost(text, i + 1, end))) {
                return i;
            }
        }
        return end;
    }

    private static boolean isListSeparator(char c) {
        return c == ';' || c == '|' || c == 0x3001;
    }

    private static boolean isHost(String text, int from, int end) {
        boolean letter = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '/' || c == ',' || c == '?') {
                break;
            }
            if (!isAsciiAlnum(c) && c != '.' && c != '-' && c != ':' && c != '_') {
                return false;
            }
            letter |= Boundaries.isAsciiLetter(c);
        }
        return letter;
    }

    private static boolean isPort(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Boundaries.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVariable(String text, int from, int to) {
        if (opensVariable(text, from)) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '*' && (text.charAt(i) | 0x20) != 'x') {
                return false;
            }
        }
        return true;
    }

    private static boolean opensVariable(String text, int from) {
        char first = text.charAt(from);
        return first == '{'
                || first == '$' && peek(text, from + 1) == '{'
                || first == '%' && peek(text, from + 1) == '(';
    }
}
