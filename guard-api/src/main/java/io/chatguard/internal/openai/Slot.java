package io.chatguard.internal.openai;

import io.chatguard.spi.Segment;
import java.util.function.UnaryOperator;

/**
 * A segment and the token behind it.
 *
 * @param segment the text as it stood in the document
 * @param part the document
 * @param node its node
 * @param writing turns the segment's text into what the token says, where that is not the text itself
 */
record Slot(Segment segment, JsonPart part, int node, UnaryOperator<String> writing) {

    private static final UnaryOperator<String> AS_IT_IS = text -> text;

    Slot(Segment segment, JsonPart part, int node) {
        this(segment, part, node, AS_IT_IS);
    }

    /** Whether the segment's text is what the token, a string, says. */
    @SuppressWarnings("ReferenceEquality") // one instance stands for "as it is"
    boolean isText() {
        return writing == AS_IT_IS && segment.form() == Segment.Form.VALUE;
    }
}
