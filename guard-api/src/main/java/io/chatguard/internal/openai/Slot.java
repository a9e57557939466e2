package io.chatguard.internal.openai;

import io.chatguard.spi.Segment;

/**
 * A segment and the token behind it.
 *
 * @param segment the text as it stood in the document
 * @param part the document
 * @param node its node
 */
record Slot(Segment segment, JsonPart part, int node) {}
