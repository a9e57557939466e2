package io.chatguard.internal.openai;

import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import java.util.List;
import java.util.Map;

/** What of a request's body can be read, and the body with all edits. */
sealed interface BodyContent extends Content permits JsonContent, MultipartContent {

    /** The body with all edits; the same array if there are none. */
    byte[] bytes();

    @Override
    BodyContent withEdits(Map<String, List<Edit>> edits);

    @Override
    BodyContent withInstruction(String text);
}
