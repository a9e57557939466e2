package io.chatguard.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One event of a stream with data, and the lines it came in. Immutable as long as nobody writes into its arrays.
 */
public final class SseEvent {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final byte[] raw;
    private final boolean complete;
    private final String name;
    private final byte[] data;
    /** Where the first data line starts, and how its value and its end are written. */
    private final int firstData;

    private final boolean spaced;
    private final String lineEnd;

    private SseEvent(byte[] raw, boolean complete) {
        this.raw = raw;
        this.complete = complete;
        String lastName = "";
        ByteArrayOutputStream joined = new ByteArrayOutputStream(raw.length);
        int first = -1;
        boolean firstSpaced = true;
        String firstEnd = "";
        for (SseLine line = SseLine.first(raw); line.start() < raw.length; line = line.next(raw)) {
            if (line.isField(raw, DATA)) {
                if (first < 0) {
                    first = line.start();
                    firstSpaced = line.isSpaced(raw);
                    firstEnd = line.lineEnd(raw);
                } else {
                    joined.write('\n');
                }
                joined.write(raw, line.valueStart(raw), line.textEnd() - line.valueStart(raw));
            } else if (line.isField(raw, EVENT)) {
                int from = line.valueStart(raw);
                lastName = new String(raw, from, line.textEnd() - from, StandardCharsets.UTF_8);
            }
        }
        this.name = lastName;
        this.data = joined.toByteArray();
        this.firstData = first;
        this.spaced = firstSpaced;
        this.lineEnd = firstEnd.isEmpty() ? "\n" : firstEnd;
    }

    static SseEvent of(byte[] raw, boolean complete) {
        return new SseEvent(raw, complete);
    }

    /** Whether there is a data line; without one, no client dispatches the event. */
    boolean hasData() {
        return firstData >= 0;
    }

    /** The name of the event; empty if it has none. */
    public String name() {
        return name;
    }

    /** The data, its lines joined by LF. Not a copy: not to be written to. */
    public byte[] data() {
        return data;
    }

    /**
     * The lines of the event with their ends, the blank line included; without the LF of a CR LF that ends the blank
     * line. Not a copy: not to be written to.
     */
    public byte[] raw() {
        return raw;
    }

    /** Whether the blank line has arrived; clients do not dispatch an event without. */
    public boolean isComplete() {
        return complete;
    }

    String lineEnd() {
        return lineEnd;
    }

    /** The event with other data in the place of its first data line. */
    byte[] withData(byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length - data.length + other.length + 16);
        boolean afterCr = false;
        for (SseLine line = SseLine.first(raw); line.start() < raw.length; line = line.next(raw)) {
            if (line.start() == firstData) {
                SseLine.writeData(other, spaced, lineEnd, out);
                afterCr = lineEnd.equals("\r");
            } else if (!line.isField(raw, DATA)) {
                if (afterCr && raw[line.start()] == '\n') {
                    // Where ends are mixed, a blank line must not become the second half of the end before it.
                    out.write('\n');
                }
                out.write(raw, line.start(), line.end() - line.start());
                afterCr = raw[line.end() - 1] == '\r';
            }
        }
        return out.toByteArray();
    }

    /** An event of our own. */
    static byte[] write(String name, byte[] data, String lineEnd) {
        if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the name of an event holds a line end");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(name.length() + data.length + 24);
        if (!name.isEmpty()) {
            out.writeBytes(("event: " + name + lineEnd).getBytes(StandardCharsets.UTF_8));
        }
        SseLine.writeData(data, true, lineEnd, out);
        out.writeBytes(lineEnd.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** Never the data. */
    @Override
    public String toString() {
        return "SseEvent[" + raw.length + " bytes" + (complete ? "]" : ", incomplete]");
    }
}
