package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.isHex;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * IPv6 addresses, with a zone id (RFC 4007) inside the span; brackets, port and prefix length stay outside.
 *
 * <p>{@code ::} alone is nobody's address; times, ratios and {@code std::name} have the wrong syntax; elided forms
 * without a digit ({@code Abe::add}) and slices ({@code a[::2]}) need a word such as {@code IP} nearby.
 */
final class Ipv6Rule implements AnchoredRule {
    private static final String TYPE = "IP_ADDRESS";
    private static final String RULE = "ip/v6";
    private static final int LONGEST_ZONE = 15;

    private final ContextWords words = Contexts.of(TYPE);

    @Override
    public boolean wakes(char previous, char anchor) {
        boolean escape = previous == 'n' || previous == 'r' || previous == 't';
        return anchor == ':' && (isHex(previous) || escape || !isAsciiAlnum(previous));
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index < context.mark(Mark.IP)) {
            return;
        }
        char next = peek(text, index + 1);
        if (next != ':' && !isHex(next)) {
            return;
        }
        int start = index;
        while (start > 0 && index - start < 5 && isHex(text.charAt(start - 1))) {
            start--;
        }
        if (index - start > 4 || (start == index && next != ':')) {
            return;
        }
        if (Boundaries.isEscapeLetter(text, start)) {
            start++;
        }
        if (Boundaries.gluedBefore(text, start) || isColonChain(text, start)) {
            return;
        }
        int end = Ipv6Syntax.end(text, start);
        if (end < 0) {
            skipChain(text, index, context);
            return;
        }
        if (end - start < 3 || continues(text, end)) {
            context.advance(Mark.IP, Math.max(end, index + 2));
            return;
        }
        int addressEnd = end;
        if (peek(text, end) == '%') {
            end = zoneEnd(text, end);
        }
        context.advance(Mark.IP, end);
        if (MacRule.isMac(text, start, addressEnd)) {
            return;
        }
        boolean near = words.near(text, start, end, context);
        out.hit(TYPE, start, end, near ? 0.95 : score(text, start, addressEnd), RULE);
    }

    private static boolean isColonChain(String text, int start) {
        return peek(text, start - 1) == ':'
                && (peek(text, start - 2) == ':' || !Boundaries.labelBefore(text, start - 1, 4));
    }

    private static void skipChain(String text, int index, ScanContext context) {
        int i = index;
        while (i < text.length()
                && i - index < Ipv6Syntax.LONGEST
                && (text.charAt(i) == ':' || isHex(text.charAt(i)))) {
            i++;
        }
        context.advance(Mark.IP, i);
    }

    private static boolean continues(String text, int end) {
        char next = peek(text, end + 1);
        return Boundaries.gluedAfter(text, end)
                || (peek(text, end) == ':' && (isHex(next) || next == ':'))
                || (peek(text, end) == '.' && isDigit(next));
    }

    private static int zoneEnd(String text, int percent) {
        int i = percent + 1;
        while (i < text.length()
                && i - percent <= LONGEST_ZONE
                && (isAsciiAlnum(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i == percent + 1 ? percent : i;
    }

    private static double score(String text, int start, int end) {
        int colons = 0;
        int longest = 0;
        int run = 0;
        boolean digit = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            colons += c == ':' ? 1 : 0;
            run = c == ':' || c == '.' ? 0 : run + 1;
            longest = Math.max(longest, run);
            digit |= isDigit(c);
        }
        boolean slice =
                peek(text, start - 1) == '[' && (isAsciiAlnum(peek(text, start - 2)) || peek(text, start - 2) == ')');
        if (!digit || slice || (colons == 7 && longest < 3)) {
            return 0.3;
        }
        return longest >= 3 || text.startsWith("::", start) ? 0.6 : 0.45;
    }
}
