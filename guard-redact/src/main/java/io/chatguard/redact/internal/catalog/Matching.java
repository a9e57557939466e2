package io.chatguard.redact.internal.catalog;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.match.Pattern;
import java.util.List;
import java.util.Locale;

/** How a rule recognises values. */
public sealed interface Matching {

    /** By code of ours, under that name. */
    record Scanner(String name) implements Matching {}

    /**
     * By a pattern.
     *
     * @param regex the pattern as it was written
     * @param pattern the same, compiled
     * @param edges which ends must be ends of words
     * @param notBefore characters that must not follow
     * @param checks what every value passes
     */
    record Regex(String regex, Pattern pattern, Edges edges, AsciiSet notBefore, List<Check> checks)
            implements Matching {

        /** Why what the pattern matches does not count, or nothing. */
        public Objection objection(String text, int start, int end) {
            if (edges != Edges.NONE && !Boundaries.mayStart(text, start)) {
                return Objection.INSIDE_A_WORD;
            }
            if (edges == Edges.BOTH && !Boundaries.mayEnd(text, end)) {
                return Objection.INSIDE_A_WORD;
            }
            if (end < text.length() && notBefore.has(text.charAt(end))) {
                return Objection.GOES_ON;
            }
            for (Check check : checks) {
                if (!check.fits(text, start, end)) {
                    return Objection.CHECK_FAILS;
                }
            }
            return Objection.NONE;
        }

        /** Shows no pattern: it may name customers. */
        @Override
        public String toString() {
            return "Regex";
        }
    }

    /** Which ends of a match must be ends of words. */
    enum Edges {
        BOTH,
        START,
        NONE;

        String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a match does not count. */
    enum Objection {
        NONE,
        INSIDE_A_WORD,
        GOES_ON,
        CHECK_FAILS
    }
}
