package io.chatguard.internal.json;

/** A stream of server-sent events that is not passed on any further. Never holds a piece of the stream. */
public final class StreamRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long event;

    StreamRefused(long event, int maxEventBytes) {
        super("stream refused at event " + event + ": longer than " + maxEventBytes
                + " bytes; let the server send smaller events");
        this.event = event;
    }

    /** Which event it was, from 0; comments and blocks without data are not counted. */
    public long event() {
        return event;
    }
}
