package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;
import io.chatguard.redact.internal.engine.ScanContext;

/**
 * Payment cards: 12 to 19 digits, an issuer's range and length, Luhn (ISO/IEC 7812-1).
 *
 * <p>Every window of whole digit groups is tried, at most 19 from each group. Windows that overlap compete: the higher
 * score wins, and of equals both are reported, since a lost digit is worse than a digit too many. A number that is glued
 * to letters counts if the letters are plain words ({@code card4111…}), not when it is part of an identifier. The digits
 * behind a decimal point do not count without a context word. Beside a word such as {@code card}, Luhn alone gives 0.5:
 * store and fuel cards are in no public range.
 */
final class CardScanner {
    private static final String TYPE = "CREDIT_CARD";
    private static final String RULE = "credit_card/luhn";

    private final ContextWords words = Contexts.of(TYPE);

    void scan(String text, NumberRun run, ScanContext context, Hits out) {
        int acceptedFrom = -1;
        int acceptedTo = -1;
        double acceptedScore = 0;
        for (int from = run.startsPhone() ? 1 : 0; from < run.count(); from++) {
            int to = longestWindow(text, run, from);
            if (to < 0) {
                continue;
            }
            double score = score(text, run, from, to, context);
            if (score <= 0) {
                continue;
            }
            if (from < acceptedTo && score < acceptedScore) {
                continue;
            }
            if (from < acceptedTo && score > acceptedScore && to >= acceptedTo) {
                acceptedTo = from;
            }
            report(run, acceptedFrom, acceptedTo, acceptedScore, out);
            acceptedFrom = from;
            acceptedTo = to;
            acceptedScore = score;
        }
        report(run, acceptedFrom, acceptedTo, acceptedScore, out);
    }

    private static void report(NumberRun run, int from, int to, double score, Hits out) {
        if (from < 0 || to <= from || run.digits(from, to) < 12) {
            return;
        }
        out.hit(TYPE, run.start(from), run.end(to - 1), score, RULE);
        if (score >= 0.4) {
            run.take(from, to);
        }
    }

    /** End (exclusive) of the best window of groups that starts at {@code from} and is a card, or -1. */
    private int longestWindow(String text, NumberRun run, int from) {
        int best = -1;
        boolean bestStandard = false;
        int digits = 0;
        Gap inner = Gap.END;
        for (int g = from; g < run.count(); g++) {
            digits += run.size(g);
            if (digits > 19 || run.taken(g)) {
                break;
            }
            if (digits >= 12 && run.isLuhn(text, from, g + 1)) {
                boolean standard = isStandardGrouping(run, from, g + 1);
                boolean known = trust(text, run, from, g + 1) != IssuerTable.Trust.NONE;
                if (best < 0 || (known && (standard || !bestStandard))) {
                    best = g + 1;
                    bestStandard = standard && known;
                }
            }
            Gap gap = run.gap(g);
            boolean allowed =
                    gap == Gap.BLANK || gap == Gap.HYPHEN || gap == Gap.DOT || gap == Gap.LINE || gap == Gap.MIXED;
            if (!allowed || (inner != Gap.END && inner != gap)) {
                break;
            }
            inner = gap;
        }
        return best;
    }

    private double score(String text, NumberRun run, int from, int to, ScanContext context) {
        int start = run.start(from);
        int end = run.end(to - 1);
        boolean glued = Boundaries.gluedBefore(text, start) || Boundaries.gluedAfter(text, end);
        if (glued && !(Boundaries.onlyLettersBefore(text, start) && Boundaries.onlyLettersAfter(text, end))) {
            return 0;
        }
        IssuerTable.Trust trust = trust(text, run, from, to);
        if (trust == IssuerTable.Trust.NONE && (glued || !isStandardGrouping(run, from, to))) {
            return 0;
        }
        boolean near = words.near(text, start, end, context);
        if (trust == IssuerTable.Trust.NONE) {
            return near ? 0.5 : 0;
        }
        boolean decimal = to - from == 1 && (run.gapBefore(from) == Gap.DOT || run.gap(from) == Gap.DOT);
        if (decimal || to - from == 1 && isLongLiteral(text, end)) {
            return near ? 0.7 : 0.2;
        }
        double score;
        if (to - from == 1) {
            score = trust == IssuerTable.Trust.HIGH ? 0.9 : 0.6;
        } else if (isStandardGrouping(run, from, to)) {
            score = 0.95;
        } else {
            boolean coarse =
                    run.gap(from) != Gap.MIXED && run.gap(from) != Gap.LINE && smallestGroup(run, from, to) >= 3;
            score = coarse ? 0.5 : near ? 0.5 : 0.3;
        }
        if (glued) {
            score = Math.min(score, 0.6);
        }
        return near && score >= 0.4 ? Math.min(1, score + 0.1) : score;
    }

    /** Whether a suffix makes the digits before it a 64-bit constant of a program: a serialVersionUID passes Luhn one time in ten. */
    private static boolean isLongLiteral(String text, int end) {
        char suffix = Boundaries.peek(text, end);
        return (suffix == 'L' || suffix == 'l') && !Boundaries.gluedAfter(text, end + 1);
    }

    private IssuerTable.Trust trust(String text, NumberRun run, int from, int to) {
        int firstSix = 0;
        int seen = 0;
        for (int g = from; g < to && seen < 6; g++) {
            for (int i = run.start(g); i < run.end(g) && seen < 6; i++, seen++) {
                firstSix = firstSix * 10 + text.charAt(i) - '0';
            }
        }
        return IssuerTable.shipped().trust(firstSix, run.digits(from, to));
    }

    private static int smallestGroup(NumberRun run, int from, int to) {
        int smallest = Integer.MAX_VALUE;
        for (int g = from; g < to; g++) {
            smallest = Math.min(smallest, run.size(g));
        }
        return smallest;
    }

    /** Fours with a shorter or equal rest, the 4-6-5 and 4-6-4 of 15 and 14 digits, 6-13, 8-8, or one group. */
    private static boolean isStandardGrouping(NumberRun run, int from, int to) {
        int groups = to - from;
        if (groups == 1) {
            return true;
        }
        if (groups == 2) {
            return (run.size(from) == 8 && run.size(from + 1) == 8)
                    || (run.size(from) == 6 && run.size(from + 1) == 13);
        }
        if (groups == 3 && run.size(from) == 4 && run.size(from + 1) == 6) {
            return run.size(from + 2) == 5 || run.size(from + 2) == 4;
        }
        for (int g = from; g < to - 1; g++) {
            if (run.size(g) != 4) {
                return false;
            }
        }
        return run.size(to - 1) <= 4 || (groups == 3 && run.size(to - 1) <= 5);
    }
}
