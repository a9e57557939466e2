package io.chatguard.internal.json;

import java.nio.charset.StandardCharsets;

/**
 * The text of JSON strings, to and from its written form. Writing escapes what RFC 8259 demands and nothing else, with
 * one addition: a surrogate without its other half has no UTF-8 form and is written as {@code \\uXXXX}, so that every
 * {@link CharSequence} comes back exactly as it was.
 */
public final class JsonText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** Characters of {@code \\u000b}. */
    private static final int UNIT = 6;

    private JsonText() {}

    /** The text as a JSON string in UTF-8, quotes included. */
    public static byte[] quote(CharSequence text) {
        String string = text.toString();
        int more = escapes(string);
        if (more < 0) {
            StringBuilder out = new StringBuilder(string.length() + 16).append('"');
            escape(string, out);
            return out.append('"').toString().getBytes(StandardCharsets.UTF_8);
        }
        byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[utf8.length + more + 2];
        out[0] = '"';
        if (more == 0) {
            System.arraycopy(utf8, 0, out, 1, utf8.length);
        } else {
            escape(utf8, out);
        }
        out[out.length - 1] = '"';
        return out;
    }

    /** The text as the inside of a JSON string in UTF-8. */
    static byte[] inside(CharSequence text) {
        String string = text.toString();
        return (escapes(string) == 0 ? string : escape(string)).getBytes(StandardCharsets.UTF_8);
    }

    /** By how many characters the text grows when it is escaped; -1 if there are surrogates to look at. */
    private static int escapes(String text) {
        int more = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                more += isShort(c) ? 1 : UNIT - 1;
            } else if (c == '"' || c == '\\') {
                more++;
            } else if (Character.isSurrogate(c)) {
                return -1;
            }
        }
        return more;
    }

    private static boolean isShort(char c) {
        return c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f';
    }

    private static void escape(byte[] utf8, byte[] out) {
        StringBuilder escape = new StringBuilder(UNIT);
        int at = 1;
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b >= ' ' && b != '"' && b != '\\' || b < 0) {
                continue;
            }
            System.arraycopy(utf8, from, out, at, i - from);
            at += i - from;
            from = i + 1;
            escape.setLength(0);
            escape((char) b, escape);
            for (int j = 0; j < escape.length(); j++) {
                out[at++] = (byte) escape.charAt(j);
            }
        }
        System.arraycopy(utf8, from, out, at, utf8.length - from);
    }

    /** The text as the inside of a JSON string, without quotes. */
    public static String escape(CharSequence text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text.toString();
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(text, out);
        return out.toString();
    }

    /** Appends the text as the inside of a JSON string. */
    public static void escape(CharSequence text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                out.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                escape(c, out);
            }
        }
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    private static void escape(char c, StringBuilder out) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            default ->
                out.append('u')
                        .append(HEX[c >> 12])
                        .append(HEX[(c >> 8) & 0xF])
                        .append(HEX[(c >> 4) & 0xF])
                        .append(HEX[c & 0xF]);
        }
    }

    /** The text that ASCII bytes, the inside of a valid JSON string, stand for. */
    static String unescapeAscii(byte[] written, int from, int to) {
        byte[] out = new byte[to - from];
        int n = 0;
        int at = from;
        while (at < to) {
            byte b = written[at];
            if (b != '\\') {
                out[n++] = b;
                at++;
                continue;
            }
            byte kind = written[at + 1];
            if (kind == 'u') {
                return unescape(new String(written, from, to - from, StandardCharsets.ISO_8859_1));
            }
            out[n++] = (byte) simpleEscape(kind);
            at += 2;
        }
        return new String(out, 0, n, StandardCharsets.ISO_8859_1);
    }

    /** The text that the inside of a valid JSON string stands for. */
    static String unescape(String written) {
        int slash = written.indexOf('\\');
        if (slash < 0) {
            return written;
        }
        StringBuilder out = new StringBuilder(written.length());
        int from = 0;
        while (slash >= 0) {
            out.append(written, from, slash);
            char kind = written.charAt(slash + 1);
            if (kind == 'u') {
                out.append((char) hex(written, slash + 2));
                from = slash + 6;
            } else {
                out.append((char) simpleEscape(kind));
                from = slash + 2;
            }
            slash = written.indexOf('\\', from);
        }
        return out.append(written, from, written.length()).toString();
    }

    private static int hex(String text, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            value = (value << 4) | hexDigit(text.charAt(i));
        }
        return value;
    }

    /** What {@code \c} stands for, or -1 where JSON knows no such escape. */
    static int simpleEscape(int c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    /** The value of an ASCII hexadecimal digit, or -1. */
    static int hexDigit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
