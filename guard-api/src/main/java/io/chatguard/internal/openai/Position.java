package io.chatguard.internal.openai;

import io.chatguard.spi.Segment;

/**
 * What stands at a position of the API's documents.
 *
 * @param group how it is treated
 * @param kind what its text is, where it has any
 */
public record Position(Group group, Segment.Kind kind) {

    /** How a position is treated. */
    public enum Group {
        API,
        STRUCTURE,
        TEXT,
        OPEN,
        JSON,
        CREDENTIAL,
        ENDUSER,
        OPAQUE,
        SKIP,
        UNKNOWN
    }

    /** What a segment there is. */
    Segment.Kind segmentKind() {
        return group == Group.ENDUSER ? Segment.Kind.END_USER : kind;
    }

    static final Position UNKNOWN = new Position(Group.UNKNOWN, Segment.Kind.PROSE);
}
