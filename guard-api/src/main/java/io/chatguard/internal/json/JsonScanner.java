package io.chatguard.internal.json;

import static io.chatguard.internal.json.JsonIndex.CELLS;
import static io.chatguard.internal.json.JsonIndex.END;
import static io.chatguard.internal.json.JsonIndex.ESCAPED;
import static io.chatguard.internal.json.JsonIndex.NAME_END;
import static io.chatguard.internal.json.JsonIndex.NAME_SHIFT;
import static io.chatguard.internal.json.JsonIndex.NAME_START;
import static io.chatguard.internal.json.JsonIndex.NEXT;
import static io.chatguard.internal.json.JsonIndex.NON_ASCII;
import static io.chatguard.internal.json.JsonIndex.PARENT;
import static io.chatguard.internal.json.JsonIndex.POSITION;
import static io.chatguard.internal.json.JsonIndex.START;
import static io.chatguard.internal.json.JsonIndex.TRAITS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.chatguard.internal.json.JsonRefused.Reason;
import java.util.Arrays;
import java.util.Set;

/**
 * One pass over a document that fills the cells of a {@link JsonIndex}. Containers that are open are linked through
 * their parent cell, so there is no recursion and no stack but one int a level; strings are passed eight bytes a step.
 */
final class JsonScanner {

    private static final long QUOTES = 0x2222222222222222L;
    private static final long SLASHES = 0x5C5C5C5C5C5C5C5CL;
    private static final long SPACES = 0x2020202020202020L;
    private static final long ONES = 0x0101010101010101L;

    private final byte[] bytes;
    private final JsonLimits limits;
    private final Set<String> vectors;
    private final JsonNames names = new JsonNames();
    private int[] cells;
    private int size;

    private int at;
    private int parent = -1;
    private int depth;
    /** The last child of each open container, by level. */
    private int[] last = new int[16];

    private int nameStart = -1;
    private int nameEnd = -1;
    private int nameTraits;
    /** How the string that was passed last is written. */
    private int stringTraits;

    JsonScanner(byte[] bytes, JsonLimits limits, Set<String> vectors) {
        this.vectors = vectors;
        this.bytes = bytes;
        this.limits = limits;
        int expected = Math.min(limits.maxNodes(), bytes.length / 48 + 16);
        this.cells = bytes.length > limits.maxBytes() ? new int[0] : new int[expected * CELLS];
    }

    JsonIndex scan() {
        if (bytes.length > limits.maxBytes()) {
            throw new JsonRefused(Reason.TOO_LARGE, limits.maxBytes());
        }
        refuseOtherEncodings();
        space();
        do {
            value();
        } while (another());
        if (at < bytes.length) {
            throw new JsonRefused(Reason.TRAILING_CONTENT, at);
        }
        return new JsonIndex(bytes, limits, cells, size);
    }

