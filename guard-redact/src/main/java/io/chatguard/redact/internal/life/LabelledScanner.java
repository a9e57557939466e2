package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.catalog.Check;
import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.WordTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that nothing but the name before them tells: {@code NHC: 7803564}, {@code booking reference ABC123}, {@code age 61}.
 *
 * <p>Almost all have a digit, so digit runs are where it looks, back from the value to the name; user names, booking
 * references and bank codes may have none, so it also looks behind {@code :} and {@code =}. What a name and its value look
 * like is in {@code labels.txt}. Time bounded for each place.
 */
public final class LabelledScanner implements AnchoredRule {
    private static final int MOST_WORDS = 4;
    private static final int MOST_FILLERS = 3;
    private static final double SURE = 0.8;
    private static final double UNSURE = 0.3;
    private static final int FILLER = 0;
    private static final int EMPTY = 1;
    private static final int ROWS = 2;
    private static final String FILLERS = "words.filler";
    private static final String EMPTIES = "words.empty";

    private final WordTable names;
    private final WordTable empties;
    private final LabelRow[] rows;
    private final PackedRules rules;
    /** The last two letters of the names whose values need no digit. */
    private final boolean[] endings = new boolean[128 * 128];

    /** With the rules that it reports for. */
    public LabelledScanner(PackedRules rules) {
        List<WordTable.Entry> entries = new ArrayList<>();
        List<LabelRow> all = new ArrayList<>();
        List<WordTable.Entry> none = new ArrayList<>();
        for (String[] row : DataFile.table(LabelledScanner.class, "labels.txt", 3)) {
            if (row[0].equals(FILLERS) || row[0].equals(EMPTIES)) {
                boolean filler = row[0].equals(FILLERS);
                for (String word : row[2].split(",", -1)) {
                    (filler ? entries : none).add(new WordTable.Entry(word, filler ? FILLER : EMPTY));
                }
                continue;
            }
            LabelRow label = LabelRow.of(row[0], row[1]);
            for (String name : row[2].split(",", -1)) {
                entries.add(new WordTable.Entry(name, ROWS + all.size()));
                if (label.digits() == 0) {
                    endings[pair(name.charAt(name.length() - 2), name.charAt(name.length() - 1))] = true;
                }
            }
            all.add(label);
        }
        this.names = WordTable.of(entries);
        this.empties = WordTable.of(none);
        this.rows = all.toArray(new LabelRow[0]);
        this.rules = rules;
    }

    private static int pair(char first, char second) {
        return (Character.toLowerCase(first) & 127) << 7 | Character.toLowerCase(second) & 127;
    }

    @Override
    public boolean wakes(char previous, char anchor) {
        return (anchor == ':' || anchor == '=') && (isAsciiLetter(previous) || previous == '"')
                || previous == 'B' && anchor == 'I'
                || previous == 'r' && anchor == 'n';
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        char c = text.charAt(index);
        int end = index;
        if (c == 'I') {
            end = index + 2;
            if (peek(text, index + 1) != 'C' || !isBlank(peek(text, end)) || Boundaries.gluedBefore(text, index - 1)) {
                return;
            }
        } else if (c == 'n') {
            end = index + 4;
            if (!text.regionMatches(true, index - 4, "username ", 0, 9)) {
                return;
            }
        } else {
            end = peek(text, index - 1) == '"' ? index - 1 : index;
            if (end < 2 || !endings[pair(text.charAt(end - 2), text.charAt(end - 1))]) {
                return;
            }
        }
        int row = named(text, end);
        if (row < 0 || rows[row].digits() > 0) {
            return;
        }
        int value = end;
        while (value - end < 6
                && (isBlank(peek(text, value)) || ":=\"'".indexOf(peek(text, value)) >= 0)
                && value < text.length()) {
            value++;
        }
        int word = WordTable.wordEnd(text, value);
        if (names.get(text, value, word) == FILLER && isBlank(peek(text, word))) {
            value = word + 1;
        }
        report(text, rows[row], value, out);
    }

    /** Looks before the word around a digit. */
    public void before(String text, int index, Hits out) {
        behindName(text, wordBefore(text, index, 0), out);
    }

    /** Looks before each group of a run; what a value takes, no other scanner reads. */
    public void scan(String text, NumberRun run, Hits out) {
        for (int g = 0; g < run.count(); g++) {
            int start = run.start(g);
            int end = -1;
            int value = start;
            for (int n = 0; n < 3 && end < 0; n++) {
                int before = wordBefore(text, value, n);
                if (n > 0 && before == value) {
                    break;
                }
                value = before;
                end = behindName(text, value, out);
            }
            if (end > 0) {
                int to = g + 1;
                while (to < run.count() && run.start(to) < end) {
                    to++;
                }
                run.take(g, to);
                g = to - 1;
            }
        }
    }

