package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.names.Cue.Kind;
import io.chatguard.redact.internal.names.Cue.Strength;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import java.util.List;

/** Finds names by the words around them: one pass, a few look-ups a token. Used by one thread at a time. */
final class CueScan {

    /** A name from a token to another, inclusive, its score, and the rule that says so. */
    interface Out {
        void name(int first, int last, double score, String rule);
    }

    private final Reading reading;
    private final Cues cues;
    private final NameRun run;

    CueScan(Reading reading, Cues cues) {
        this.reading = reading;
        this.cues = cues;
        this.run = new NameRun(reading, cues.titles());
    }

    NameRun run() {
        return run;
    }

    /** All names that cues tell. */
    void scan(int languages, Out out) {
        Tokens tokens = reading.tokens();
        for (int i = 0; i < tokens.count(); i++) {
            speaker(i, out);
            long h = PhraseTable.START;
            for (int k = i; k < tokens.count() && k - i < PhraseTable.LONGEST; k++) {
                h = PhraseTable.next(h, reading.text(), tokens, k);
                if (!cues.phrases().opens(h)) {
                    break;
                }
                List<Cue> found = cues.phrases().of(h);
                for (int c = 0; found != null && c < found.size(); c++) {
                    Cue cue = found.get(c);
                    if ((cue.languages() & languages) != 0) {
                        apply(cue, i, k, out);
                    }
                }
            }
        }
    }

    /** {@code Anna: hello} at the beginning of a line, in transcripts; the forename has to be known. */
    private void speaker(int i, Out out) {
        Tokens tokens = reading.tokens();
        boolean may = reading.has(i, Gazetteer.FORENAME)
                && !reading.isWord(i)
                && !reading.has(i, Gazetteer.PLACE | Gazetteer.ORGANIZATION)
                && reading.opensLine(i);
        if (!may) {
            return;
        }
        int end = run.from(i, Strength.WEAK);
        boolean speaks = end != NameRun.NONE
                && reading.is(end + 1, ':')
                && tokens.start(end + 1) == tokens.end(end)
                && !reading.closesLine(end + 1)
                && tokens.start(end + 2) > tokens.end(end + 1);
        if (speaks) {
            out.name(i, end, score(Strength.LIKELY), rule(Kind.GREETING));
        }
    }

    /** A text that is the value of a member with a label's name, such as {@code first_name}. */
    void labelled(String label, int languages, Out out) {
        if (label.isEmpty() || reading.tokens().count() == 0) {
            return;
        }
        Tokens name = Tokens.of(label);
        long h = PhraseTable.START;
        for (int i = 0; i < name.count(); i++) {
            h = PhraseTable.next(h, label, name, i);
        }
        List<Cue> found = cues.phrases().of(h);
        for (int c = 0; found != null && c < found.size(); c++) {
            Cue cue = found.get(c);
            if (cue.kind() == Kind.LABEL && (cue.languages() & languages) != 0) {
                tell(cue, 0, out);
            }
        }
    }

    private void apply(Cue cue, int first, int last, Out out) {
        switch (cue.kind()) {
            case BEFORE -> before(cue, last, out);
            case AFTER -> after(cue, first, out);
            case GREETING -> greeting(cue, first, last, out);
            case SIGNOFF -> signoff(cue, first, last, out);
            case LABEL -> label(cue, first, last, out);
        }
    }

    private void before(Cue cue, int last, Out out) {
        int from = last + 1;
        if (reading.is(from, '.') || reading.is(from, ':')) {
            from++;
        } else if (!reading.adjoins(last)) {
            return;
        }
        tell(cue, from, out);
    }

    private void after(Cue cue, int first, Out out) {
        if (first == 0 || !reading.adjoins(first - 1)) {
            return;
        }
        int start = run.upTo(first - 1, cue.strength());
        if (start != NameRun.NONE) {
            out.name(start, first - 1, score(cue.strength()), rule(cue.kind()));
        }
    }

