package io.chatguard.examples.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads the string {@code text} of JSON objects that stand one on a line, many lines from one array.
 *
 * <p>All of the line is checked to be JSON (RFC 8259) in UTF-8, {@value InputFailures#DEEPEST} levels deep at most;
 * other members are passed over without being decoded, and {@code text} may stand there once. A line ends at LF, which
 * JSON allows between values and not inside of them, so every loop ends there. Linear, without recursion. Not
 * thread-safe.
 */
final class TextMember {

    /** What a line was. */
    enum Line {
        TEXT,
        BLANK
    }

    private static final String NAME = "text";
    private static final int BYTE_ORDER_MARK = 3;
    private static final char REPLACEMENT = '\uFFFD';

    private final String input;
    private final boolean[] inObject = new boolean[InputFailures.DEEPEST + 1];
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CharBuffer checked = CharBuffer.allocate(1024);
    private byte[] c = {'\n'};
    private int start;
    private int at;
    private long number;
    private boolean sound;
    private String text = "";

    /** Reader of an input that errors call so. */
    TextMember(String input) {
        this.input = input;
    }

    /**
     * Reads the line that starts there.
     *
     * @param from where it starts in the block
     * @param line its number, for errors
     */
    Line read(Blocks.Block block, int from, long line) {
        c = block.bytes();
        start = from;
        number = line;
        sound = true;
        at = startsWithByteOrderMark() ? from + BYTE_ORDER_MARK : from;
        space();
        if (c[at] == '\n') {
            return Line.BLANK;
        }
        object();
        space();
        if (c[at] != '\n') {
            throw broken("more than one JSON value");
        }
        if (!sound) {
            checkUtf8(block.offset());
        }
        return Line.TEXT;
    }

    /** What the member says. */
    String text() {
        return text;
    }

    /** Where the line's LF stands. */
    int end() {
        return at;
    }

    private void object() {
        if (c[at] != '{') {
            throw broken("not a JSON object");
        }
        at++;
        space();
        if (c[at] == '}') {
            throw noText();
        }
        boolean found = false;
        while (true) {
            if (name()) {
                value(found);
                found = true;
            } else {
                skip();
            }
            space();
            if (c[at] != ',') {
                break;
            }
            at++;
            space();
        }
        expect('}');
        if (!found) {
            throw noText();
        }
    }

    private void value(boolean again) {
        if (again) {
            throw broken("the member text is repeated");
        }
        if (c[at] == '\n') {
            throw broken("the JSON object does not end");
        }
        if (c[at] != '"') {
            throw noText();
        }
        text = string();
    }

    /** Reads a name and the colon after it, up to the value; says whether it is the one. */
    private boolean name() {
        if (c[at] != '"') {
            throw broken("not valid JSON");
        }
        int from = at + 1;
        boolean plain = skipString();
        int length = at - 1 - from;
        boolean wanted = plain
                ? length == NAME.length() && isName(from)
                : unescaped(new String(c, from, length, StandardCharsets.UTF_8)).equals(NAME);
        space();
        expect(':');
        space();
        return wanted;
    }

    private boolean isName(int from) {
        for (int i = 0; i < NAME.length(); i++) {
            if (c[from + i] != NAME.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Passes over a value of any kind. */
    private void skip() {
        int depth = 0;
        do {
            if (c[at] == '{' || c[at] == '[') {
                // The line's object is a level, too.
                if (depth + 2 > InputFailures.DEEPEST) {
                    throw broken("JSON that is nested too deep");
                }
                inObject[++depth] = c[at] == '{';
                at++;
                space();
                if (c[at] != (inObject[depth] ? '}' : ']')) {
                    nameInside(depth);
                    continue;
                }
                at++;
                depth--;
            } else {
                skipScalar();
            }
            depth = skipEnds(depth);
        } while (depth > 0);
    }

    /** Behind a value: passes over what closes, up to the next value; gives the depth there. */
    private int skipEnds(int before) {
        int depth = before;
        while (depth > 0) {
            space();
            if (c[at] == ',') {
                at++;
                space();
                nameInside(depth);
                return depth;
            }
            expect(inObject[depth] ? '}' : ']');
            depth--;
        }
        return depth;
    }

    private void nameInside(int depth) {
        if (inObject[depth]) {
            name();
        }
    }

    private void skipScalar() {
        switch (c[at]) {
            case '"' -> skipString();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> skipNumber();
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void skipNumber() {
        at += c[at] == '-' ? 1 : 0;
        if (c[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (c[at] == '.') {
            at++;
            digits();
        }
        if (c[at] == 'e' || c[at] == 'E') {
            at++;
            at += c[at] == '+' || c[at] == '-' ? 1 : 0;
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (c[at] >= '0' && c[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw broken("not valid JSON");
        }
    }

    private String string() {
        int from = at + 1;
        boolean before = sound;
        sound = true;
        boolean plain = skipString();
        Charset charset = sound ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        String raw = new String(c, from, at - 1 - from, charset);
        // What is invalid becomes U+FFFD: only a text that has one has to be looked at again.
        sound = before && (sound || raw.indexOf(REPLACEMENT) < 0);
        return plain ? raw : unescaped(raw);
    }

    /** From the opening quote to behind the closing one; says whether there is no escape between. */
    private boolean skipString() {
        byte[] bytes = c;
        boolean plain = true;
        int i = ByteScan.plainEnd(bytes, at + 1);
        for (byte now = bytes[i]; now != '"'; now = bytes[i]) {
            if (now < 0) {
                sound = false;
                do {
                    i++;
                } while (bytes[i] < 0);
            } else if (now == '\\') {
                plain = false;
                at = i;
                i = escapeEnd(i + 1);
            } else {
                at = i;
                throw broken(now == '\n' ? "the JSON string does not end" : "not valid JSON");
            }
            i = ByteScan.plainEnd(bytes, i);
        }
        at = i + 1;
        return plain;
    }

    /** Behind the escape whose letter stands there. */
    private int escapeEnd(int letter) {
        if ("\"\\/bfnrt".indexOf(c[letter]) >= 0) {
            return letter + 1;
        }
        for (int i = 1; i <= 4; i++) {
            if (c[letter] != 'u' || hex(c[letter + i]) < 0) {
                throw broken("not valid JSON");
            }
        }
        return letter + 5;
    }

    private static int hex(int digit) {
        return digit < 0 ? -1 : Character.digit(digit, 16);
    }

    /** What a string with escapes says; they have been checked. */
    private static String unescaped(String raw) {
        // A new one: used again it would stay wide after the first text that is not Latin.
        StringBuilder out = new StringBuilder(raw.length());
        int copied = 0;
        for (int escape = raw.indexOf('\\'); escape >= 0; escape = raw.indexOf('\\', copied)) {
            out.append(raw, copied, escape);
            char letter = raw.charAt(escape + 1);
            copied = escape + 2;
            if (letter == 'u') {
                out.append((char) Integer.parseInt(raw, copied, copied + 4, 16));
                copied += 4;
            } else {
                out.append(meaning(letter));
            }
        }
        return out.append(raw, copied, raw.length()).toString();
    }

    private static char meaning(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private void checkUtf8(long blockOffset) {
        if (checked.capacity() < at - start) {
            checked = CharBuffer.allocate(at - start);
        }
        ByteBuffer line = ByteBuffer.wrap(c, start, at - start);
        decoder.reset();
        if (decoder.decode(line, checked.clear(), true).isError()) {
            throw InputFailures.utf8(input + ", line " + number, blockOffset + line.position());
        }
    }

    private boolean startsWithByteOrderMark() {
        return c.length - start >= BYTE_ORDER_MARK
                && c[start] == (byte) 0xEF
                && c[start + 1] == (byte) 0xBB
                && c[start + 2] == (byte) 0xBF;
    }

    private void space() {
        while (c[at] == ' ' || c[at] == '\t' || c[at] == '\r') {
            at++;
        }
    }

    private void expect(char wanted) {
        if (c[at] != wanted) {
            throw broken(c[at] == '\n' ? "the JSON object does not end" : "not valid JSON");
        }
        at++;
    }

    private CliFailure broken(String summary) {
        return InputFailures.json(summary, input + ", line " + number, at - start + 1);
    }

    private CliFailure noText() {
        return CliFailure.of(
                "no string of the name text",
                input + ", line " + number,
                "jsonl/field",
                "give each line a member \"text\" that is a string");
    }
}
