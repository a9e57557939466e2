package io.chatguard.redact.internal.sink;

/**
 * Knows whether a line is indented code (CommonMark 0.31 §4.4): four columns where no paragraph goes on, within quotes
 * too. Not within lists, whose items are indented as well, and where nearly all that is indented is prose. Not
 * thread-safe.
 */
final class IndentTracker {

    private static final int CODE_COLUMNS = 4;
    private static final int MOST_DIGITS = 9;

    /** How far the mark of a list item has been read. */
    private enum Mark {
        NONE,
        NUMBER,
        /** A blank must follow. */
        WHOLE,
        /** What makes it an item and no heading, rule or text must follow: anything but blanks and the same bullet. */
        EMPTY
    }

    private int columns;
    /** The column of the line, of which tab stops are counted, where {@link #columns} begins anew behind each quote. */
    private int column;

    private boolean leading = true;
    private boolean mayBegin = true;
    private boolean inList;
    private boolean code;
    private boolean ended;
    private boolean row;
    private Mark mark = Mark.NONE;
    private char bullet;
    private int digits;
    private boolean one;

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
            column = 0;
            leading = true;
            ended = false;
            mark = Mark.NONE;
        } else if (leading && c != '\r') {
            indent(c);
        } else if (mark != Mark.NONE) {
            mark(c);
        }
    }

    private void indent(char c) {
        if (c == ' ') {
            columns++;
            column++;
        } else if (c == '\t') {
            int stop = CODE_COLUMNS - column % CODE_COLUMNS;
            columns += stop;
            column += stop;
        } else if (c == '>' && columns < CODE_COLUMNS) {
            columns = -1;
            column++;
            mayBegin = true;
        } else {
            leading = false;
            begin(c);
        }
    }

    /** A line that begins with one of these may be no paragraph, so that code may follow it at once. */
    private void begin(char c) {
        boolean isBullet = c == '-' || c == '+' || c == '*';
        bullet = isBullet ? c : ' ';
        digits = 1;
        one = isBullet || c == '1';
        boolean none = columns >= CODE_COLUMNS || !isBullet && !isDigit(c);
        mark = none ? Mark.NONE : isBullet ? Mark.WHOLE : Mark.NUMBER;
        ended = "#=-_*`~<|[".indexOf(c) >= 0;
        if (columns < CODE_COLUMNS) {
            inList &= columns > 0 || !mayBegin;
            code = false;
        } else {
            code = isIndented();
        }
    }

    /** Within a paragraph only items that hold something begin, and of numbers only the first (§5.2). */
    private void mark(char c) {
        boolean blank = c == ' ' || c == '\t' || c == '\r';
        switch (mark) {
            case NUMBER -> {
                boolean point = c == '.' || c == ')';
                one &= point;
                mark = point ? Mark.WHOLE : isDigit(c) && ++digits <= MOST_DIGITS ? mark : Mark.NONE;
            }
            case WHOLE -> mark = blank ? Mark.EMPTY : Mark.NONE;
            case EMPTY -> {
                if (!blank && c != bullet) {
                    inList |= mayBegin || one;
                    mark = Mark.NONE;
                }
            }
            case NONE -> {}
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
