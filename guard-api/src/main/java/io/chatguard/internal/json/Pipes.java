package io.chatguard.internal.json;

/** Opens a pipe for each text of a document. */
@FunctionalInterface
public interface Pipes {

    /** A new pipe for the text that starts at this place. */
    TextPipe open(Place place);
}
