package io.chatguard.testkit;

import java.io.IOException;
import java.io.OutputStream;

/** Sends the events of one stream, each flushed, and lets the faults befall it that count events. */
final class Events {
    private static final Wire.EventName DONE = new Wire.EventName("message", false);

    private final Wire wire;
    private final FaultSet faults;
    private final OutputStream out;
    private long sent;

    Events(Wire wire, FaultSet faults, OutputStream out) {
        this.wire = wire;
        this.faults = faults;
        this.out = out;
    }

    /**
     * Sends one event; an {@link Upset} asks the API to report an error in its own words with {@link #sendLast} and
     * end.
     */
    void send(Wire.EventName name, Object tree) throws IOException {
        before();
        if (faults.streamError().isPresent() && faults.streamError().get().after() <= sent) {
            throw new Upset(faults.streamError().get());
        }
        sendLast(name, tree);
    }

    /** Sends one event that no fault replaces. */
    void sendLast(Wire.EventName name, Object tree) throws IOException {
        String data = faults.changed(Json.write(tree));
        faults.write(wire.event(name, data), out);
        out.flush();
        sent++;
    }

    /** Ends a stream of chat completions. */
    void done() throws IOException {
        before();
        out.write(wire.event(DONE, "[DONE]"));
        out.flush();
        sent++;
    }

    private void before() throws IOException {
        faults.cutAfterEvents(sent);
        if (faults.endlessComments().isPresent()
                && faults.endlessComments().get().after() <= sent) {
            comments();
        }
        faults.pace();
    }

    /** Writes until the client is gone or the server stops this thread. */
    private void comments() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            faults.pace();
            out.write(wire.comment());
            out.flush();
        }
        throw new CutOff(Faults.Ending.DROPPED);
    }

    /** The moment at which a scripted error interrupts the stream. */
    static final class Upset extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Faults.StreamError fault;

        Upset(Faults.StreamError fault) {
            super("scripted error in the stream");
            this.fault = fault;
        }

        Faults.StreamError fault() {
            return fault;
        }
    }
}
