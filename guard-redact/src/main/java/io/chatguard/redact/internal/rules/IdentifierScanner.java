package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Candidate;
import io.chatguard.redact.internal.engine.ContextIndex;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.identifier.Shapes;
import io.chatguard.redact.internal.identifier.Symbols;
import io.chatguard.redact.internal.rules.IdentifierWays.Way;

/**
 * All numbers that states and organisations give, whatever their country, in one walk from each run of digits.
 *
 * <p>The walk starts where the word around the digits starts, and once more at a short group of letters before it
 * ({@code DE 123…}), and follows the {@link Shapes} of all forms at once; where a form ends at the end of a word, its
 * sets, date and check digits decide, then the words around it. It is as long as the longest form at most. Allocates
 * nothing. Thread-safe.
 *
 * <p>A value that stands in a row of more groups, or sticks to a word before it, or is a telephone number or card by
 * another reading, counts only beside a word of its own. One digit that is repeated is a filler.
 */
final class IdentifierScanner {
    /** Letters with which a form may start. */
    private static final int LEAD = 7;
    /** Letters of a group before the digits. */
    private static final int LEAD_GROUP = 4;
    /** So few digits alone have no form; most digits in a text stand so. */
    private static final int SHORT = 4;
    /** Digits with which a number plate may start, letters behind them. */
    private static final int PROVINCE = 2;
    /** Such groups. */
    private static final int MOST_GROUPS = 2;
    /** Of values that may well be something else: below what counts by default. */
    private static final double DOUBTFUL = 0.35;
    /** Added where the policy names the number's country: it goes first among readings of one value. */
    private static final double AT_HOME = 0.04;

    private final IdentifierWays ways;
    private final Shapes shapes;
    private final ContextIndex words;

    private IdentifierScanner(IdentifierWays ways) {
        this.ways = ways;
        this.shapes = ways.shapes();
        this.words = ways.words();
    }

    /** Made with the first digits of a program: a clean text needs no form. */
    private static final class Shipped {
        static final IdentifierScanner SCANNER = new IdentifierScanner(ShippedRules.identifiers());
    }

    /** Looks around each group of digits of a run, with the rules that ship with the library. */
    static void scanShipped(String text, NumberRun run, ScanContext context, Hits out) {
        Shipped.SCANNER.scan(text, run, context, out);
    }

    private void scan(String text, NumberRun run, ScanContext context, Hits out) {
        for (int g = 0; g < run.count(); g++) {
            at(text, run.start(g), run.end(g), run.taken(g), context, out);
        }
    }

    private void at(String text, int digits, int end, boolean taken, ScanContext context, Hits out) {
        int start = digits;
        while (start > 0 && digits - start < LEAD && Boundaries.isAsciiLetter(text.charAt(start - 1))) {
            start--;
        }
        if (start > 0) {
            char before = text.charAt(start - 1);
            if (Boundaries.isDigit(before)) {
                return;
            }
            if (Boundaries.gluedBefore(text, start)) {
                walk(text, digits, Standing.GLUED, context, out);
                return;
            }
            boolean joined = before == '-' || before == '.' || before == '/' || before == '+';
            if (joined && start > 1 && Boundaries.isDigit(text.charAt(start - 2))) {
                return;
            }
            if (before == '(') {
                walk(text, start - 1, Standing.FREE, context, out);
            }
            int group = start;
            boolean many = end - digits > SHORT;
            for (int k = 0; k < MOST_GROUPS && group > 0; k++) {
                if (k > 0 && !many && !Character.isUpperCase(Boundaries.peek(text, group - 2))) {
                    break; // Of few digits, only capital letters: the district of a number plate.
                }
                group = group(text, group - 1);
                if (group >= 0) {
                    walk(text, group, taken ? Standing.TAKEN : Standing.FREE, context, out);
                }
            }
        }
        if (start == digits && end - digits <= SHORT && !goesOn(text, end, end - digits == PROVINCE)) {
            return;
        }
        boolean row =
                start > 1 && Boundaries.isBlank(text.charAt(start - 1)) && Boundaries.isDigit(text.charAt(start - 2));
        walk(text, start, taken ? Standing.TAKEN : row ? Standing.ROW : Standing.FREE, context, out);
        if (start < digits) {
            walk(text, digits, Standing.GLUED, context, out);
        }
    }

