package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Values under {@code data} and {@code stringData} of a manifest {@code kind: Secret} of Kubernetes, in YAML, or in JSON over
 * lines. What is in base64 is decoded: short values count where they are text.
 *
 * <p>The document reaches from {@code ---} to {@code ---}, or to another {@code kind:}, and over at most {@value
 * #LONGEST} characters on either side; so each manifest is read once.
 */
final class ManifestJudge {
    private static final int LONGEST = 16_384;
    private static final int SHORTEST = 4;
    private static final int SHORTEST_DECODED = 4;
    private static final int LONG = 24;

    private ManifestJudge() {}

    static void judge(String text, int nameStart, int nameEnd, RuleData rule, Hits out) {
        char next = peek(text, nameEnd);
        if (Boundaries.isWord(next) || next == '-' || !startsLine(text, nameStart)) {
            return;
        }
        int from = Math.max(0, nameStart - 2);
        int floor = Math.max(0, nameStart - LONGEST);
        while (from > floor && !endsDocument(text, from)) {
            from--;
        }
        int to = nameEnd;
        int limit = Math.min(text.length(), nameEnd + LONGEST);
        while (to < limit && !endsDocument(text, to)) {
            to++;
        }
        int data = -1;
        boolean plain = false;
        for (int line = lineStart(text, from); line < to; line = nextLine(text, line, to)) {
            int key = skipBlanks(text, line);
            if (data >= 0 && key - line > data) {
                value(text, key, to, plain, rule, out);
            } else if (peek(text, key) > ' ') {
                int name = peek(text, key) == '"' ? key + 1 : key;
                plain = isMember(text, name, "stringData");
                data = plain || isMember(text, name, "data") ? key - line : -1;
            }
        }
    }

    /** Whether a member of that name starts there, in YAML or in JSON. */
    private static boolean isMember(String text, int at, String name) {
        int end = at + name.length();
        return text.startsWith(name, at) && peek(text, peek(text, end) == '"' ? end + 1 : end) == ':';
    }

    private static boolean startsLine(String text, int index) {
        int i = index;
        while (i > 0 && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t' || text.charAt(i - 1) == '"')) {
            i--;
        }
        return i == 0 || text.charAt(i - 1) == '\n' || text.charAt(i - 1) == ',' || text.charAt(i - 1) == '{';
    }

    private static boolean endsDocument(String text, int index) {
        return text.charAt(index) == '\n' && (text.startsWith("---", index + 1) || text.startsWith("kind:", index + 1));
    }

    private static int lineStart(String text, int index) {
        return index < text.length() && text.charAt(index) == '\n' ? index + 1 : index;
    }

    private static int nextLine(String text, int from, int to) {
        int i = from;
        while (i < to && text.charAt(i) != '\n') {
            i++;
        }
        return i + 1;
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (peek(text, i) == ' ' || peek(text, i) == '\t') {
            i++;
        }
        return i;
    }

    private static void value(String text, int key, int to, boolean plain, RuleData rule, Hits out) {
        int i = key;
        while (i < to && text.charAt(i) != ':' && text.charAt(i) != '\n') {
            i++;
        }
        if (peek(text, key) == '#' || i >= to) {
            return;
        }
        // Lines of a block have no key: the whole line is the value.
        int start = text.charAt(i) == ':' ? skipBlanks(text, i + 1) : key;
        if (AssignedSpan.isQuote(peek(text, start))) {
            start++;
        }
        int end = start;
        while (end < to && text.charAt(end) > ' ' && !AssignedSpan.isQuote(text.charAt(end))) {
            end++;
        }
        if (end - start >= SHORTEST && (plain ? isPlain(text, start, end) : isEncoded(text, start, end))) {
            out.hit(rule.type().name(), start, end, rule.scores().alone(), rule.id());
        }
    }

    private static boolean isPlain(String text, int start, int end) {
        return "|>{[&*".indexOf(text.charAt(start)) < 0 && !ValueShape.isPlaceholder(text, start, end);
    }

    /** Whether it is base64 of whole bytes; a short one has to be text that stands for nothing else. */
    private static boolean isEncoded(String text, int start, int end) {
        int filled = end;
        while (filled > start && text.charAt(filled - 1) == '=') {
            filled--;
        }
        if (filled - start < SHORTEST || !isBase64(text, start, filled)) {
            return false;
        }
        if (filled - start >= LONG) {
            return true;
        }
        if ((end - start) % 4 != 0) {
            return false;
        }
        String decoded =
                new String(Base64.getDecoder().decode(text.substring(start, end)), StandardCharsets.UTF_8).strip();
        return decoded.length() >= SHORTEST_DECODED
                && decoded.chars().noneMatch(c -> c < ' ' || c == 0xFFFD)
                && !decoded.equals("true")
                && !decoded.equals("false")
                && !ValueShape.isPlaceholder(decoded, 0, decoded.length());
    }

    private static boolean isBase64(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!Boundaries.isAsciiAlnum(c) && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }
}
