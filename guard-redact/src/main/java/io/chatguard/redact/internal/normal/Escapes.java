package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.engine.Boundaries;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text with its escapes undone, once: percent-encoding (RFC 3986 §2.1), character references of HTML, {@code
 * \xHH}, {@code \\uHHHH} and {@code \\u{H…}} of program text, and quoted-printable (RFC 2045 §6.7) as far as it stands
 * for punctuation, since {@code =41} is as likely an assignment. What is no escape stays. Linear.
 */
final class Escapes {

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("period", "."),
            Map.entry("commat", "@"),
            Map.entry("lowbar", "_"),
            Map.entry("hyphen", "-"),
            Map.entry("dash", "-"),
            Map.entry("plus", "+"),
            Map.entry("colon", ":"),
            Map.entry("sol", "/"),
            Map.entry("num", "#"),
            Map.entry("percnt", "%"),
            Map.entry("equals", "="),
            Map.entry("shy", ""),
            Map.entry("zwnj", ""),
            Map.entry("zwj", ""));

    private static final int LONGEST_REFERENCE = 10;
    private static final int LONGEST_POINT = 6;

    private final String text;
    private int at;

    /** Made at the first escape: most texts with a percent sign have none. */
    private View.@Nullable Builder out;

    private Escapes(String text) {
        this.text = text;
    }

    /** The reading; empty if there is no escape. */
    static Optional<View> of(String text) {
        return new Escapes(text).read();
    }

    static boolean isStart(char c) {
        return c == '%' || c == '&' || c == '\\' || c == '=';
    }

    /** Whether an escape may start with the start at {@code i}, by the two characters that follow it. */
    static boolean mayStart(String text, int i) {
        char next = Boundaries.peek(text, i + 1);
        return switch (text.charAt(i)) {
            case '%' -> Boundaries.isHex(next);
            case '&' -> next == '#' || next >= 'a' && next <= 'z';
            case '\\' -> next == 'x' || next == 'u';
            default ->
                next == '\n'
                        || next == '\r'
                        || next >= '2' && next <= '7' && Boundaries.isHex(Boundaries.peek(text, i + 2));
        };
    }

    private Optional<View> read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean taken = isStart(c)
                    && switch (c) {
                        case '%' -> percent();
                        case '&' -> reference();
                        case '\\' -> backslash();
                        default -> quotedPrintable();
                    };
            if (!taken) {
                at++;
            }
        }
        return Optional.ofNullable(out).map(View.Builder::build);
    }

    private boolean take(String as, int to) {
        out = out == null ? new View.Builder(text) : out;
        out.read(as, at, to);
        at = to;
        return true;
    }

    private boolean takePoint(long point, int to) {
        return point >= 0 && point <= Character.MAX_CODE_POINT && take(Character.toString((int) point), to);
    }

    /** One character of UTF-8. */
    private boolean percent() {
        int lead = percentByte(at);
        int more = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : lead >> 3 == 30 ? 3 : -1;
        if (lead < 0 || more < 0) {
            return false;
        }
        int point = more == 0 ? lead : lead & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            int next = percentByte(at + 3 * i);
            if (next >> 6 != 2) {
                return false;
            }
            point = point << 6 | next & 0x3f;
        }
        return takePoint(point, at + 3 * (more + 1));
    }

    private int percentByte(int i) {
        return i < text.length() && text.charAt(i) == '%' ? (int) hex(i + 1, i + 3) : -1;
    }

    private boolean reference() {
        int end = Boundaries.indexOf(text, ';', at, Math.min(text.length(), at + LONGEST_REFERENCE + 1));
        if (end < 0) {
            return false;
        }
        String name = text.substring(at + 1, end);
        if (!name.startsWith("#")) {
            String as = NAMED.get(name);
            return as != null && take(as, end + 1);
        }
        boolean sixteen = name.startsWith("#x") || name.startsWith("#X");
        return takePoint(sixteen ? hex(at + 3, end) : decimal(at + 2, end), end + 1);
    }

    private boolean backslash() {
        if (at + 1 >= text.length()) {
            return false;
        }
        char kind = text.charAt(at + 1);
        if (kind == 'x') {
            return takePoint(hex(at + 2, at + 4), at + 4);
        }
        if (kind != 'u') {
            return false;
        }
        if (at + 2 < text.length() && text.charAt(at + 2) == '{') {
            int end = Boundaries.indexOf(text, '}', at + 3, Math.min(text.length(), at + LONGEST_POINT + 4));
            return end > 0 && takePoint(hex(at + 3, end), end + 1);
        }
        return takePoint(hex(at + 2, at + 6), at + 6);
    }

    private boolean quotedPrintable() {
        if (at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            return take("", at + 2);
        }
        if (at + 2 < text.length() && text.charAt(at + 1) == '\r' && text.charAt(at + 2) == '\n') {
            return take("", at + 3);
        }
        int value = (int) hex(at + 1, at + 3);
        boolean capitals = value >= 0 && !isSmall(text.charAt(at + 1)) && !isSmall(text.charAt(at + 2));
        boolean punctuation = value > ' ' && value < 0x7f && !Character.isLetterOrDigit(value);
        return capitals && punctuation && takePoint(value, at + 3);
    }

    private static boolean isSmall(char c) {
        return c >= 'a';
    }

    /** The value of the digits, or -1 if there are none or others. */
    private long hex(int from, int to) {
        return number(from, to, 16);
    }

    private long decimal(int from, int to) {
        return number(from, to, 10);
    }

    private long number(int from, int to, int radix) {
        if (from >= to || to > text.length()) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
