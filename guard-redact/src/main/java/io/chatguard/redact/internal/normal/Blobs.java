package io.chatguard.redact.internal.normal;

import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the stretches of a text that are other text in base64 (RFC 4648 §4 and §5, padded or not, also with the line
 * ends of MIME), base32 (§6) or base16 (§8): at least {@value #SHORTEST} characters that decode to valid UTF-8 that is
 * printable. Data that is no text, such as an image, is given up after its first bytes. Linear.
 */
final class Blobs {

    /** Shorter ones are words more often than data; 16 characters hold 12 of base64. */
    static final int SHORTEST = 16;

    private static final int MOST_WORDS_ABOVE = 2;

    /** Takes a stretch and what it decodes to. */
    interface Visitor {
        void blob(int start, int end, String decoded);
    }

    private final String text;
    private final Visitor visitor;

    private Blobs(String text, Visitor visitor) {
        this.text = text;
        this.visitor = visitor;
    }

    static void visit(String text, Visitor visitor) {
        Blobs blobs = new Blobs(text, visitor);
        int i = 0;
        while (i < text.length()) {
            int end = blobs.run(i);
            if (end == i) {
                i++;
            } else if (end - i < SHORTEST && blobs.lineEnd(end) < 0) {
                i = end;
            } else {
                i = blobs.lines(i, end);
            }
        }
    }

    static boolean isSymbol(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }

    /** The run {@code [from, to)} with the runs on the lines below; returns the place up to which all was looked at. */
    private int lines(int from, int to) {
        if (lineEnd(to) < 0) {
            int end = padding(to);
            triedWhole(from, end);
            return end;
        }
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(from, to));
        for (int next = lineEnd(to); next >= 0; next = lineEnd(last(lines).end())) {
            lines.add(new Line(next, run(next)));
        }
        int end = padding(last(lines).end());
        if (lines.size() > 1 && wrapped(lines, end)) {
            return end;
        }
        for (Line line : lines) {
            triedWhole(line.start(), padding(line.end()));
        }
        return end;
    }

    private void triedWhole(int from, int to) {
        if (!tried(from, to)) {
            pieces(from, to);
        }
    }

    /** Words may stand alone on the lines around, and be of the same alphabet. */
    private boolean wrapped(List<Line> lines, int end) {
        int shortEnd = lines.get(lines.size() - 2).end();
        for (int i = 0; i < lines.size() - 1; i++) {
            boolean candidate = i <= MOST_WORDS_ABOVE || lines.get(i).length() >= SHORTEST;
            if (candidate
                    && (tried(lines.get(i).start(), end) || tried(lines.get(i).start(), shortEnd))) {
                return true;
            }
            if (i > MOST_WORDS_ABOVE && candidate) {
                return false;
            }
        }
        return false;
    }

    private record Line(int start, int end) {
        int length() {
            return end - start;
        }
    }

    private static Line last(List<Line> lines) {
        return lines.get(lines.size() - 1);
    }

    private int lineEnd(int i) {
        int at = i < text.length() && text.charAt(i) == '\r' ? i + 1 : i;
        boolean goesOn = at + 1 < text.length() && text.charAt(at) == '\n' && isSymbol(text.charAt(at + 1));
        return goesOn ? at + 1 : -1;
    }

    private int run(int from) {
        int i = from;
        while (i < text.length() && isSymbol(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int padding(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == '=') {
            i++;
        }
        return i;
    }

    /** Parts between marks that the alphabets have in common with paths, options and sentences. */
    private void pieces(int from, int to) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || "+/-_".indexOf(text.charAt(i)) >= 0) {
                if (start > from || i < to) {
                    tried(start, i);
                }
                start = i + 1;
            }
        }
    }

    private boolean tried(int from, int to) {
        if (to - from < SHORTEST) {
            return false;
        }
        for (Alphabet alphabet : Alphabet.ALL) {
            if (alphabet.mayHold(text, from, to)) {
                Optional<String> decoded = alphabet.text(symbols(from, to));
                if (decoded.isPresent()) {
                    visitor.blob(from, to, decoded.get());
                    return true;
                }
            }
        }
        return false;
    }

    /** Without line ends and padding, and in one alphabet. */
    private String symbols(int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n' && c != '=') {
                out.append(c == '-' ? '+' : c == '_' ? '/' : c);
            }
        }
        return out.toString();
    }

    /** The narrowest comes first: each is part of the next. */
    private enum Alphabet {
        BASE16(BaseEncoding.base16().ignoreCase(), 4, "0123456789ABCDEF"),
        BASE32(BaseEncoding.base32().omitPadding(), 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        BASE64(
                BaseEncoding.base64().omitPadding(),
                6,
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

        private static final Alphabet[] ALL = values();
        private static final byte LEFT_OUT = -1;
        private static final byte NONE = -2;

        private final BaseEncoding encoding;
        private final int bits;
        /** What each ASCII character stands for. */
        private final byte[] values = new byte[128];

        Alphabet(BaseEncoding encoding, int bits, String symbols) {
            this.encoding = encoding;
            this.bits = bits;
            Arrays.fill(values, NONE);
            for (byte value = 0; value < symbols.length(); value++) {
                values[symbols.charAt(value)] = value;
                if (bits == 4) {
                    values[Character.toLowerCase(symbols.charAt(value))] = value;
                }
            }
            if (bits == 6) {
                values['-'] = values['+'];
                values['_'] = values['/'];
            }
            values['='] = LEFT_OUT;
            values['\r'] = LEFT_OUT;
            values['\n'] = LEFT_OUT;
        }

        /** Whether it decodes to no control character and to what may be UTF-8; ends at the first byte that does not. */
        boolean mayHold(String text, int from, int to) {
            int buffer = 0;
            int filled = 0;
            int expected = 0;
            boolean empty = true;
            for (int i = from; i < to; i++) {
                int value = values[text.charAt(i)];
                if (value == LEFT_OUT) {
                    continue;
                }
                if (value == NONE) {
                    return false;
                }
                buffer = buffer << bits | value;
                filled += bits;
                if (filled >= 8) {
                    filled -= 8;
                    int next = buffer >>> filled & 0xFF;
                    if (expected > 0 ? next >> 6 != 2 : isNoStart(next)) {
                        return false;
                    }
                    expected = expected > 0 ? expected - 1 : following(next);
                    empty = false;
                }
            }
            return expected == 0 && !empty;
        }

        private static boolean isNoStart(int next) {
            return next < ' ' ? next != '\n' && next != '\r' && next != '\t' : next >= 0x7f && following(next) == 0;
        }

        /** How many bytes follow the first of a character. */
        private static int following(int first) {
            return first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        }

        Optional<String> text(String symbols) {
            if (!encoding.canDecode(symbols)) {
                return Optional.empty();
            }
            try {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(encoding.decode(symbols)))
                        .toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }
    }
}
