package io.chatguard.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands in a JSON document whose bytes stay as they are.
 *
 * <p>The values of the document are nodes, numbered in document order from 0, the root; a node's subtree is the
 * contiguous run of numbers that follows it. All a node has are eight ints in one array, so an index costs 32 bytes a
 * value and no object; text is decoded when it is asked for. Offsets are bytes from the start of the document; -1
 * stands for "there is none".
 *
 * <p>The tokenizer is our own ({@link JsonScanner}): Jackson's gives no end of a member name, keeps names in a symbol
 * table that fails under crafted collisions, guesses UTF-16 and UTF-32, and quotes input in its errors. That both accept
 * the same documents and read the same values from them is a property of the tests.
 *
 * <p>Immutable as long as nobody writes into the bytes; safe for use by many threads.
 */
public final class JsonIndex {

    static final int CELLS = 8;
    static final int START = 0;
    static final int END = 1;
    static final int NAME_START = 2;
    static final int NAME_END = 3;
    static final int PARENT = 4;
    static final int NEXT = 5;
    static final int POSITION = 6;
    static final int TRAITS = 7;

    /** Traits: the kind in the low three bits, then how value and name are written. */
    static final int KIND_MASK = 7;

    static final int ESCAPED = 8;
    static final int NON_ASCII = 16;
    static final int NAME_SHIFT = 2;

    private static final JsonKind[] KINDS = JsonKind.values();

    private final byte[] bytes;
    private final JsonLimits limits;
    private final int[] cells;
    private final int size;

    JsonIndex(byte[] bytes, JsonLimits limits, int[] cells, int size) {
        this.bytes = bytes;
        this.limits = limits;
        this.cells = cells;
        this.size = size;
    }

    /**
     * Reads one document: UTF-8 without byte order mark, strictly RFC 8259, within the limits, no member name twice in
     * an object. Linear time, no recursion; the array is kept, not copied.
     *
     * @throws JsonRefused if it is anything else
     */
    public static JsonIndex of(byte[] utf8, JsonLimits limits) {
        return of(utf8, limits, Set.of());
    }

    /**
     * As {@link #of(byte[], JsonLimits)}, but an array of nothing but numbers in a member of one of these names is one
     * node without children: a vector of thousands of numbers that nobody asks for. Its elements count as read, and no
     * element can be inserted into it.
     *
     * @throws JsonRefused as above
     */
    public static JsonIndex of(byte[] utf8, JsonLimits limits, Set<String> vectors) {
        return new JsonScanner(utf8, limits, vectors).scan();
    }

    /** The document itself, not a copy: not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** The limits the document was read with. */
    public JsonLimits limits() {
        return limits;
    }

    /** How many values the document has; at least one. */
    public int size() {
        return size;
    }

    public JsonKind kind(int node) {
        return KINDS[cell(node, TRAITS) & KIND_MASK];
    }

    /** The object or array that holds the node; -1 for the root. */
    public int parent(int node) {
        return cell(node, PARENT);
    }

    /** Where the value starts; for a string, at its quote. */
    public int start(int node) {
        return cell(node, START);
    }

    /** Where the value ends, exclusive; for a string, after its quote. */
    public int end(int node) {
        return cell(node, END);
    }

    /** Where the member's name starts, at its quote; -1 if the node is no member of an object. */
    public int nameStart(int node) {
        return cell(node, NAME_START);
    }

    /** Where the member's name ends, after its quote; -1 if the node is no member of an object. */
    public int nameEnd(int node) {
        return cell(node, NAME_END);
    }

    /** Which child of its parent the node is, from 0; 0 for the root. */
    public int indexInParent(int node) {
        return cell(node, POSITION);
    }

    /** The first member or element, or -1. */
    public int firstChild(int node) {
        return node + 1 < size && parent(node + 1) == node ? node + 1 : -1;
    }

    /** The next member or element of the same parent, or -1. */
    public int nextSibling(int node) {
        return cell(node, NEXT);
    }

    /** The node after the last one inside this node: the subtree is {@code [node, subtreeEnd(node))}. */
    public int subtreeEnd(int node) {
        int at = node;
        while (at >= 0) {
            if (nextSibling(at) >= 0) {
                return nextSibling(at);
            }
            at = parent(at);
        }
        return size;
    }

    /** The value of the member with this name, or -1; also -1 if the node is no object. */
    public int child(int object, String name) {
        if (kind(object) != JsonKind.OBJECT) {
            return -1;
        }
        for (int node = firstChild(object); node >= 0; node = nextSibling(node)) {
            if (nameIs(node, name)) {
                return node;
            }
        }
        return -1;
    }

    /** Whether the node is a member of an object and this is its name. */
    public boolean nameIs(int node, String name) {
        if (nameStart(node) < 0) {
            return false;
        }
        return nameIsPlainAscii(node)
                ? latin1Is(nameStart(node) + 1, nameEnd(node) - 1, name)
                : name(node).equals(name);
    }