    private void greeting(Cue cue, int first, int last, Out out) {
        int from = last + 1;
        if (reading.is(from, ',')) {
            from++;
        } else if (!reading.adjoins(last)) {
            return;
        }
        boolean opens = first == reading.tokens().firstOf(reading.tokens().sentenceOf(first));
        int start = run.behindTitles(from);
        int end = run.from(start, opens ? cue.strength() : Strength.WEAK);
        if (end == NameRun.NONE) {
            return;
        }
        boolean closed = reading.closesLine(end) || isSign(end + 1);
        if (closed || run.isKnown()) {
            out.name(start, end, score(cue.strength()), rule(cue.kind()));
        }
    }

    private boolean isSign(int token) {
        return reading.is(token, ',')
                || reading.is(token, '!')
                || reading.is(token, '.')
                || reading.is(token, ':')
                || reading.is(token, '-')
                || reading.is(token, '–')
                || reading.is(token, '?');
    }

    private void signoff(Cue cue, int first, int last, Out out) {
        boolean opens = reading.opensLine(first);
        int from = last + 1;
        int behind = last;
        if (isSign(from)) {
            behind = from++;
        }
        if (from >= reading.tokens().count()) {
            return;
        }
        boolean below = reading.closesLine(behind);
        if (below && !opens) {
            return;
        }
        int start = run.behindTitles(from);
        int end = run.from(start, below || opens ? cue.strength() : Strength.WEAK);
        if (end != NameRun.NONE && reading.closesLine(end) || end != NameRun.NONE && endsText(end)) {
            out.name(start, end, score(cue.strength()), rule(cue.kind()));
        }
    }

    private boolean endsText(int token) {
        return token + 2 >= reading.tokens().count() && isSign(token + 1);
    }

    /** {@code Name: Anna}, {@code "name": "Anna"}, {@code name=Anna}, {@code To: Anna <…>, Ben <…>}. */
    private void label(Cue cue, int first, int last, Out out) {
        int i = last + 1;
        if (reading.is(i, '"') || reading.is(i, '\'') || reading.is(i, '*')) {
            i++;
        }
        if (!reading.is(i, ':') && !reading.is(i, '=')) {
            return;
        }
        if (i == last + 1 && !isAlone(first)) {
            return;
        }
        if (reading.closesLine(i)) {
            return;
        }
        i++;
        if (reading.is(i, '"') || reading.is(i, '\'') || reading.is(i, '*')) {
            i++;
        }
        tell(cue, i, out);
    }

    /** Whether a label stands where labels do: at the beginning of a line, a cell, a member or a sentence. */
    private boolean isAlone(int first) {
        return reading.opensLine(first)
                || first == reading.tokens().firstOf(reading.tokens().sentenceOf(first))
                || reading.is(first - 1, ',')
                || reading.is(first - 1, ';')
                || reading.is(first - 1, '|')
                || reading.is(first - 1, '"')
                || reading.is(first - 1, '{')
                || reading.is(first - 1, '(');
    }

    private void tell(Cue cue, int from, Out out) {
        int start = run.behindTitles(from);
        int end = run.from(start, cue.strength());
        if (end == NameRun.NONE) {
            return;
        }
        int comma = end + 1;
        if (cue.kind() == Kind.LABEL && reading.is(comma, ',') && start == end) {
            int forename = run.from(comma + 1, Strength.WEAK);
            boolean turned = forename != NameRun.NONE && reading.adjoins(end) && reading.adjoins(comma);
            if (turned) {
                end = forename;
            }
            run.from(start, cue.strength());
        }
        out.name(start, end, score(cue.strength()), rule(cue.kind()));
    }

    private double score(Strength strength) {
        double score = switch (strength) {
            case SURE -> run.isKnown() ? 0.97 : 0.85;
            case LIKELY -> run.isKnown() ? 0.92 : 0.7;
            case WEAK -> 0.8;
        };
        return run.isWritten() ? score : score - 0.1;
    }

    private static String rule(Kind kind) {
        return switch (kind) {
            case BEFORE, AFTER -> "names/introduced";
            case GREETING -> "names/greeted";
            case SIGNOFF -> "names/signed";
            case LABEL -> "names/labelled";
        };
    }
}
