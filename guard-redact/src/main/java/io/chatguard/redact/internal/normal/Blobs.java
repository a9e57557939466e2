package io.chatguard.redact.internal.normal;

import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    private static final int SAMPLE = 64;
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
            int padded = padding(line.end());
            if (!tried(line.start(), padded)) {
                pieces(line.start(), padded);
            }
        }
        return end;
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
        String sample = symbols(from, to, SAMPLE);
        for (Alphabet alphabet : Alphabet.values()) {
            if (alphabet.printable(sample.substring(0, sample.length() / alphabet.group * alphabet.group))) {
                Optional<String> decoded = alphabet.text(symbols(from, to, to - from));
                if (decoded.isPresent()) {
                    visitor.blob(from, to, decoded.get());
                    return true;
                }
            }
        }
        return false;
    }

    /** Without line ends and padding, and in one alphabet. */
    private String symbols(int from, int to, int most) {
        StringBuilder out = new StringBuilder(most);
        for (int i = from; i < to && out.length() < most; i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n' && c != '=') {
                out.append(c == '-' ? '+' : c == '_' ? '/' : c);
            }
        }
        return out.toString();
    }

    /** The narrowest comes first: each is part of the next. */
    private enum Alphabet {
        BASE16(BaseEncoding.base16().ignoreCase(), 2),
        BASE32(BaseEncoding.base32().omitPadding(), 8),
        BASE64(BaseEncoding.base64().omitPadding(), 4);

        /** Symbols that hold whole bytes. */
        final int group;

        private final BaseEncoding encoding;

        Alphabet(BaseEncoding encoding, int group) {
            this.encoding = encoding;
            this.group = group;
        }

        boolean printable(String symbols) {
            return encoding.canDecode(symbols) && hasNoControls(encoding.decode(symbols));
        }

        Optional<String> text(String symbols) {
            if (!printable(symbols)) {
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

    private static boolean hasNoControls(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
                return false;
            }
        }
        return bytes.length > 0;
    }
}
