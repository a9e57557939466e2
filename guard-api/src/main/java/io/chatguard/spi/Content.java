package io.chatguard.spi;

import java.util.List;
import java.util.Map;

/**
 * The texts of one request or reply in document order: a lens over a document that otherwise stays untouched.
 *
 * <p>Immutable: each edit gives a new content. What is not rewritten stays byte-identical, and nothing can be removed.
 */
public interface Content {

    /** All segments, in document order. */
    List<Segment> segments();

    /**
     * Replaces spans of several segments at once.
     *
     * @param edits by segment pointer, each list ordered by start and without overlap, indices into the segment's
     *     text as this content gives it
     * @throws IllegalArgumentException if a pointer is unknown, a span lies outside the text, or spans overlap
     */
    Content withEdits(Map<String, List<Edit>> edits);

    /** Replaces the whole text of one segment. */
    default Content withText(String pointer, String text) {
        for (Segment s : segments()) {
            if (s.pointer().equals(pointer)) {
                return withEdits(Map.of(pointer, List.of(new Edit(0, s.text().length(), text))));
            }
        }
        throw new IllegalArgumentException("no segment at that pointer");
    }

    /**
     * Adds an instruction for the model to a request, where the API takes one.
     *
     * @throws UnsupportedOperationException if this is a reply or the operation takes no instruction
     */
    Content withInstruction(String text);
}
