package io.chatguard.internal.json;

/** What becomes of one event. Valid during {@link SseHandler#onEvent} only. */
public interface SseAnswer {

    /** The event passes, byte for byte. */
    void forward();

    /**
     * The event passes with other data; its other fields, its comments and its kind of line end stay.
     *
     * @param data a {@code data:} line for each line of it
     */
    void replaceData(byte[] data);

    /** The event does not pass. */
    void drop();

    /**
     * Adds an event before this one; to be called before any of the other methods.
     *
     * @param eventName its name; empty for an event without {@code event:} line
     * @param data its data; a line of the event for each line of it
     * @throws IllegalArgumentException if the name holds a line end
     */
    void insertBefore(String eventName, byte[] data);
}
