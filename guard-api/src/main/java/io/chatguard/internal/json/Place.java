package io.chatguard.internal.json;

/** Where in its document a text stands. */
public interface Place {

    /** What the text is in its document. */
    enum Kind {
        NAME,
        STRING,
        NUMBER
    }

    Kind kind();

    /**
     * The RFC 6901 pointer of the value; for a name, which is not known before it has been read, that of its object.
     * Names stand in it as the source has them. One of more than 256 characters is cut and ends in {@code ~…}, which no
     * valid pointer contains, so that it never equals one from a policy. It holds member names: not for logs.
     *
     * @throws IllegalStateException if first asked for after the text has ended
     */
    String pointer();

    /**
     * The pointer with a {@code *} in place of each name, so that it is safe to log; for a name, with one more for the
     * name itself.
     *
     * @throws IllegalStateException if first asked for after the text has ended
     */
    String shown();
}
