package io.chatguard.internal.json;

/** Puts events of our own into the stream. */
@FunctionalInterface
public interface SseInsert {

    /**
     * Adds an event here.
     *
     * @param eventName its name; empty for an event without {@code event:} line
     * @param data its data; a line of the event for each line of it
     * @throws IllegalArgumentException if the name holds a line end
     */
    void insert(String eventName, byte[] data);
}
