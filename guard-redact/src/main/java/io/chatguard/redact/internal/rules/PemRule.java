package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.Scores;
import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;

/**
 * Private keys in PEM (RFC 7468) and OpenPGP armour, as one finding from {@code -----BEGIN} to the end of the END line.
 *
 * <p>Lines may be separated by line ends, blanks or literal {@code \n}. Where END is missing within {@value #LONGEST}
 * characters (a key that was cut off), the finding reaches over all that can be part of the armour: base64, blank
 * space, escapes, header lines. Prose behind it may be covered; key material is not left.
 */
final class PemRule implements AnchoredRule {
    private static final int LONGEST = 16_384;
    private static final int LONGEST_LABEL = 64;
    private static final int SHORTEST_LINE = 16;
    private static final String RULE = "credential/pem-private-key";
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    @Override
    public boolean wakes(char previous, char anchor) {
        return anchor == 'B' && previous == '-';
    }

    @Override
    public void at(String text, int anchor, ScanContext context, Hits out) {
        int index = anchor - BEGIN.indexOf('B');
        if (index < context.mark(Mark.PEM) || !text.startsWith(BEGIN, index)) {
            return;
        }
        int label = index + BEGIN.length();
        int labelEnd = indexOf(text, "-----", label, label + LONGEST_LABEL);
        if (labelEnd < 0 || indexOf(text, "PRIVATE KEY", label, labelEnd) < 0) {
            return;
        }
        int body = labelEnd + 5;
        int limit = Math.min(text.length(), body + LONGEST);
        if (!holdsKey(text, body, limit)) {
            out.hit("CREDENTIAL", index, body, Scores.OF_A_PLACEHOLDER, RULE);
            return;
        }
        int end = body < context.mark(Mark.PEM_WITHOUT_END) ? -1 : indexOf(text, END, body, limit);
        if (end >= 0) {
            int close = indexOf(text, "-----", end + END.length(), end + END.length() + LONGEST_LABEL);
            int filled = end;
            end = close >= 0 ? close + 5 : end + END.length();
            if (!hasLine(text, body, filled)) {
                context.advance(Mark.PEM, end);
                out.hit("CREDENTIAL", index, end, Scores.OF_A_PLACEHOLDER, RULE);
                return;
            }
        } else {
            context.advance(Mark.PEM_WITHOUT_END, Math.max(body, limit - END.length()));
            end = armourEnd(text, body, limit);
        }
        context.advance(Mark.PEM, end);
        out.hit("CREDENTIAL", index, end, 0.99, RULE);
    }

    /** Whether a line of the armour or a header follows, and not prose or the end of a string in a program. */
    private static boolean holdsKey(String text, int body, int limit) {
        int word = body;
        while (word < limit && (text.charAt(word) <= ' ' || isJoint(text, word)) && word - body < LONGEST_LABEL) {
            word++;
        }
        int end = word;
        while (end < limit && end - word < SHORTEST_LINE && isArmour(text.charAt(end))) {
            end++;
        }
        return end == limit && end > word || end - word == SHORTEST_LINE || end > word && text.charAt(end - 1) == ':';
    }

    /** Whether so much of base64 stands there as a line of a key has: what shows only the form of a key has less. */
    private static boolean hasLine(String text, int from, int to) {
        int run = 0;
        for (int i = from; i < to && run < SHORTEST_LINE; i++) {
            char c = text.charAt(i);
            run = Boundaries.isAsciiAlnum(c) || c == '+' || c == '/' || c == '=' ? run + 1 : 0;
        }
        return run == SHORTEST_LINE;
    }

    /** What stands between the lines of a key in a program: literal line ends, quotes, {@code +}, comment signs. */
    private static boolean isJoint(String text, int i) {
        char c = text.charAt(i);
        return c == '\\'
                || c == '"'
                || c == '\''
                || c == '+'
                || c == '*'
                || c == '#'
                || c == '|'
                || c == '>'
                || c == ','
                || Boundaries.isEscapeLetter(text, i);
    }

    private static int indexOf(String text, String what, int from, int to) {
        int last = Math.min(to, text.length()) - what.length();
        for (int i = from; i <= last; i++) {
            if (text.charAt(i) == what.charAt(0) && text.startsWith(what, i)) {
                return i;
            }
        }
        return -1;
    }

    /** End of the armour without END: over words of base64 that are long, or last, or in a header line. */
    private static int armourEnd(String text, int body, int limit) {
        int end = body;
        int i = body;
        while (i < limit) {
            int word = skipSpace(text, i, limit);
            int wordEnd = word;
            while (wordEnd < limit && isArmour(text.charAt(wordEnd))) {
                wordEnd++;
            }
            if (wordEnd == word) {
                return end;
            }
            boolean header = text.charAt(wordEnd - 1) == ':' || text.charAt(wordEnd - 1) == ',';
            boolean last = wordEnd == text.length() || text.charAt(wordEnd - 1) == '=';
            if (wordEnd - word < SHORTEST_LINE && !header && !last && !isHeaderValue(text, word)) {
                return end;
            }
            end = wordEnd;
            i = wordEnd;
        }
        return end;
    }

    private static boolean isHeaderValue(String text, int word) {
        return word >= 2
                && text.charAt(word - 1) == ' '
                && (text.charAt(word - 2) == ':' || text.charAt(word - 2) == ',');
    }

    private static int skipSpace(String text, int from, int limit) {
        int i = from;
        while (i < limit) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < limit && Boundaries.isEscapeLetter(text, i + 1)) {
                i += 2;
            } else if (c <= ' ') {
                i++;
            } else {
                break;
            }
        }
        return i;
    }

    private static boolean isArmour(char c) {
        return Boundaries.isAsciiAlnum(c) || c == '+' || c == '/' || c == '=' || c == ':' || c == ',' || c == '-';
    }
}
