package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isHex;
import static io.chatguard.redact.internal.engine.Boundaries.isSpaceless;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * Mail addresses: RFC 5321 mailboxes with dot-atom or quoted local part, internationalised (RFC 6531).
 *
 * <p>The local part reaches left from {@code @} over atom characters and dots, at most 64, and then gives back what
 * prose, mark-up and code put in front of an address: leading punctuation, {@code key=} where the key is a plain name,
 * everything up to {@code / ? & | * # ! ^ ` { }}, the letter of a literal escape, and text of a script without spaces
 * that runs into an ASCII address. An apostrophe between letters stays ({@code o'brien@…}).
 */
final class EmailRule implements AnchoredRule {
    private static final String TYPE = "EMAIL_ADDRESS";
    private static final String RULE = "email/rfc5321";
    private static final int LONGEST_LOCAL = 64;

    private final ContextWords words = Contexts.of(TYPE);
    private final MailDomains domains = new MailDomains();

    @Override
    public boolean wakes(char previous, char anchor) {
        return anchor == '@';
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        if (index == 0 || index + 1 >= text.length() || index < context.mark(Mark.URL_USERINFO)) {
            return;
        }
        int start = peek(text, index - 1) == '"' ? quotedStart(text, index) : localStart(text, index);
        if (start < 0 || start >= index) {
            return;
        }
        MailDomains.Match domain = domains.match(text, index + 1);
        if (domain == null) {
            return;
        }
        int end = domain.end();
        double score = domain.score();
        if (isCode(text, start, index, end)) {
            score = Math.min(score, 0.3);
        } else if (score < 0.9 && words.near(text, start, end, context)) {
            score = Math.max(score, 0.6);
        }
        out.hit(TYPE, start, end, score, RULE);
    }

    /** {@code git@host:path} of a repository, or a matrix product before a call. */
    private static boolean isCode(String text, int start, int index, int end) {
        char after = peek(text, end);
        return (after == ':' && index - start == 3 && text.startsWith("git", start)) || after == '(';
    }

    private static int localStart(String text, int index) {
        int floor = Math.max(0, index - LONGEST_LOCAL - 1);
        int i = index;
        boolean spaceless = isSpaceless(text.charAt(index - 1));
        while (i > floor && isLocal(text.charAt(i - 1), spaceless)) {
            i--;
        }
        if (index - i > LONGEST_LOCAL) {
            return -1;
        }
        return trim(text, i, index);
    }

    private static int trim(String text, int from, int index) {
        int start = from;
        boolean plainName = true;
        for (int i = from; i < index; i++) {
            char c = text.charAt(i);
            if (c == '=' && plainName) {
                start = i + 1;
            } else if (c == '\'' && (i == start || !Boundaries.isWord(peek(text, i + 1)))) {
                start = i + 1;
                plainName = true;
            } else if (c < 128 && !isAsciiAlnum(c) && c != '_' && c != '-') {
                plainName = false;
            }
        }
        while (start < index && isLeadingJunk(text.charAt(start))) {
            start++;
        }
        if (start > 0 && text.charAt(start - 1) == '\\') {
            if (peek(text, start) == 'u' && isEscapedUnit(text, start + 1)) {
                start += 5;
            } else if (Boundaries.isEscapeLetter(text, start) && start + 1 < index) {
                start++;
            }
        }
        return start;
    }

    private static boolean isEscapedUnit(String text, int from) {
        return isHex(peek(text, from))
                && isHex(peek(text, from + 1))
                && isHex(peek(text, from + 2))
                && isHex(peek(text, from + 3));
    }

    private static boolean isLeadingJunk(char c) {
        return c < 128 && !isAsciiAlnum(c) && c != '_';
    }

    private static boolean isLocal(char c, boolean spaceless) {
        if (c < 128) {
            return isAsciiAlnum(c)
                    || c == '.'
                    || c == '_'
                    || c == '-'
                    || c == '+'
                    || c == '='
                    || c == '\''
                    || c == '%'
                    || c == '$'
                    || c == '~';
        }
        if (isSpaceless(c)) {
            return spaceless && Character.isLetterOrDigit(c);
        }
        return Boundaries.isWord(c);
    }

    /** Start of a quoted local part (RFC 5321 Quoted-string) that ends just before {@code @}, or -1. */
    private static int quotedStart(String text, int index) {
        int floor = Math.max(0, index - LONGEST_LOCAL - 2);
        for (int i = index - 2; i >= floor; i--) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                return -1;
            }
            if (c == '"' && peek(text, i - 1) != '\\') {
                return i < index - 2 && !Boundaries.gluedBefore(text, i) ? i : -1;
            }
        }
        return -1;
    }
}
