package io.chatguard.redact.internal.sink;

/**
 * Follows fenced code blocks and open runs of backticks (CommonMark 0.31 §4.5, §6.1). Fences are also seen behind the
 * marks of quotes and lists. Not thread-safe.
 */
final class CodeTracker {

    private enum Mode {
        TEXT,
        /** On the line that opened a fence. */
        INFO,
        FENCED
    }

    private static final int LEAST_FENCE = 3;
    private static final int CODE_COLUMNS = 4;
    private static final int CLOSING_INDENT = 3;

    private final CodeSpans spans = new CodeSpans();
    private Mode mode = Mode.TEXT;
    private char fenceMark;
    private int fenceLength;
    private int fenceIndent;

    private boolean prefix = true;
    private int indent;
    private int gap;
    private boolean deep;
    private boolean closing;

    private char runMark;
    private int run;
    private boolean runInPrefix;
    private boolean runEscaped;

    CodeSpans spans() {
        return spans;
    }

    /** Whether nothing but blanks and marks of quotes and lists stands before this place in its line. */
    boolean isPrefix() {
        return prefix && run == 0;
    }

    /** Whether the line begins so far in, behind the marks of a list perhaps, that it may be indented code. */
    boolean isDeep() {
        return deep;
    }

    boolean isFenced() {
        return mode != Mode.TEXT;
    }

    /** Whether a fenced block has begun for sure: the line that opened it is over, or nothing can make it inline code. */
    boolean isBlock() {
        return mode == Mode.FENCED || mode == Mode.INFO && fenceMark == '~';
    }

    /** Whether only marks, or the next line, change anything. */
    boolean isCalm() {
        return mode == Mode.TEXT && !prefix && run == 0 && spans.isEmpty();
    }

    void accept(char c, boolean escaped, boolean inTag) {
        if (run > 0 && c == runMark) {
            run++;
            return;
        }
        settle();
        if (c == '`' || c == '~') {
            mark(c, escaped, inTag);
        } else if (c == '\n') {
            lineEnds();
        } else {
            boolean blank = c == ' ' || c == '\t' || c == '\r';
            closing &= blank;
            prefix &= blank || isPrefixMark(c);
            gap = !prefix || !blank ? 0 : c == '\t' ? CODE_COLUMNS : gap + 1;
            deep |= gap >= CODE_COLUMNS;
            indent++;
        }
    }

    private void mark(char c, boolean escaped, boolean inTag) {
        boolean fenceOnly = c == '~' || mode == Mode.FENCED;
        if (inTag && c == '`') {
            // Within a tag it is none, but whether this is a tag shows later.
            spans.unsure();
        }
        boolean other = mode == Mode.FENCED && c != fenceMark;
        closing = false;
        if (!other && (prefix || !fenceOnly)) {
            runMark = c;
            run = 1;
            runInPrefix = prefix;
            runEscaped = escaped;
        }
        prefix = false;
    }

    private void lineEnds() {
        if (mode == Mode.INFO) {
            mode = Mode.FENCED;
        } else if (mode == Mode.FENCED && closing) {
            mode = Mode.TEXT;
        }
        prefix = true;
        closing = false;
        indent = 0;
        gap = 0;
        deep = false;
    }

    /** Ends a run of marks, because something else follows or a word that stands here is asked about. */
    void settle() {
        int length = run;
        run = 0;
        if (length == 0) {
            return;
        }
        if (mode == Mode.FENCED) {
            closing = length >= fenceLength && indent <= fenceIndent + CLOSING_INDENT;
        } else if (mode == Mode.TEXT && runInPrefix && length >= LEAST_FENCE) {
            mode = Mode.INFO;
            fenceMark = runMark;
            fenceLength = length;
            fenceIndent = indent;
        } else if (runMark == '`') {
            inline(length);
        }
    }

    /** A fence of backticks has none in the rest of its line: what looked like one is inline code. */
    private void inline(int length) {
        if (mode == Mode.INFO) {
            if (fenceMark != '`') {
                return;
            }
            mode = Mode.TEXT;
            spans.run(fenceLength, false);
        }
        spans.run(length, runEscaped);
    }

    private boolean isPrefixMark(char c) {
        return c == '>'
                || mode == Mode.TEXT && (c == '*' || c == '+' || c == '-' || c == '.' || c == ')' || isDigit(c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
