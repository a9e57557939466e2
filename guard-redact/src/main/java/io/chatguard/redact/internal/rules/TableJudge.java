package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.catalog.Matching.Assigned;
import io.chatguard.redact.internal.catalog.Matching.Judged;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.Hits;

/**
 * Passwords and keys in the columns of tables in a text: the name in a header line, the values in the lines below, cells
 * separated by tabs, {@code |}, semicolons or commas, as many in each line as in the header.
 *
 * <p>A table is read once for each of at most {@value #MOST_COLUMNS} names in its header, and no name in its lines begins
 * another one: linear. Not thread-safe.
 */
final class TableJudge {
    private static final String SEPARATORS = "\t|;,";
    private static final int LONGEST_HEADER = 2_000;
    private static final int LONGEST_CELL = 40;
    private static final int MOST_COLUMNS = 4;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 128;

    private final String text;
    private final Hits out;
    /** Where the header of the last table starts, where its lines end, and how many of its columns were read. */
    private int header = -1;

    private int until;
    private int columns;

    TableJudge(String text, Hits out) {
        this.text = text;
        this.out = out;
    }

    /** Takes a name of the rule; names come from left to right. */
    void judge(int nameStart, int nameEnd, RuleData rule) {
        Judged judged = ((Assigned) rule.matching()).judged().orElseThrow();
        if (judged != Judged.PASSWORD && judged != Judged.KEY) {
            return;
        }
        int cellStart = cellStart(nameStart);
        char separator = separator(cellStart, cellEnd(nameEnd));
        if (separator == '\0') {
            return;
        }
        int line = lineStart(cellStart);
        if (line < 0 || line < until && line != header || !isHeader(line, separator)) {
            return;
        }
        columns = line == header ? columns + 1 : 1;
        header = line;
        if (columns <= MOST_COLUMNS
                && !ValueShape.isHarmlessName(text, nameStart, nameEnd, cellEnd(nameEnd))
                && !KeyJudge.isInWord(text, nameStart, nameEnd)) {
            rows(line, count(line, cellStart, separator), separator, judged, rule);
        }
    }

    private int cellStart(int nameStart) {
        int i = nameStart;
        while (i > 0 && nameStart - i < LONGEST_CELL && isTitle(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private int cellEnd(int nameEnd) {
        int i = nameEnd;
        while (i < text.length() && i - nameEnd < LONGEST_CELL && isTitle(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isTitle(char c) {
        return Character.isLetter(c) || c == '_' || c == '-' || c == ' ' || c == '"' || c == '*' || c == '.';
    }

    /** What stands on both sides of a cell; one side may be the end of the line. */
    private char separator(int cellStart, int cellEnd) {
        char before = peek(text, cellStart - 1);
        char after = peek(text, cellEnd);
        boolean first = cellStart == 0 || before == '\n';
        boolean last = cellEnd == text.length() || after == '\n' || after == '\r';
        char separator = first ? after : before;
        boolean cell = SEPARATORS.indexOf(separator) >= 0 && (first || last || before == after);
        return cell && !(first && last) ? separator : '\0';
    }

    private int lineStart(int index) {
        int i = index;
        while (i > 0 && text.charAt(i - 1) != '\n') {
            i--;
            if (index - i > LONGEST_HEADER) {
                return -1;
            }
        }
        return i;
    }

    /** Whether all cells of the line are names, none is empty and none is code. */
    private boolean isHeader(int line, char separator) {
        char before = separator;
        boolean edged = separator == '|';
        int i = line;
        while (i < text.length() && text.charAt(i) != '\n' && i - line <= LONGEST_HEADER) {
            char c = text.charAt(i);
            boolean empty = c == separator && before == separator && !edged;
            boolean listed = separator == ',' && (c == '(' || c == ')' || c == ' ' && before == ',');
            if (empty || listed || !isCell(c) && c != separator) {
                return false;
            }
            before = c == '\r' ? before : c;
            i++;
        }
        return i - line <= LONGEST_HEADER && (edged || before != separator);
    }

    private static boolean isCell(char c) {
        return isTitle(c) || Character.isDigit(c) || c == '\r' || "/()#@`".indexOf(c) >= 0;
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** How many separators stand between, those in double quotes not counted. */
    private int count(int from, int to, char separator) {
        boolean quoted = false;
        int count = 0;
        for (int i = from; i < to; i++) {
            quoted ^= text.charAt(i) == '"';
            count += !quoted && text.charAt(i) == separator ? 1 : 0;
        }
        return count;
    }

    private void rows(int line, int column, char separator, Judged judged, RuleData rule) {
        int end = lineEnd(line);
        int cells = count(line, end, separator);
        int next = end + 1;
        while (next < text.length()) {
            end = lineEnd(next);
            if (count(next, end, separator) != cells) {
                break;
            }
            value(next, end, column, separator, judged, rule);
            next = end + 1;
        }
        until = Math.max(until, next);
    }

    private void value(int line, int lineEnd, int column, char separator, Judged judged, RuleData rule) {
        boolean quoted = false;
        int left = column;
        int start = line;
        while (start < lineEnd && left > 0) {
            quoted ^= text.charAt(start) == '"';
            left -= !quoted && text.charAt(start) == separator ? 1 : 0;
            start++;
        }
        while (start < lineEnd && isPadding(text.charAt(start))) {
            start++;
        }
        boolean string = start > line && text.charAt(start - 1) == '"';
        int end = start;
        while (end < lineEnd && text.charAt(end) != (string ? '"' : separator)) {
            end++;
        }
        while (end > start && (isPadding(text.charAt(end - 1)) || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end - start < SHORTEST || end - start > LONGEST || ValueShape.isPlaceholder(text, start, end)) {
            return;
        }
        if (judged == Judged.KEY ? KeyJudge.isDrawn(text, start, end) : isPassword(start, end)) {
            out.hit(rule.type().name(), start, end, rule.scores().alone(), rule.id());
        }
    }

    private static boolean isPadding(char c) {
        return isBlank(c) || c == '"' || c == '`';
    }

    /** One word, or a number of six digits. */
    private boolean isPassword(int start, int end) {
        ValueShape.Classes classes = ValueShape.classes(text, start, end);
        return !classes.blank()
                && !ValueShape.isForeign(text, start, end)
                && !PasswordJudge.isLabel(text, start, end, true)
                && (classes.digits() ? classes.letters() || end - start >= 6 : classes.letters());
    }
}
