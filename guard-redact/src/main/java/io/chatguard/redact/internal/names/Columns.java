package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.names.Cue.Kind;
import io.chatguard.redact.internal.names.Cue.Strength;
import io.chatguard.redact.internal.tagger.Tokens;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names in tables of CSV, tabs and Markdown: a head tells which columns have them, until a line has another number of
 * cells. One pass over the tokens. Used by one thread at a time.
 */
final class Columns {

    private static final int MOST_COLUMNS = 64;
    private static final double SCORE = 0.9;

    private final Reading reading;
    private final Cues cues;
    private final NameRun run;
    private final @Nullable Cue[] heads = new Cue[MOST_COLUMNS];
    private final int[] firsts = new int[MOST_COLUMNS];
    private final int[] lasts = new int[MOST_COLUMNS];
    private int width;

    Columns(Reading reading, Cues cues, NameRun run) {
        this.reading = reading;
        this.cues = cues;
        this.run = run;
    }

    void scan(int languages, CueScan.Out out) {
        CharSequence text = reading.text();
        width = 0;
        char separator = 0;
        int token = 0;
        for (int from = 0; from < text.length(); ) {
            int end = from;
            while (end < text.length() && text.charAt(end) != '\n') {
                end++;
            }
            int first = token;
            while (token < reading.tokens().count() && reading.tokens().start(token) < end) {
                token++;
            }
            int cells = width == 0 ? 0 : cells(from, end, first, token, separator);
            if (width > 0 && cells == width) {
                row(out);
            } else {
                width = 0;
                separator = separator(from, end);
                if (separator != 0) {
                    head(cells(from, end, first, token, separator), languages);
                }
            }
            from = end + 1;
        }
    }

    /** What divides a line's cells: the first of these signs that it has. */
    private char separator(int from, int end) {
        char found = 0;
        for (int i = from; i < end; i++) {
            char c = reading.text().charAt(i);
            if (c == '|' || c == '\t') {
                return c;
            }
            if (c == ';' && found != ';' || c == ',' && found == 0) {
                found = c;
            }
        }
        return found;
    }

    /** The tokens of each cell, and how many cells there are; 0 for a line of one, or of too many. */
    private int cells(int from, int end, int firstToken, int endToken, char separator) {
        CharSequence text = reading.text();
        Tokens tokens = reading.tokens();
        int cells = 0;
        int token = firstToken;
        int start = from;
        boolean quoted = false;
        for (int i = from; i <= end; i++) {
            if (i < end && text.charAt(i) == '"') {
                quoted = !quoted;
            }
            if (i < end && (text.charAt(i) != separator || quoted)) {
                continue;
            }
            if (cells == MOST_COLUMNS) {
                return 0;
            }
            while (token < endToken && tokens.start(token) < start) {
                token++;
            }
            firsts[cells] = token;
            while (token < endToken && tokens.end(token) <= i) {
                token++;
            }
            lasts[cells] = token - 1;
            while (firsts[cells] <= lasts[cells] && isQuote(firsts[cells])) {
                firsts[cells]++;
            }
            while (firsts[cells] <= lasts[cells] && isQuote(lasts[cells])) {
                lasts[cells]--;
            }
            cells++;
            start = i + 1;
        }
        return cells < 2 ? 0 : cells;
    }

    private boolean isQuote(int token) {
        return reading.is(token, '"') || reading.is(token, '\'') || reading.is(token, '*');
    }

    private void head(int cells, int languages) {
        boolean any = false;
        Arrays.fill(heads, null);
        for (int c = 0; c < cells; c++) {
            heads[c] = cue(firsts[c], lasts[c], languages);
            any |= heads[c] != null;
        }
        width = any ? cells : 0;
    }

    private @Nullable Cue cue(int first, int last, int languages) {
        long h = PhraseTable.START;
        for (int k = first; k <= last; k++) {
            h = PhraseTable.next(h, reading.text(), reading.tokens(), k);
        }
        List<Cue> found = first <= last ? cues.phrases().of(h) : null;
        for (int i = 0; found != null && i < found.size(); i++) {
            if (found.get(i).kind() == Kind.LABEL && (found.get(i).languages() & languages) != 0) {
                return found.get(i);
            }
        }
        return null;
    }

    private void row(CueScan.Out out) {
        for (int c = 0; c < width; c++) {
            Cue cue = heads[c];
            if (cue == null || firsts[c] > lasts[c]) {
                continue;
            }
            int start = run.behindTitles(firsts[c]);
            int end = run.from(start, cue.strength() == Strength.SURE ? Strength.SURE : Strength.LIKELY);
            boolean turned = end != NameRun.NONE
                    && reading.is(end + 1, ',')
                    && end + 1 < lasts[c]
                    && run.from(end + 2, Strength.LIKELY) == lasts[c];
            if ((turned || end == lasts[c]) && (run.isKnown() || cue.strength() == Strength.SURE)) {
                out.name(start, lasts[c], SCORE, NameRules.CELL);
            }
        }
    }
}
