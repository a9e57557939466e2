package io.chatguard.redact.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * The header of the column in which a value stands, for tables in text: cells separated by tabs, {@code |}, semicolons
 * or commas, the header in the first line of the paragraph.
 *
 * <p>Reads each text once, forwards, as far as it is asked; a header cell is at most {@value #LONGEST_CELL} characters
 * a header line {@value #LONGEST_HEADER} with {@value #MOST_CELLS} cells. Separators between double quotes do not count. Not thread-safe.
 */
final class Columns {
    static final long NONE = -1;
    private static final int LONGEST_CELL = 40;
    private static final int LONGEST_HEADER = 2000;
    private static final int LONGEST_BACK = 256;
    private static final int MOST_CELLS = 128;
    private static final String SEPARATORS = "\t|;,";

    private int position;
    private int header;
    private int headerEnd;
    private int line;
    private int column;
    private boolean quoted;
    private char separator;
    private int cells;
    private final int[] ends = new int[MOST_CELLS];

    /** The text that the scanned one is a stretch of, and where it starts there. */
    private @Nullable String whole;

    private int offset;

    /** For another scan. A stretch goes on where the one before it in the same text ended. */
    void reset() {
        if (whole == null) {
            restart();
        }
    }

    void forget() {
        whole = null;
        offset = 0;
        restart();
    }

    /** What is scanned is a stretch of that text. */
    void within(String text, int from) {
        if (whole != text) {
            whole = text;
            restart();
        }
        offset = from;
    }

    /** The text in which {@link #above} gives places, when a text is scanned. */
    String source(String text) {
        return whole == null ? text : whole;
    }

    private void restart() {
        position = 0;
        header = 0;
        headerEnd = -1;
        line = 0;
        column = 0;
        quoted = false;
        separator = '\0';
    }

    /** Start and end of the header cell above a place in one long, in {@link #source}; or {@link #NONE}. */
    long above(String scanned, int scannedIndex) {
        String text = source(scanned);
        int index = offset + scannedIndex;
        if (index < position) {
            if (index < line || position - line > LONGEST_BACK) {
                return NONE;
            }
            position = line;
            column = 0;
            quoted = false;
        }
        while (position < index) {
            read(text, text.charAt(position));
            position++;
        }
        return separator == '\0' || line == header ? NONE : cell();
    }

    private void read(String text, char c) {
        if (c == '\n') {
            if (line == header) {
                headerEnd = position;
                separator = separator(text);
                cut(text);
            }
            boolean blank = position == line || (position == line + 1 && text.charAt(line) == '\r');
            line = position + 1;
            column = 0;
            quoted = false;
            if (blank) {
                header = line;
                separator = '\0';
            }
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == separator && !quoted && separator != '\0') {
            column++;
        }
    }

    private char separator(String text) {
        int end = Math.min(headerEnd, header + LONGEST_HEADER);
        for (int k = 0; k < SEPARATORS.length(); k++) {
            if (Boundaries.indexOf(text, SEPARATORS.charAt(k), header, end) >= 0) {
                return SEPARATORS.charAt(k);
            }
        }
        return '\0';
    }

    /** Notes where the cells of the header end. */
    private void cut(String text) {
        int end = Math.min(headerEnd, header + LONGEST_HEADER);
        boolean inside = false;
        cells = 0;
        for (int i = header; i < end && cells < MOST_CELLS - 1; i++) {
            char c = text.charAt(i);
            inside ^= c == '"';
            if (c == separator && !inside) {
                ends[cells++] = i;
            }
        }
        ends[cells++] = end;
    }

    private long cell() {
        return column < cells ? pack(column == 0 ? header : ends[column - 1] + 1, ends[column]) : NONE;
    }

    private static long pack(int from, int to) {
        return to - from > LONGEST_CELL ? NONE : (long) from << 32 | to;
    }
}
