package io.chatguard.spi;

import io.chatguard.Role;

/**
 * One stream of text within a streamed reply.
 *
 * @param choice index of the choice (chat) or output item (Responses)
 * @param part index of the content part within it, 0 where there are none
 * @param field the field that streams, such as {@code content} or {@code arguments}
 * @param toolIndex index of the tool call within the choice, -1 where there is none
 * @param tool name of the tool called, or empty
 * @param inner RFC 6901 pointer inside the JSON text that streams, or empty where the text itself is meant
 * @param place as {@link Segment#place()}: safe to log
 * @param kind what the text is
 * @param role who writes it
 */
public record Channel(
        int choice,
        int part,
        String field,
        int toolIndex,
        String tool,
        String inner,
        String place,
        Segment.Kind kind,
        Role role) {

    /** Place and kind only. */
    @Override
    public String toString() {
        return kind + " at " + place;
    }
}
