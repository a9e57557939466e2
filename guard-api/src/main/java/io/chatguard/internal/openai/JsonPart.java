package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonIndex;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document of a body: the body itself, or a document in one of its strings.
 *
 * @param index the document
 * @param host the document whose string this is, or null for the body
 * @param hostNode that string's node in {@code host}, or -1
 */
record JsonPart(JsonIndex index, @Nullable JsonPart host, int hostNode) {}
