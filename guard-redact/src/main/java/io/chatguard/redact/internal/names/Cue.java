package io.chatguard.redact.internal.names;

/**
 * Words beside which a name stands.
 *
 * @param languages bits of {@link Languages}
 */
record Cue(Kind kind, Strength strength, int languages) {

    /** Where the name stands, and what has to be around it. */
    enum Kind {
        /** Right behind the words. */
        BEFORE,
        /** Right before them. */
        AFTER,
        /** Behind them at the beginning of a line; then a sign or the line's end. */
        GREETING,
        /** Behind them on the same line or alone on the next, nothing else. */
        SIGNOFF,
        /** Behind a colon or an equals sign that follows them, and in columns that they head. */
        LABEL
    }

    /** What the words say of what stands beside them. */
    enum Strength {
        /** It is a name, whatever it looks like: {@code my name is}. */
        SURE,
        /** It is a name if it is written like one: {@code my sister}. */
        LIKELY,
        /** It is a name if it is known as one: {@code I am}. */
        WEAK
    }
}