    /**
     * The member's name, decoded.
     *
     * @throws IllegalArgumentException if the node is no member of an object
     */
    public String name(int node) {
        if (nameStart(node) < 0) {
            throw new IllegalArgumentException("node " + node + " is no member of an object");
        }
        return decode(nameStart(node) + 1, nameEnd(node) - 1, cell(node, TRAITS) >> NAME_SHIFT);
    }

    /** The member's name as a reference token of a pointer. */
    public String nameToken(int node) {
        return JsonPointers.escaped(name(node));
    }

    /** The member's name if it is one of the table, the table's own string; null if the node has no such name. */
    public @Nullable String knownName(int node, NameTable expected) {
        if (nameStart(node) < 0) {
            return null;
        }
        return nameIsPlainAscii(node)
                ? expected.find(bytes, nameStart(node) + 1, nameEnd(node) - 1)
                : expected.find(name(node));
    }

    /** Whether the node is a string and this is its text. */
    public boolean textIs(int node, String text) {
        if (kind(node) != JsonKind.STRING) {
            return false;
        }
        return isPlainAscii(node)
                ? latin1Is(start(node) + 1, end(node) - 1, text)
                : text(node).equals(text);
    }

    /**
     * The decoded text of a string, or the literal of a number, {@code true}, {@code false} or {@code null}. The escape
     * of a surrogate without its other half is that surrogate.
     *
     * @throws IllegalArgumentException if the node is an object or an array
     */
    public String text(int node) {
        return switch (kind(node)) {
            case STRING -> decode(start(node) + 1, end(node) - 1, cell(node, TRAITS));
            case OBJECT, ARRAY -> throw new IllegalArgumentException("node " + node + " is no scalar");
            default -> decode(start(node), end(node), 0);
        };
    }

    /** The value of a number written as a whole one that fits into a long; empty for all else. */
    public OptionalLong wholeNumber(int node) {
        if (kind(node) != JsonKind.NUMBER) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text(node)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the string is written with escapes. */
    public boolean isEscaped(int node) {
        return (cell(node, TRAITS) & ESCAPED) != 0;
    }

    /** Whether the value is a string whose bytes between the quotes are its text: ASCII without escapes. */
    public boolean isPlainAscii(int node) {
        return (cell(node, TRAITS) & (KIND_MASK | ESCAPED | NON_ASCII)) == JsonKind.STRING.ordinal();
    }

    /** The RFC 6901 pointer of the node; empty for the root. It holds member names: not for logs. */
    public String pointer(int node) {
        int depth = 0;
        for (int at = node; parent(at) >= 0; at = parent(at)) {
            depth++;
        }
        int[] path = new int[depth];
        for (int at = node; parent(at) >= 0; at = parent(at)) {
            path[--depth] = at;
        }
        StringBuilder out = new StringBuilder();
        for (int at : path) {
            out.append('/');
            if (nameStart(at) < 0) {
                out.append(indexInParent(at));
            } else {
                JsonPointers.appendToken(name(at), out);
            }
        }
        return out.toString();
    }

    /** The node at an RFC 6901 pointer, or -1. */
    public int find(String pointer) {
        int node = 0;
        int from = 0;
        while (from < pointer.length() && node >= 0) {
            if (pointer.charAt(from) != '/') {
                return -1;
            }
            int to = pointer.indexOf('/', from + 1);
            to = to < 0 ? pointer.length() : to;
            String token = pointer.substring(from + 1, to);
            node = kind(node) == JsonKind.ARRAY ? element(node, token) : child(node, JsonPointers.token(token));
            from = to;
        }
        return node;
    }

    private int element(int array, String token) {
        int position = JsonPointers.arrayIndex(token);
        int node = position < 0 ? -1 : firstChild(array);
        while (node >= 0 && indexInParent(node) < position) {
            node = nextSibling(node);
        }
        return node;
    }

    boolean nameIsPlainAscii(int node) {
        return (cell(node, TRAITS) & ((ESCAPED | NON_ASCII) << NAME_SHIFT)) == 0;
    }

    boolean sameName(int one, int other) {
        int traits = cell(one, TRAITS) | cell(other, TRAITS);
        if ((traits & (ESCAPED << NAME_SHIFT)) != 0) {
            return name(one).equals(name(other));
        }
        int from = nameStart(one);
        int length = nameEnd(one) - from;
        int with = nameStart(other);
        if (length != nameEnd(other) - with) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != bytes[with + i]) {
                return false;
            }
        }
        return true;
    }

    private String decode(int from, int to, int traits) {
        boolean ascii = (traits & NON_ASCII) == 0;
        if (ascii && (traits & ESCAPED) != 0) {
            return JsonText.unescapeAscii(bytes, from, to);
        }
        String written =
                new String(bytes, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return (traits & ESCAPED) == 0 ? written : JsonText.unescape(written);
    }

    private boolean latin1Is(int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] != text.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private int cell(int node, int cell) {
        if (node < 0 || node >= size) {
            throw new IndexOutOfBoundsException("node " + node + " of " + size);
        }
        return cells[node * CELLS + cell];
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "JsonIndex[" + size + " values in " + bytes.length + " bytes]";
    }
}