    /** Whether a letter follows, or a separator and another group, which behind a blank starts with a digit unless told. */
    private static boolean goesOn(String text, int end, boolean letters) {
        char c = Boundaries.peek(text, end);
        char next = Boundaries.peek(text, end + 1);
        return Boundaries.isAsciiLetter(c)
                || (c > ' ' || letters && c == ' ') && Boundaries.isAsciiAlnum(next)
                || Boundaries.isDigit(next);
    }

    /** Where a short group of letters starts that stands before a separator, or -1. */
    private static int group(String text, int separator) {
        int start = separator;
        while (start > 0 && separator - start <= LEAD_GROUP && Boundaries.isAsciiLetter(text.charAt(start - 1))) {
            start--;
        }
        boolean whole = start < separator && separator - start <= LEAD_GROUP && !Boundaries.gluedBefore(text, start);
        return whole && Boundaries.isBlank(text.charAt(separator))
                        || whole && "-./:".indexOf(text.charAt(separator)) >= 0
                ? start
                : -1;
    }

    /** How a value stands in its text. */
    private enum Standing {
        FREE,
        /** Groups of digits stand before it. */
        ROW,
        /** Letters stand before it without a gap. */
        GLUED,
        /** It has another reading. */
        TAKEN
    }

    private void walk(String text, int start, Standing standing, ScanContext context, Hits out) {
        int state = Shapes.START;
        int collected = -1;
        int length = text.length();
        for (int i = start; i < length; i++) {
            state = shapes.step(state, text.charAt(i));
            if (state == Shapes.DEAD) {
                return;
            }
            int[] ended = shapes.ended(state);
            if (ended.length > 0 && ends(text, i + 1)) {
                // Most walks end nowhere: letters and digits are only collected where one does.
                Candidate candidate = context.candidate();
                if (collected < 0) {
                    candidate.begin();
                    collected = start;
                }
                collect(text, collected, i + 1, candidate);
                collected = i + 1;
                if (!candidate.isFiller()) {
                    judge(text, start, i + 1, ended, standing, context, out);
                }
            }
        }
    }

    private static void collect(String text, int from, int to, Candidate candidate) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Boundaries.isAsciiAlnum(c)) {
                candidate.add(Symbols.of(c));
            }
        }
    }

    /** Whether a value may end there: at the end of a word, and no further group is joined to it. */
    private static boolean ends(String text, int end) {
        if (end >= text.length()) {
            return true;
        }
        char c = text.charAt(end);
        boolean joins = c == '-' || c == '.' || c == '/' || c == '+';
        return !Boundaries.gluedAfter(text, end) && !(joins && Boundaries.isDigit(Boundaries.peek(text, end + 1)));
    }

    private void judge(String text, int start, int end, int[] ended, Standing standing, ScanContext context, Hits out) {
        Candidate candidate = context.candidate();
        boolean row = standing == Standing.ROW
                || Boundaries.isBlank(Boundaries.peek(text, end)) && Boundaries.isDigit(Boundaries.peek(text, end + 1));
        for (int k : ended) {
            Way way = ways.way(k);
            if (way.fits(candidate.symbols(), candidate.count())
                    && (standing != Standing.GLUED || way.checksum().isPresent())) {
                boolean near = ContextIndex.has(candidate.near(words, text, start, end, context), way.list());
                boolean doubtful = standing == Standing.TAKEN || standing == Standing.GLUED || row && way.grouped();
                double score = near ? way.near() : doubtful ? Math.min(way.alone(), DOUBTFUL) : way.alone();
                if (score == 0) {
                    continue;
                }
                boolean home = way.country().equals(context.region());
                out.hit(way.type(), start, end, home ? Math.min(way.near(), score + AT_HOME) : score, way.rule());
            }
        }
    }
}
