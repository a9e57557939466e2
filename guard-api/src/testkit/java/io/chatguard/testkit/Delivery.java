package io.chatguard.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;

/** Puts one reply on the wire, with its faults. */
final class Delivery {
    private static final String JSON = "application/json";
    private static final long UNKNOWN_LENGTH = 0; // the JDK's server then sends chunks
    private static final long NO_BODY = -1;

    private final HttpExchange exchange;
    private final FaultSet faults;

    Delivery(HttpExchange exchange, FaultSet faults) {
        this.exchange = exchange;
        this.faults = faults;
    }

    /** Sends an object in one piece. */
    void json(int status, Object tree) throws IOException {
        byte[] body = faults.changed(Json.write(tree)).getBytes(StandardCharsets.UTF_8);
        long length = faults.changesLength() ? UNKNOWN_LENGTH : body.length;
        send(status, JSON, length, OptionalLong.empty(), out -> {
            faults.pace();
            faults.write(body, out);
        });
    }

    /** Sends what a {@link Faults.Status} says, word for word. */
    void status(Faults.Status status) throws IOException {
        status.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = status.body().getBytes(StandardCharsets.UTF_8);
        long length = body.length == 0 ? NO_BODY : faults.changesLength() ? UNKNOWN_LENGTH : body.length;
        send(status.status(), JSON, length, OptionalLong.empty(), out -> out.write(body));
    }

    /** Sends a stream of events. */
    void events(Wire wire, EventSource source) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        send(200, "text/event-stream; charset=utf-8", UNKNOWN_LENGTH, wire.tornBy(), out -> {
            out.flush(); // the client sees the headers before the first event
            source.sendTo(new Events(wire, faults, out));
        });
    }

    private void send(int status, String type, long length, OptionalLong tornBy, Body body) throws IOException {
        if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        if (faults.gzip()) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(status, length);
        OutputStream out = exchange.getResponseBody();
        if (tornBy.isPresent()) {
            out = new TornStream(out, tornBy.getAsLong(), faults.isPaced());
        }
        if (faults.cutAfterBytes().isPresent()) {
            out = new CutStream(out, faults.cutAfterBytes().get());
        }
        if (faults.gzip()) {
            out = new GZIPOutputStream(out, true);
        }
        try {
            body.writeTo(out);
        } catch (CutOff cut) {
            if (cut.ending() == Faults.Ending.DROPPED) {
                throw cut; // not closed: closing would end the body as if it were complete
            }
        }
        out.close();
    }

    /** A body to write. */
    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A reply with events to send. */
    @FunctionalInterface
    interface EventSource {
        void sendTo(Events events) throws IOException;
    }
}
