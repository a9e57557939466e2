package io.chatguard.testkit;

import java.io.IOException;

/** One API that the model answers through. */
interface Api {
    /** Reads a request. */
    Prompt ask(Object body, byte[] bytes) throws ApiError;

    /** Gives the reply in one piece. */
    Object whole(Prompt prompt, Reply reply);

    /** Sends the reply as events, ending included. */
    void stream(Prompt prompt, Reply reply, Splitter splitter, Events events) throws IOException;
}
