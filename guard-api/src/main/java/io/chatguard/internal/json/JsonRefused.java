package io.chatguard.internal.json;

/**
 * A document that is not taken as JSON. Carries the reason and the byte offset, never a piece of the document and never
 * another library's message, which could quote one.
 */
public final class JsonRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a document is refused, with the remedy. */
    public enum Reason {
        MALFORMED("not JSON as RFC 8259 defines it; send a well-formed document"),
        TOO_DEEP("arrays and objects are nested too deep; send a flatter document"),
        DUPLICATE_KEY("an object has the same member name twice; send each name once"),
        SAME_NAME("two member names of an object became the same; choose an action that keeps values apart, such as"
                + " pseudonymize or hash"),
        NUMBER_TOO_LONG("a number has too many characters; send it as a string"),
        INVALID_UTF8("not valid UTF-8, or starts with a byte order mark; send UTF-8 without one"),
        TOO_LARGE("the document is too large; split it or raise the limit"),
        TRAILING_CONTENT("something follows the document; send one document"),
        TOO_MANY_NODES("the document has too many values; split it or raise the limit");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Reason reason;
    private final int offset;

    JsonRefused(Reason reason, int offset) {
        super("JSON refused at byte " + offset + " (" + reason + "): " + reason.sentence);
        this.reason = reason;
        this.offset = offset;
    }

    /** Why the document is refused. */
    public Reason reason() {
        return reason;
    }

    /** Where in the document the reason shows, in bytes from its start. */
    public int offset() {
        return offset;
    }
}
