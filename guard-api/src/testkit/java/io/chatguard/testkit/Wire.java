package io.chatguard.testkit;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * How the events of a stream are written as bytes: the freedoms that the SSE format gives a server.
 *
 * <p>Every choice says the same to a conforming reader. Immutable; the methods give changed copies.
 */
public final class Wire {
    private static final Wire PLAIN =
            new Wire("\n", " ", Extras.NONE, Extras.NONE, EventLines.AS_THE_API, Extras.NONE, OptionalLong.empty());

    private final String lineEnd;
    private final String afterColon;
    private final Extras keepAlives;
    private final Extras manyLines;
    private final EventLines eventLines;
    private final Extras asciiOnly;
    private final OptionalLong tornBy;

    private Wire(
            String lineEnd,
            String afterColon,
            Extras keepAlives,
            Extras manyLines,
            EventLines eventLines,
            Extras asciiOnly,
            OptionalLong tornBy) {
        this.lineEnd = lineEnd;
        this.afterColon = afterColon;
        this.keepAlives = keepAlives;
        this.manyLines = manyLines;
        this.eventLines = eventLines;
        this.asciiOnly = asciiOnly;
        this.tornBy = tornBy;
    }

    /**
     * As the API itself writes: LF, one blank after the colon, {@code event:} lines for Responses only, whole events.
     */
    public static Wire plain() {
        return PLAIN;
    }

    /** Ends lines with CR LF. */
    public Wire crlf() {
        return new Wire("\r\n", afterColon, keepAlives, manyLines, eventLines, asciiOnly, tornBy);
    }

    /** Ends lines with CR alone. */
    public Wire cr() {
        return new Wire("\r", afterColon, keepAlives, manyLines, eventLines, asciiOnly, tornBy);
    }

    /** Writes {@code data:} without a blank behind it. */
    public Wire withoutBlanks() {
        return new Wire(lineEnd, "", keepAlives, manyLines, eventLines, asciiOnly, tornBy);
    }

    /** Writes the comment {@code : keep-alive} before each event. */
    public Wire withKeepAlives() {
        return new Wire(lineEnd, afterColon, Extras.PRESENT, manyLines, eventLines, asciiOnly, tornBy);
    }

    /** Spreads the JSON of each event over several {@code data:} lines, cut between its members. */
    public Wire withManyDataLines() {
        return new Wire(lineEnd, afterColon, keepAlives, Extras.PRESENT, eventLines, asciiOnly, tornBy);
    }

    /** Writes {@code event:} lines for both APIs. */
    public Wire withEventLines() {
        return new Wire(lineEnd, afterColon, keepAlives, manyLines, EventLines.ALWAYS, asciiOnly, tornBy);
    }

    /** Writes no {@code event:} lines for either API. */
    public Wire withoutEventLines() {
        return new Wire(lineEnd, afterColon, keepAlives, manyLines, EventLines.NEVER, asciiOnly, tornBy);
    }

    /** Escapes every character outside ASCII in the JSON of the events. */
    public Wire withAsciiOnly() {
        return new Wire(lineEnd, afterColon, keepAlives, manyLines, eventLines, Extras.PRESENT, tornBy);
    }

    /**
     * Sends the bytes in random pieces, each its own HTTP chunk: cuts fall inside events, lines and UTF-8 sequences,
     * and a piece may hold the end of one event and the start of the next.
     */
    public Wire torn(long seed) {
        return new Wire(lineEnd, afterColon, keepAlives, manyLines, eventLines, asciiOnly, OptionalLong.of(seed));
    }

    OptionalLong tornBy() {
        return tornBy;
    }

    /** The bytes of one event. */
    byte[] event(EventName name, String data) {
        StringBuilder out = new StringBuilder(data.length() + 64);
        if (keepAlives == Extras.PRESENT) {
            out.append(": keep-alive").append(lineEnd).append(lineEnd);
        }
        if (eventLines == EventLines.ALWAYS || (eventLines == EventLines.AS_THE_API && name.written())) {
            out.append("event:").append(afterColon).append(name.name()).append(lineEnd);
        }
        String json = asciiOnly == Extras.PRESENT ? Json.escape(data, true) : data;
        int from = 0;
        if (manyLines == Extras.PRESENT) {
            for (int to = nextCut(json, 0); to >= 0; to = nextCut(json, from)) {
                data(out, json, from, to);
                from = to;
            }
        }
        data(out, json, from, json.length());
        return out.append(lineEnd).toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] comment() {
        return (": keep-alive" + lineEnd + lineEnd).getBytes(StandardCharsets.UTF_8);
    }

    private void data(StringBuilder out, String json, int from, int to) {
        out.append("data:").append(afterColon).append(json, from, to).append(lineEnd);
    }

    /** The place behind the next comma outside strings, where JSON allows a line end; -1 when there is none. */
    private static int nextCut(String json, int from) {
        boolean inString = false;
        for (int i = from; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (c == ',' && !inString) {
                return i + 1;
            }
        }
        return -1;
    }

    private enum Extras {
        NONE,
        PRESENT
    }

    private enum EventLines {
        AS_THE_API,
        ALWAYS,
        NEVER
    }

    /** The name of an event, and whether the API itself writes it as an {@code event:} line. */
    record EventName(String name, boolean written) {}
}
