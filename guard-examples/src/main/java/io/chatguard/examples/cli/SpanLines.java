package io.chatguard.examples.cli;

import io.chatguard.examples.cli.Recognition.Found;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes findings, one line of JSON for each text, into a buffer that is used again. Not thread-safe. */
final class SpanLines {
    private static final String NOTHING = "{\"spans\":[]}\n";

    private final Offsets offsets;
    private final StringBuilder out = new StringBuilder();

    SpanLines(Offsets offsets) {
        this.offsets = offsets;
    }

    /** Appends a line for a text with that found in it, in the order of the starts. */
    void line(String text, List<Found> found) {
        if (found.isEmpty()) {
            out.append(NOTHING);
            return;
        }
        out.append("{\"spans\":[");
        int index = 0;
        int counted = 0;
        String between = "{\"start\":";
        for (Found next : found) {
            counted += offsets.count(text, index, next.start());
            index = next.start();
            out.append(between).append(counted);
            out.append(",\"end\":").append(counted + offsets.count(text, index, next.end()));
            out.append(",\"label\":");
            JsonQuoting.append(next.label(), out);
            out.append(",\"score\":").append(next.score()).append(",\"rule\":");
            JsonQuoting.append(next.rule(), out);
            between = "},{\"start\":";
        }
        out.append("}]}\n");
    }

    /** Appends an empty line. */
    void blank() {
        out.append('\n');
    }

    /** Gives the lines since the last call. */
    byte[] take() {
        byte[] lines = out.toString().getBytes(StandardCharsets.UTF_8);
        out.setLength(0);
        return lines;
    }
}
