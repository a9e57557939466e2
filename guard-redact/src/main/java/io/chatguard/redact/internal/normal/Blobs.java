package io.chatguard.redact.internal.normal;

import com.google.common.io.BaseEncoding;
import io.chatguard.redact.internal.engine.Hits;
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
    private static final boolean[] PARTS = parts();

    /** A stretch, and the text that it holds. */
    record Blob(int start, int end, String text) {
        /** Takes findings in the text, and passes on all of the stretch for each. */
        Hits into(Hits out) {
            return (type, from, to, score, rule) -> out.hit(type, start, end, score, rule);
        }

        @Override
        public String toString() {
            return "Blob[" + start + "-" + end + "]";
        }
    }

    /** An array, since each character is looked at several times. */
    private final char[] units;

    private final List<Blob> found = new ArrayList<>(0);

    private Blobs(String text) {
        this.units = text.toCharArray();
    }

    /** From left to right. */
    static List<Blob> of(String text) {
        Blobs blobs = new Blobs(text);
        int i = 0;
        while (i + SHORTEST <= text.length()) {
            int last = i + SHORTEST - 1;
            if (isPart(blobs.units[last])) {
                int start = blobs.partsStart(last, i);
                int end = blobs.partsEnd(last);
                if (end - start >= SHORTEST) {
                    blobs.look(start, end);
                }
                i = end;
            } else {
                i = last + 1;
            }
        }
        return blobs.found;
    }

    private int partsStart(int last, int floor) {
        char[] in = units;
        int i = last;
        while (i > floor && isPart(in[i - 1])) {
            i--;
        }
        return i;
    }

    private int partsEnd(int from) {
        char[] in = units;
        int i = from;
        while (i < in.length && isPart(in[i])) {
            i++;
        }
        return i;
    }

    /** A stretch of nothing but {@linkplain #isPart parts}. */
    private void look(int from, int to) {
        int i = from;
        while (i < to) {
            int end = run(i);
            if (end == i) {
                i++;
            } else if (end - i < SHORTEST && lineEnd(end) < 0) {
                i = end;
            } else {
                i = lines(i, end);
            }
        }
    }

    /** Whether data may go on with the character: a symbol, padding, a line end. */
    static boolean isPart(char c) {
        return c < PARTS.length && PARTS[c];
    }

    private static boolean[] parts() {
        boolean[] parts = new boolean[128];
        for (char c = 0; c < parts.length; c++) {
            parts[c] = isSymbol(c) || c == '=' || c == '\n' || c == '\r';
        }
        return parts;
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
        int at = i < units.length && units[i] == '\r' ? i + 1 : i;
        boolean goesOn = at + 1 < units.length && units[at] == '\n' && isSymbol(units[at + 1]);
        return goesOn ? at + 1 : -1;
    }

    private int run(int from) {
        int i = from;
        while (i < units.length && isSymbol(units[i])) {
            i++;
        }
        return i;
    }

    private int padding(int from) {
        int i = from;
        while (i < units.length && units[i] == '=') {
            i++;
        }
        return i;
    }

    /** Parts between marks that the alphabets have in common with paths, options and sentences. */
    private void pieces(int from, int to) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || isMark(units[i])) {
                if (i - start >= SHORTEST && (start > from || i < to)) {
                    tried(start, i);
                }
                start = i + 1;
            }
        }
    }

    private static boolean isMark(char c) {
        return c == '+' || c == '/' || c == '-' || c == '_';
    }

    private boolean tried(int from, int to) {
        if (to - from < SHORTEST) {
            return false;
        }
        for (Alphabet alphabet : Alphabet.ALL) {
            if (alphabet.mayHold(units, from, to)) {
                Optional<String> decoded = alphabet.text(symbols(from, to));
                if (decoded.isPresent()) {
                    found.add(new Blob(from, to, decoded.get()));
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
            char c = units[i];
            if (c != '\r' && c != '\n' && c != '=') {
                out.append(c == '-' ? '+' : c == '_' ? '/' : c);
            }
        }
        return out.toString();
    }

    /** The narrowest comes first: each is part of the next. */
    private enum Alphabet {
        BASE16(BaseEncoding.base16().ignoreCase(), 4, "0123456789ABCDEF") {
            @Override
            boolean mayHold(char[] units, int from, int to) {
                return holds(units, from, to, 4);
            }
        },
        BASE32(BaseEncoding.base32().omitPadding(), 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") {
            @Override
            boolean mayHold(char[] units, int from, int to) {
                return holds(units, from, to, 5);
            }
        },
        BASE64(
                BaseEncoding.base64().omitPadding(),
                6,
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
            @Override
            boolean mayHold(char[] units, int from, int to) {
                return holds(units, from, to, 6);
            }
        };

        private static final Alphabet[] ALL = values();
        private static final byte LEFT_OUT = -1;
        private static final byte NONE = -2;

        private final BaseEncoding encoding;
        /** What each ASCII character stands for. */
        private final byte[] values = new byte[128];

        Alphabet(BaseEncoding encoding, int bits, String symbols) {
            this.encoding = encoding;
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
        abstract boolean mayHold(char[] units, int from, int to);

        /** With the number of bits of a symbol as a constant, in code of its own for each alphabet. */
        final boolean holds(char[] units, int from, int to, int bits) {
            int buffer = 0;
            int filled = 0;
            int expected = 0;
            boolean empty = true;
            byte[] symbols = values;
            for (int i = from; i < to; i++) {
                int value = symbols[units[i]];
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
