package io.chatguard.testkit;

import java.time.Duration;
import java.util.Map;

/**
 * Something that goes wrong, or slowly, with one reply.
 *
 * <p>Queued alone it befalls the model's reply to the next request; {@link Reply#with} ties it to a scripted one.
 * Several may be combined, such as {@code gzip()} and {@code endAfterEvents(3)}. "Events" are the events of a stream,
 * counted from 1; a comment is none. A dropped connection is an orderly TCP close in the middle of the message, which
 * every client reports as an I/O error; it is not a TCP reset.
 */
public sealed interface Fault extends Scripted
        permits Faults.Status,
                Faults.NoReply,
                Faults.Cut,
                Faults.Hold,
                Faults.Pace,
                Faults.Slow,
                Faults.Gzip,
                Faults.Body,
                Faults.EndlessComments,
                Faults.StreamError {

    /** Answers with this status and an error object of the API. */
    static Fault error(int status, String code, String message) {
        return new Faults.Status(status, Map.of(), Faults.errorBody(ApiError.typeOf(status), code, message));
    }

    /** Answers with this status, these extra headers and this body, word for word. */
    static Fault status(int status, Map<String, String> headers, String body) {
        return new Faults.Status(status, headers, body);
    }

    /** 400 {@code invalid_request_error}. */
    static Fault badRequest() {
        return error(400, "invalid_value", "Invalid value for a parameter.");
    }

    /** 401 {@code invalid_api_key}. */
    static Fault unauthorized() {
        return error(401, "invalid_api_key", "Incorrect API key provided.");
    }

    /** 429 for too many requests, without a hint when to come back. */
    static Fault rateLimited() {
        return rateLimited(Map.of());
    }

    /** 429 with {@code Retry-After: value}: a number of seconds, an HTTP date, or anything else a server may send. */
    static Fault rateLimited(String retryAfter) {
        return rateLimited(Map.of("Retry-After", retryAfter));
    }

    /** 429 with these headers, such as {@code retry-after-ms} or {@code x-should-retry}. */
    static Fault rateLimited(Map<String, String> headers) {
        String body = Faults.errorBody("requests", "rate_limit_exceeded", "Rate limit reached for requests.");
        return new Faults.Status(429, headers, body);
    }

    /** 429 {@code insufficient_quota}: waiting does not help. */
    static Fault quotaExceeded() {
        String body = Faults.errorBody("insufficient_quota", "insufficient_quota", "You exceeded your current quota.");
        return new Faults.Status(429, Map.of(), body);
    }

    /** 500 {@code server_error}. */
    static Fault serverError() {
        return error(500, "server_error", "The server had an error while processing your request.");
    }

    /** 503 {@code service_unavailable}. */
    static Fault unavailable() {
        return error(503, "service_unavailable", "The engine is currently overloaded.");
    }

    /** Drops the connection after the request was read, before any byte of a reply. */
    static Fault dropBeforeReply() {
        return new Faults.NoReply();
    }

    /** Drops the connection after so many bytes of the reply's body. */
    static Fault dropAfterBytes(long bytes) {
        return new Faults.Cut(Faults.Unit.BYTES, bytes, Faults.Ending.DROPPED);
    }

    /** Drops the connection after so many events. */
    static Fault dropAfterEvents(int events) {
        return new Faults.Cut(Faults.Unit.EVENTS, events, Faults.Ending.DROPPED);
    }

    /** Ends the body after so many bytes as if it were complete: valid HTTP, torn content. */
    static Fault endAfterBytes(long bytes) {
        return new Faults.Cut(Faults.Unit.BYTES, bytes, Faults.Ending.CLEAN);
    }

    /**
     * Ends the stream after so many events as if it were complete: no {@code [DONE]}, no further {@code finish_reason}.
     */
    static Fault endAfterEvents(int events) {
        return new Faults.Cut(Faults.Unit.EVENTS, events, Faults.Ending.CLEAN);
    }

    /** Waits at the gate before the first byte of the reply. */
    static Fault heldBy(Gate gate) {
        return new Faults.Hold(gate);
    }

    /** Waits at the gate before each event, or before the body of a reply that is not streamed. */
    static Fault pacedBy(Gate gate) {
        return new Faults.Pace(gate);
    }

    /**
     * Waits this long before the first byte of the reply: for deadlines; prefer {@link #heldBy} where order is enough.
     */
    static Fault delayed(Duration before) {
        return new Faults.Slow(before, Duration.ZERO);
    }

    /** Waits this long before each event: for demonstrations; prefer {@link #pacedBy} in tests. */
    static Fault paced(Duration between) {
        return new Faults.Slow(Duration.ZERO, between);
    }

    /** Compresses the reply with gzip, whether or not the client asked for it. */
    static Fault gzip() {
        return new Faults.Gzip();
    }

    /** Breaks the JSON of the reply, or of each event: its last brace is missing. */
    static Fault malformedJson() {
        return new Faults.Body(Faults.Change.MALFORMED, 0);
    }

    /**
     * Says the first member of the JSON twice, with different values: invalid by I-JSON (RFC 7493), read at will by
     * parsers.
     */
    static Fault duplicateKeys() {
        return new Faults.Body(Faults.Change.DUPLICATE_KEYS, 0);
    }

    /** Puts the byte 0xFF into the first string of the JSON: it is not UTF-8 any more. */
    static Fault notUtf8() {
        return new Faults.Body(Faults.Change.NOT_UTF8, 0);
    }

    /** Adds a string of so many bytes to the JSON, sent piece by piece: this server does not hold it in memory. */
    static Fault huge(long bytes) {
        return new Faults.Body(Faults.Change.HUGE, bytes);
    }

    /** Sends comments without end after so many events, until the client goes or the server is closed. */
    static Fault endlessCommentsAfterEvents(int events) {
        return new Faults.EndlessComments(events);
    }

    /** After so many events sends an error in the stream, as each API words it, and ends. */
    static Fault streamErrorAfterEvents(int events, String code, String message) {
        return new Faults.StreamError(Faults.Wording.ERROR, events, code, message);
    }

    /**
     * After so many events sends {@code response.failed}, and ends; for chat completions the same as the plain error.
     */
    static Fault responseFailedAfterEvents(int events, String code, String message) {
        return new Faults.StreamError(Faults.Wording.RESPONSE_FAILED, events, code, message);
    }
}
