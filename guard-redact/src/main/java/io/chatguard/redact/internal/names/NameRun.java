package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.names.Cue.Strength;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens.Casing;
import io.chatguard.redact.internal.tagger.Tokens.Kind;

/** How far the name reaches that starts, or ends, at a token. Used by one thread at a time. */
final class NameRun {

    /** There is no name. */
    static final int NONE = -1;

    private static final int MOST_PARTS = 4;

    private final Reading reading;
    private final PhraseTable<Boolean> titles;
    private final PhraseTable<Boolean> particles = new PhraseTable<>();
    private final PhraseTable<Boolean> blanks = new PhraseTable<>();
    private boolean known;
    private boolean written;

    NameRun(Reading reading, PhraseTable<Boolean> titles) {
        this.reading = reading;
        this.titles = titles;
        for (String particle :
                "van der den de von vom zu zur ten ter da das do dos del della di du la le al el bin ibn y e"
                        .split(" ")) {
            particles.add(particle, true);
        }
        for (String blank :
                "null nil none undefined unknown string true false tbd na test admin root user guest".split(" ")) {
            blanks.add(blank, true);
        }
    }

    /** Whether lists know a part of the last name. */
    boolean isKnown() {
        return known;
    }

    /** Whether all of the last name is written with capitals, or in a script without. */
    boolean isWritten() {
        return written;
    }

    /** The first token behind titles. */
    int behindTitles(int from) {
        int i = from;
        while (i < reading.tokens().count()
                && titles.of(hash(i)) != null
                && (reading.adjoins(i) || i + 1 < reading.tokens().count() && reading.is(i + 1, '.'))) {
            i++;
            if (reading.is(i, '.')) {
                i++;
            }
        }
        return i;
    }

    private long hash(int token) {
        return PhraseTable.next(PhraseTable.START, reading.text(), reading.tokens(), token);
    }

    /** The last token of the name that starts there, or {@link #NONE}. */
    int from(int first, Strength strength) {
        known = false;
        written = true;
        if (first >= reading.tokens().count() || !opens(first, strength)) {
            return NONE;
        }
        take(first);
        int last = first;
        int parts = 1;
        for (int i = first; parts < MOST_PARTS && reading.adjoins(i); ) {
            int next = i + 1;
            while (particles.of(hash(next)) != null && next - i < MOST_PARTS && reading.adjoins(next)) {
                next++;
            }
            if (!goesOn(next)) {
                break;
            }
            take(next);
            last = next;
            i = next;
            parts++;
        }
        return last;
    }

    /** The first token of the name that ends there, or {@link #NONE}. */
    int upTo(int last, Strength strength) {
        int first = NONE;
        for (int i = last; i >= 0 && last - i < MOST_PARTS && (i == last || reading.adjoins(i)); i--) {
            if (from(i, strength) == last) {
                first = i;
            }
        }
        return first != NONE && from(first, strength) == last ? first : NONE;
    }

    private void take(int token) {
        known |= reading.isName(token) && !reading.has(token, Gazetteer.FUNCTION_WORD);
        written &= !reading.isLower(token);
    }

    private boolean opens(int token, Strength strength) {
        if (reading.tokens().kind(token) != Kind.WORD
                || reading.has(token, Gazetteer.FUNCTION_WORD)
                || blanks.of(hash(token)) != null) {
            return false;
        }
        boolean name = reading.isName(token);
        boolean word = reading.has(token, Gazetteer.WORD);
        boolean capital = reading.isCapital(token);
        boolean acronym = reading.tokens().casing(token) == Casing.UPPER && !name;
        boolean initial = reading.tokens().casing(token) == Casing.INITIAL;
        return switch (strength) {
            case SURE -> capital || !word && length(token) > 1 || name;
            case LIKELY ->
                name && (capital || !word) || capital && !word && !acronym && !initial || initial && adjoinsName(token);
            case WEAK -> name && (!word || capital && fullNameFollows(token));
        };
    }

    private int length(int token) {
        return reading.tokens().end(token) - reading.tokens().start(token);
    }

    private boolean adjoinsName(int token) {
        return reading.adjoins(token) && reading.isCapital(token + 1) && !reading.isWord(token + 1);
    }

    private boolean fullNameFollows(int token) {
        return reading.has(token, Gazetteer.FORENAME)
                && reading.adjoins(token)
                && reading.isName(token + 1)
                && reading.isCapital(token + 1);
    }

    private boolean goesOn(int token) {
        if (token >= reading.tokens().count()
                || reading.tokens().kind(token) != Kind.WORD
                || titles.of(hash(token)) != null && !reading.isName(token)) {
            return false;
        }
        boolean name = reading.isName(token);
        boolean word = reading.isWord(token);
        if (reading.isCapital(token)) {
            return !reading.has(token, Gazetteer.FUNCTION_WORD)
                    && (name || !word || reading.tokens().casing(token) == Casing.INITIAL);
        }
        if (reading.isUncased(token)) {
            return name;
        }
        return name && !word;
    }
}