    /** Where the word starts around a digit; then the same with the short word before it that a hyphen or blank joins. */
    private static int wordBefore(String text, int start, int step) {
        char c = peek(text, start - 1);
        boolean joined = step > 0 && (c == '-' || c == ' ' && Character.isUpperCase(peek(text, start - 2)));
        int i = joined ? start - 1 : start;
        int from = i;
        while (from > 0 && i - from < 20 && isAsciiAlnum(text.charAt(from - 1))) {
            from--;
        }
        boolean none = step > 0 && (from == i || i - from > 4);
        return none ? start : from;
    }

    private int behindName(String text, int value, Hits out) {
        int i = value;
        for (int n = 0; n <= MOST_FILLERS; n++) {
            int gap = i;
            while (i > 0 && gap - i < 5 && isGap(text.charAt(i - 1))) {
                i--;
            }
            if (i == gap || !names.mayEnd(text, i)) {
                return -1;
            }
            int row = named(text, i);
            if (row >= 0) {
                return report(text, rows[row], value, out);
            }
            int from = WordTable.wordStart(text, i);
            if (from == i || names.get(text, from, i) != FILLER) {
                return -1;
            }
            i = from;
        }
        return -1;
    }

    /** The row whose name ends there, the longest name first, or -1. */
    private int named(String text, int end) {
        int[] starts = new int[MOST_WORDS];
        int count = 0;
        int i = end;
        while (count < MOST_WORDS) {
            int from = WordTable.wordStart(text, i);
            if (from == i) {
                break;
            }
            starts[count++] = from;
            char c = peek(text, from - 1);
            if (c != ' ' && c != '_' && c != '/' && c != '\'') {
                break;
            }
            i = from - 1;
        }
        for (int n = count - 1; n >= 0; n--) {
            int row = names.get(text, starts[n], end) - ROWS;
            if (row >= 0 && !Boundaries.gluedBefore(text, starts[n])) {
                return row;
            }
        }
        return -1;
    }

    private static boolean isGap(char c) {
        return isBlank(c)
                || c == ':'
                || c == '='
                || c == '#'
                || c == '.'
                || c == '-'
                || c == '"'
                || c == '\''
                || c == '('
                || c == '\u00BA'
                || c == '\u00B0';
    }

    private int report(String text, LabelRow row, int start, Hits out) {
        int end = row.end(text, start);
        if (row.kind() == 'w' && end > start && ".-".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end < 0 || end - start < row.least() || Boundaries.gluedBefore(text, start)) {
            return -1;
        }
        RuleData rule = rules.of(row.rule());
        if (rule == null) {
            return -1;
        }
        double score = score(text, row, start, end);
        if (score > 0) {
            out.hit(rule.type().name(), start, end, score, row.rule());
        }
        return score >= SURE ? end : -1;
    }

    private double score(String text, LabelRow row, int start, int end) {
        return switch (row.rule()) {
            case "device/imei", "device/iccid" -> Check.LUHN.fits(text, start, end) ? 0.95 : UNSURE;
            case "swift/labelled" -> BankCode.fits(text, start, end) ? 0.9 : 0;
            case "age/labelled" -> isAge(text, start, end) ? SURE : 0;
            case "booking/labelled" -> isWord(text, start, end) ? UNSURE : SURE;
            case "username/labelled", "social_handle/labelled" -> userName(text, start, end);
            case "zip_code/labelled" -> isAssigned(text, start) || text.startsWith("0x", start) ? 0 : SURE;
            default -> SURE;
        };
    }

    private static boolean isAge(String text, int start, int end) {
        int age = DateForms.number(text, start, end);
        boolean part = peek(text, end) == '.' && isDigit(peek(text, end + 1));
        return age > 0 && age <= 125 && !part && "%,:/".indexOf(peek(text, end) == 0 ? ' ' : peek(text, end)) < 0;
    }

    /** A name alone is as likely another word; a digit or a joint in it, or quotes around it, make it one. */
    private double userName(String text, int start, int end) {
        char after = peek(text, end);
        if (after == '(' || after == '[' || empties.get(text, start, end) == EMPTY) {
            return 0;
        }
        boolean letters = true;
        for (int i = start; i < end; i++) {
            letters &= isAsciiLetter(text.charAt(i));
        }
        return letters || isAssigned(text, start) ? UNSURE : SURE;
    }

    /** Whether the value is assigned without quotes, as in a program. */
    private static boolean isAssigned(String text, int start) {
        int i = start;
        while (i > 0 && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return peek(text, i - 1) == '=';
    }

    /** Only letters, which a booking reference may be, but headings are more often. */
    private static boolean isWord(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (isDigit(text.charAt(i))) {
                return false;
            }
        }
        return end - start != 6;
    }
}
