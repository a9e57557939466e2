package io.chatguard.redact.internal.sink;

/**
 * Knows whether a line is indented code (CommonMark 0.31 §4.4): four columns where no paragraph goes on, within quotes
 * too. Not within lists, whose items are indented as well, and where nearly all that is indented is prose. Not
 * thread-safe.
 */
final class IndentTracker {

    private static final int CODE_COLUMNS = 4;

    private int columns;
    private boolean leading = true;
    private boolean mayBegin = true;
    private boolean inList;
    private boolean code;
    private boolean ended;
    private boolean row;
    private boolean marking;
    private boolean marked;

    /** Whether a word that starts here stands in code. */
    boolean isCode() {
        return leading ? isIndented() : code;
    }

    private boolean isIndented() {
        return columns >= CODE_COLUMNS && !inList && (mayBegin || code);
    }

    void accept(char c) {
        row = c == '|' || row && !(c == '\n' && leading);
        if (c == '\n') {
            mayBegin = leading || ended || row;
            code &= !leading;
            columns = 0;
            leading = true;
            ended = false;
            marking = false;
        } else if (leading && c != '\r') {
            indent(c);
        } else if (marking) {
            mark(c);
        }
    }

    private void indent(char c) {
        if (c == ' ') {
            columns++;
        } else if (c == '\t') {
            columns += CODE_COLUMNS - Math.floorMod(columns, CODE_COLUMNS);
        } else if (c == '>' && columns < CODE_COLUMNS) {
            columns = -1;
            mayBegin = true;
        } else {
            leading = false;
            begin(c);
        }
    }

    /** A line that begins with one of these may be no paragraph, so that code may follow it at once. */
    private void begin(char c) {
        boolean bullet = c == '-' || c == '+' || c == '*';
        marking = columns < CODE_COLUMNS && (bullet || isDigit(c));
        marked = bullet;
        ended = "#=-_*`~<|[".indexOf(c) >= 0;
        if (columns < CODE_COLUMNS) {
            inList &= columns > 0 || !mayBegin;
            code = false;
        } else {
            code = isIndented();
        }
    }

    /** A bullet, or a number and its point, begins an item if a blank follows. */
    private void mark(char c) {
        if (marked) {
            inList |= c == ' ' || c == '\t';
            marking = false;
        } else {
            marked = c == '.' || c == ')';
            marking = marked || isDigit(c);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