    private void refuseOtherEncodings() {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new JsonRefused(Reason.INVALID_UTF8, 0);
        }
        int invalid = Utf8.firstInvalid(bytes, 0, bytes.length);
        if (invalid >= 0) {
            throw new JsonRefused(Reason.INVALID_UTF8, invalid);
        }
    }

    /** Passes a scalar or the opening of a container, up to the first value inside. */
    private void value() {
        switch (peek()) {
            case '{' -> open(JsonKind.OBJECT);
            case '[' -> {
                if (vectors.isEmpty() || !vector()) {
                    open(JsonKind.ARRAY);
                }
            }
            case '"' -> {
                int start = at;
                string();
                add(JsonKind.STRING, start, at, stringTraits);
            }
            case 't' -> literal(JsonKind.TRUE, "true");
            case 'f' -> literal(JsonKind.FALSE, "false");
            case 'n' -> literal(JsonKind.NULL, "null");
            default -> number();
        }
    }

    /** Passes an array of numbers whose elements are not wanted; false, with nothing passed, if this is none. */
    private boolean vector() {
        boolean wanted = nameStart < 0
                || depth == limits.maxDepth()
                || !vectors.contains(new String(bytes, nameStart + 1, nameEnd - nameStart - 2, ISO_8859_1));
        if (wanted) {
            return false;
        }
        int start = at;
        do {
            at++;
            space();
            int c = peek();
            if (c != '-' && (c < '0' || c > '9')) {
                at = start;
                return false;
            }
            passNumber();
            space();
        } while (peek() == ',');
        expect(']');
        add(JsonKind.ARRAY, start, at, 0);
        return true;
    }

    private void open(JsonKind kind) {
        if (depth == limits.maxDepth()) {
            throw new JsonRefused(Reason.TOO_DEEP, at);
        }
        parent = add(kind, at, -1, 0);
        depth++;
        if (depth == last.length) {
            last = Arrays.copyOf(last, last.length * 2);
        }
        last[depth] = -1;
        at++;
    }

    /**
     * Passes everything up to the next value: commas, names, the ends of containers.
     *
     * @return whether there is a next value
     */
    private boolean another() {
        space();
        while (depth > 0) {
            boolean object = (cells[parent * CELLS + TRAITS] & JsonIndex.KIND_MASK) == JsonKind.OBJECT.ordinal();
            boolean empty = last[depth] < 0;
            int next = peek();
            if (next == (object ? '}' : ']')) {
                close(object);
                space();
                continue;
            }
            if (!empty) {
                expect(',');
                space();
            }
            if (object) {
                name();
            }
            return true;
        }
        return false;
    }

    private void close(boolean object) {
        at++;
        int node = parent;
        int lastChild = last[depth];
        cells[node * CELLS + END] = at;
        if (object && lastChild >= 0 && cells[lastChild * CELLS + POSITION] > 0) {
            JsonIndex soFar = new JsonIndex(bytes, limits, cells, size);
            int duplicate = names.duplicate(soFar, node, cells[lastChild * CELLS + POSITION] + 1);
            if (duplicate >= 0) {
                throw new JsonRefused(Reason.DUPLICATE_KEY, soFar.nameStart(duplicate));
            }
        }
        parent = cells[node * CELLS + PARENT];
        depth--;
    }

    private void name() {
        nameStart = at;
        string();
        nameEnd = at;
        nameTraits = stringTraits << NAME_SHIFT;
        space();
        expect(':');
        space();
    }

    private int add(JsonKind kind, int start, int end, int traits) {
        if (size == limits.maxNodes()) {
            throw new JsonRefused(Reason.TOO_MANY_NODES, start);
        }
        int base = size * CELLS;
        if (base == cells.length) {
            int most = limits.maxNodes() * CELLS;
            cells = Arrays.copyOf(cells, (int) Math.min(most, (long) cells.length * 2));
        }
        cells[base + START] = start;
        cells[base + END] = end;
        cells[base + NAME_START] = nameStart;
        cells[base + NAME_END] = nameEnd;
        cells[base + PARENT] = parent;
        cells[base + NEXT] = -1;
        cells[base + TRAITS] = kind.ordinal() | traits | nameTraits;
        int before = last[depth];
        if (depth > 0 && before >= 0) {
            cells[before * CELLS + NEXT] = size;
            cells[base + POSITION] = cells[before * CELLS + POSITION] + 1;
        }
        last[depth] = size;
        nameStart = -1;
        nameEnd = -1;
        nameTraits = 0;
        return size++;
    }

    private void string() {
        expect('"');
        int traits = 0;
        while (true) {
            if (at + 8 <= bytes.length) {
                long word = (long) Utf8.LONGS.get(bytes, at);
                long stops = stops(word);
                long passed = stops == 0 ? -1L : (stops & -stops) - 1;
                if ((word & passed & Utf8.HIGH_BITS) != 0) {
                    traits |= NON_ASCII;
                }
                if (stops == 0) {
                    at += 8;
                    continue;
                }
                at += Long.numberOfTrailingZeros(stops) >>> 3;
            }
            int c = peek();
            if (c == '"') {
                at++;
                stringTraits = traits;
                return;
            } else if (c == '\\') {
                at++;
                escape();
                traits |= ESCAPED;
            } else if (c >= 0 && c < ' ') {
                throw malformed();
            } else {
                traits |= c < 0 ? NON_ASCII : 0;
                at++;
            }
        }
    }

    /**
     * The high bit of every byte that is a quote, a backslash or a control character. Subtraction borrows upwards only,
     * so the lowest bit set is always true, and no other is used.
     */
    private static long stops(long word) {
        long quote = word ^ QUOTES;
        long slash = word ^ SLASHES;
        return (((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | ((word - SPACES) & ~word)) & Utf8.HIGH_BITS;
    }

    private void escape() {
        int c = peek();
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                at++;
                if (JsonText.hexDigit(peek()) < 0) {
                    throw malformed();
                }
            }
        } else if (JsonText.simpleEscape(c) < 0) {
            throw malformed();
        }
        at++;
    }

    private void literal(JsonKind kind, String word) {
        int start = at;
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        add(kind, start, at, 0);
    }

    private void number() {
        int start = at;
        passNumber();
        add(JsonKind.NUMBER, start, at, 0);
    }

    private void passNumber() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < bytes.length && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < bytes.length && (bytes[at] | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > limits.maxNumberLength()) {
            throw new JsonRefused(Reason.NUMBER_TOO_LONG, start);
        }
    }

    private void digits() {
        int from = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
    }

    private void space() {
        while (at < bytes.length) {
            byte c = bytes[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed();
        }
        at++;
    }

    /** The byte here, negative above ASCII. */
    private int peek() {
        if (at == bytes.length) {
            throw malformed();
        }
        return bytes[at];
    }

    private JsonRefused malformed() {
        return new JsonRefused(Reason.MALFORMED, at);
    }
}
