package io.chatguard.spi;

import io.chatguard.EntityType;

/**
 * A span of a segment in which a detector recognised a value. Holds no text.
 *
 * @param type what it is
 * @param segment where it was found
 * @param start first UTF-16 index in the segment's text
 * @param end index after the span
 * @param score confidence from 0 to 1
 * @param rule what recognised it, such as {@code email/rfc5321}
 * @param evidence what the recognition rests on
 */
public record Finding(
        EntityType type, Segment segment, int start, int end, double score, String rule, Evidence evidence) {

    /** What a recognition rests on; where the position of a text is unknown only the first two may alter it. */
    public enum Evidence {
        /** A checksum fits. */
        CHECKSUM,
        /** The structure is fixed and rare: a vendor's key prefix, an e-mail address. */
        STRUCTURE,
        /** Words near it, or a shape alone. */
        CONTEXT,
        /** A statistical model. */
        MODEL
    }

    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a finding's span must satisfy 0 <= start < end");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a finding's score lies between 0 and 1");
        }
    }
}
