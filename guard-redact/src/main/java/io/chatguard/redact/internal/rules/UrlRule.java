package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * URLs with a scheme (RFC 3986), of any scheme that is followed by {@code //} and a host.
 *
 * <p>A host below a top-level domain scores 0.95, an address literal 0.9, another host with a dot 0.8, a single name
 * ({@code http://wiki/}) 0.7. Without a host ({@code http://#}, {@code file:///x}) and with one that a template is to
 * fill in ({@code https://${host}/}) it is none. A URL with a password is {@link UrlUserinfoRule}'s. A URL inside a URL
 * is a part of it.
 */
final class UrlRule implements AnchoredRule {
    static final String TYPE = "URL";
    private static final String RULE = "url/scheme";
    private static final int LONGEST_SCHEME = 32;

    @Override
    public boolean wakes(char previous, char anchor) {
        return anchor == ':' && isAsciiAlnum(previous);
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (peek(text, index + 1) != '/'
                || peek(text, index + 2) != '/'
                || index < context.mark(Mark.URL)
                || index < context.mark(Mark.URL_USERINFO)) {
            return;
        }
        int start = schemeStart(text, index);
        if (start < 0) {
            return;
        }
        int host = hostStart(text, index + 3);
        int end = peek(text, host) == '[' ? literalEnd(text, host) : UrlSpan.hostEnd(text, host);
        if (end <= host || isTemplate(peek(text, end))) {
            return;
        }
        double score = score(text, host, end);
        if (score == 0) {
            return;
        }
        end = UrlSpan.portEnd(text, end);
        if (UrlSpan.opensPath(text, end)) {
            end = UrlSpan.end(text, start, end);
        }
        context.advance(Mark.URL, end);
        out.hit(TYPE, start, end, score, RULE);
    }

    /** A web scheme glued to a word ({@code seehttps://}) starts where the scheme does. */
    private static int schemeStart(String text, int colon) {
        for (String web : new String[] {"https", "http"}) {
            int start = colon - web.length();
            if (start >= 0 && text.regionMatches(true, start, web, 0, web.length()) && peek(text, start - 1) != '+') {
                return start;
            }
        }
        int start = colon;
        while (start > 0 && colon - start < LONGEST_SCHEME && isScheme(text.charAt(start - 1))) {
            start--;
        }
        while (start < colon && !isAsciiLetter(text.charAt(start))) {
            start++;
        }
        if (Boundaries.isEscapeLetter(text, start)) {
            start++;
        }
        return colon - start >= 2 ? start : -1;
    }

    private static boolean isScheme(char c) {
        return isAsciiAlnum(c) || c == '+' || c == '-' || c == '.';
    }

    /** Behind a user's name, where there is one. */
    private static int hostStart(String text, int from) {
        int i = from;
        while (isAsciiAlnum(peek(text, i)) || "-._~%!$&*+=:".indexOf(peek(text, i)) >= 0) {
            i++;
            if (i - from > 64) {
                return from;
            }
        }
        return peek(text, i) == '@' && i > from ? i + 1 : from;
    }

    private static int literalEnd(String text, int open) {
        int end = Ipv6Syntax.end(text, open + 1);
        return end > 0 && peek(text, end) == ']' ? end + 1 : open;
    }

    private static boolean isTemplate(char c) {
        return c == '{' || c == '$' || c == '%' || c == '<';
    }

    private double score(String text, int host, int end) {
        if (text.charAt(host) == '[' || Ipv6Syntax.quadEnd(text, host) == end) {
            return 0.9;
        }
        int dot = end - 1;
        while (dot >= host && text.charAt(dot) != '.') {
            dot--;
        }
        if (dot < host) {
            return hasLetter(text, host, end) ? 0.7 : 0;
        }
        return HostSuffixes.shipped().kind(text, dot + 1, end) == HostSuffixes.Kind.NONE ? 0.8 : 0.95;
    }

    static boolean hasLetter(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
