package io.chatguard.spi;

import io.chatguard.Role;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One piece of text of a request or reply, and where it stands.
 *
 * <p>The text is decoded on first use. {@link #pointer()} is for edits only: where the document has member names of
 * the user's own it quotes them. What may be logged is {@link #place()}, in which such names are hidden.
 * Thread-safe and immutable. {@link #toString()} never shows text.
 */
public final class Segment {

    /** What the text is, which decides how it may be rewritten and where surrogates may be restored. */
    public enum Kind {
        /** Text that people or models wrote for each other; Markdown and HTML inside it are found by parsing. */
        PROSE,
        /** A string inside the JSON answer that a {@code json_schema} or {@code json_object} format asked for. */
        STRUCTURED,
        /** An answer that was to be JSON and is not, or what is left of it: it is judged, surrogates in it stay. */
        NOT_JSON,
        /** Program text that is run or shown as code. */
        CODE,
        /** A string inside the arguments of a tool call, or the input of a custom tool. */
        TOOL_ARGUMENT,
        /** What a tool returned. */
        TOOL_OUTPUT,
        /** Names, descriptions and schemas of tools and formats. */
        SCHEMA,
        /** A user's own key-value data. */
        METADATA,
        /** A URL, or text that becomes part of one. */
        URL,
        /** A name for the end user or a cache key made of it: always replaced by a keyed hash. */
        END_USER,
        /** A value of the query string. */
        QUERY,
        /** A part of the path: never rewritten, a finding blocks. */
        PATH,
        /** A header of the caller's own: never rewritten, a finding blocks. */
        HEADER,
        /** The name of a file. */
        FILENAME
    }

    /** In which form the text stands in its document. */
    public enum Form {
        /** A string value. */
        VALUE,
        /** The name of a member. */
        KEY,
        /** A number literal; rewritten it becomes a string. */
        NUMBER
    }

    /** Whether the position is one that the guard knows. */
    public enum Standing {
        KNOWN,
        /** A field that no table lists: only findings with a checksum or fixed structure are altered there. */
        UNKNOWN
    }

    private final String pointer;
    private final String place;
    private final Role role;
    private final Kind kind;
    private final Form form;
    private final Standing standing;
    private final String tool;
    private final Supplier<String> decoder;
    private volatile @Nullable String text;

    private Segment(Builder b, Supplier<String> decoder) {
        this.pointer = b.pointer;
        this.place = b.place;
        this.role = b.role;
        this.kind = b.kind;
        this.form = b.form;
        this.standing = b.standing;
        this.tool = b.tool;
        this.decoder = decoder;
    }

    /** A known prose value at that pointer, for tests and for clients that are not JSON. */
    public static Segment of(String pointer, Role role, Kind kind, String text) {
        return at(pointer).role(role).kind(kind).text(() -> text);
    }

    /** Starts a segment at that pointer. */
    public static Builder at(String pointer) {
        return new Builder(pointer);
    }

    /** RFC 6901 pointer; {@code /~query/…}, {@code /~path/…}, {@code /~header/…}, {@code /~filename} outside the body, {@code /~part/…} in a form, {@code …/~line/…} in JSON lines, {@code …/~json/…} inside a JSON text in a string, {@code …/~key} for a member name. */
    public String pointer() {
        return pointer;
    }

    /** The pointer with member names of the user's own hidden; safe to log. */
    public String place() {
        return place;
    }

    public Role role() {
        return role;
    }

    public Kind kind() {
        return kind;
    }

    public Form form() {
        return form;
    }

    public Standing standing() {
        return standing;
    }

    /** The name of the tool whose argument or output this is, or empty. */
    public String tool() {
        return tool;
    }

    /** The text, decoded. */
    public String text() {
        String t = text;
        if (t == null) {
            t = decoder.get();
            text = t;
        }
        return t;
    }

    /** Kind and place only. */
    @Override
    public String toString() {
        return kind + " at " + place;
    }

    /** Collects what is known of a segment; not thread-safe. */
    public static final class Builder {
        private final String pointer;
        private String place;
        private Role role = Role.NONE;
        private Kind kind = Kind.PROSE;
        private Form form = Form.VALUE;
        private Standing standing = Standing.KNOWN;
        private String tool = "";

        private Builder(String pointer) {
            this.pointer = pointer;
            this.place = pointer;
        }

        public Builder place(String place) {
            this.place = place;
            return this;
        }

        public Builder role(Role role) {
            this.role = role;
            return this;
        }

        public Builder kind(Kind kind) {
            this.kind = kind;
            return this;
        }

        public Builder form(Form form) {
            this.form = form;
            return this;
        }

        public Builder standing(Standing standing) {
            this.standing = standing;
            return this;
        }

        public Builder tool(String tool) {
            this.tool = tool;
            return this;
        }

        /** Ends the building with the text, decoded on first use. */
        public Segment text(Supplier<String> decoder) {
            return new Segment(this, decoder);
        }
    }
}
