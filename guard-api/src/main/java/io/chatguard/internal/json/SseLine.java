package io.chatguard.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A line of an event stream, as offsets into its bytes.
 *
 * @param start where it starts
 * @param textEnd where its text ends and its line end starts
 * @param end where the next line starts
 */
record SseLine(int start, int textEnd, int end) {

    static SseLine first(byte[] bytes) {
        return at(bytes, 0);
    }

    SseLine next(byte[] bytes) {
        return at(bytes, end);
    }

    private static SseLine at(byte[] bytes, int start) {
        int textEnd = start;
        while (textEnd < bytes.length && !isEnd(bytes[textEnd])) {
            textEnd++;
        }
        int end = textEnd;
        if (end < bytes.length) {
            end += bytes[end] == '\r' && end + 1 < bytes.length && bytes[end + 1] == '\n' ? 2 : 1;
        }
        return new SseLine(start, textEnd, end);
    }

    static boolean isEnd(byte c) {
        return c == '\n' || c == '\r';
    }

    /** Whether the line is that field: its name and a colon, or its name alone. */
    boolean isField(byte[] bytes, byte[] name) {
        int colon = start + name.length;
        if (colon > textEnd || colon < textEnd && bytes[colon] != ':') {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[start + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the value starts: after the colon and one space. */
    int valueStart(byte[] bytes) {
        int at = start;
        while (at < textEnd && bytes[at] != ':') {
            at++;
        }
        at = Math.min(at + 1, textEnd);
        return at < textEnd && bytes[at] == ' ' ? at + 1 : at;
    }

    /** Whether a space stands before the value. */
    boolean isSpaced(byte[] bytes) {
        int value = valueStart(bytes);
        return value > start && bytes[value - 1] == ' ';
    }

    String lineEnd(byte[] bytes) {
        return new String(bytes, textEnd, end - textEnd, StandardCharsets.US_ASCII);
    }

    /** Writes data as data lines. A line that starts with a space needs one before it, which readers take away. */
    static void writeData(byte[] data, boolean spaced, String lineEnd, ByteArrayOutputStream out) {
        byte[] ending = lineEnd.getBytes(StandardCharsets.US_ASCII);
        int start = 0;
        while (true) {
            SseLine line = at(data, start);
            out.writeBytes(new byte[] {'d', 'a', 't', 'a', ':'});
            if (spaced || line.textEnd > start && data[start] == ' ') {
                out.write(' ');
            }
            out.write(data, start, line.textEnd - start);
            out.writeBytes(ending);
            if (line.end == line.textEnd) {
                return;
            }
            start = line.end;
        }
    }
}
