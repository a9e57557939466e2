package io.chatguard.internal.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578), as offsets into its bytes.
 *
 * <p>Strict: what does not follow the form is refused rather than guessed, since a server might read it otherwise.
 */
final class Multipart {

    /** A stretch of the body, decoded as UTF-8. */
    record Range(int from, int to, String text) {}

    /**
     * One part.
     *
     * @param name the field's name, as it is written between the quotes
     * @param filename the file's name likewise, if it is a file
     * @param mediaType its content type without parameters in lower case, or empty
     * @param from first byte of its content
     * @param to byte after its content
     */
    record Part(Range name, Optional<Range> filename, String mediaType, int from, int to) {}

    /** More parts or longer headers than any form of the API has. */
    private static final int MOST_PARTS = 10_000;

    private static final int LONGEST_HEADERS = 16 << 10;
    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};

    private final byte[] bytes;
    private final byte[] delimiter;

    private Multipart(byte[] bytes, String boundary) {
        this.bytes = bytes;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    }

    /** Takes a body apart; throws what {@link Refusals#multipart} gives if it has not the form. */
    static List<Part> parse(byte[] bytes, String contentType) {
        return new Multipart(bytes, boundary(contentType)).parts();
    }

    private static String boundary(String contentType) {
        for (String parameter : contentType.split(";")) {
            String trimmed = parameter.trim();
            if (trimmed.regionMatches(true, 0, "boundary=", 0, 9)) {
                String value = trimmed.substring(9);
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                String boundary = quoted ? value.substring(1, value.length() - 1) : value;
                if (!boundary.isEmpty() && boundary.length() <= 200) {
                    return boundary;
                }
            }
        }
        throw Refusals.multipart();
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int at = startsWith(0, delimiter, 2) ? delimiter.length - 2 : -1;
        while (at >= 0 && parts.size() < MOST_PARTS) {
            if (startsWith(at, new byte[] {'-', '-'}, 0)) {
                return parts;
            }
            if (!startsWith(at, END_OF_HEADERS, 2)) {
                break;
            }
            int headers = at + 2;
            int content = find(END_OF_HEADERS, headers, headers + LONGEST_HEADERS);
            // A delimiter that shares its line end with the headers is read differently by different servers.
            boolean shared = content >= 0 && startsWith(content + 2, delimiter, 0);
            int end = content < 0 || shared ? -1 : find(delimiter, content + 4, bytes.length);
            if (end < 0) {
                break;
            }
            parts.add(part(headers, content, content + 4, end));
            at = end + delimiter.length;
        }
        throw Refusals.multipart();
    }

    private Part part(int headers, int endOfHeaders, int from, int to) {
        Range name = null;
        Optional<Range> filename = Optional.empty();
        String type = "";
        for (int line = headers; line < endOfHeaders; ) {
            int end = Math.min(endOfHeaders, lineEnd(line, endOfHeaders));
            String text = new String(bytes, line, end - line, StandardCharsets.ISO_8859_1);
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                name = quoted(line, text, lower, "name=\"").orElseThrow(Refusals::multipart);
                filename = quoted(line, text, lower, "filename=\"");
                if (filename.isEmpty() && lower.contains("filename")) {
                    throw Refusals.multipart();
                }
            } else if (lower.startsWith("content-type:")) {
                int semicolon = lower.indexOf(';');
                type = lower.substring(13, semicolon < 0 ? lower.length() : semicolon)
                        .trim();
            } else if (lower.startsWith("content-transfer-encoding:") || !lower.contains(":")) {
                throw Refusals.multipart();
            }
            line = end + 2;
        }
        if (name == null) {
            throw Refusals.multipart();
        }
        return new Part(name, filename, type, from, to);
    }

    private int lineEnd(int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                return i;
            }
        }
        return limit;
    }

    /** The text behind {@code ; name="}, up to the next quote; ISO-8859-1 keeps the offsets of bytes. */
    private Optional<Range> quoted(int line, String text, String lower, String opening) {
        int at = lower.indexOf(opening);
        while (at > 0 && lower.charAt(at - 1) != ' ' && lower.charAt(at - 1) != ';') {
            at = lower.indexOf(opening, at + 1);
        }
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + opening.length();
        int to = text.indexOf('"', from);
        if (to < 0 || text.lastIndexOf('\\', to - 1) == to - 1) {
            throw Refusals.multipart();
        }
        String value = new String(bytes, line + from, to - from, StandardCharsets.UTF_8);
        return Optional.of(new Range(line + from, line + to, value));
    }

    private boolean startsWith(int at, byte[] prefix, int skip) {
        if (at + prefix.length - skip > bytes.length) {
            return false;
        }
        for (int i = skip; i < prefix.length; i++) {
            if (bytes[at + i - skip] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private int find(byte[] what, int from, int limit) {
        int last = Math.min(limit, bytes.length) - what.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == what[0] && startsWith(i, what, 0)) {
                return i;
            }
        }
        return -1;
    }
}
