package io.chatguard.internal.json;

/** Decides about the events of one stream. For one thread. */
public interface SseHandler {

    /**
     * One event with data, as soon as its blank line has arrived; or, at the end of the stream and not
     * {@link SseEvent#isComplete complete}, what there is of one. An event for which neither {@link SseAnswer#forward}
     * nor {@link SseAnswer#replaceData} is called is dropped.
     */
    void onEvent(SseEvent event, SseAnswer out);

    /** The stream has ended, all events were given. What is inserted comes before the bytes of an incomplete event. */
    void onFinish(SseInsert out);
}
