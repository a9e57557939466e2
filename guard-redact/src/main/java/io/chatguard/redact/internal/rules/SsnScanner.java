package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;
import io.chatguard.redact.internal.engine.ScanContext;

/**
 * United States social security numbers by the allocation rules of the Social Security Administration.
 *
 * <p>Never issued: area 000, 666, 900 to 999; group 00; serial 0000 (SSA, "Social Security Number Randomization").
 * Numbers that were printed in advertisements and voided (078-05-1120, 219-09-9999) count all the same: thousands gave
 * them as their own, and whoever types one expects it to be treated as what it looks like. The forms {@code 3-2-4} with
 * hyphens or blanks stand alone; with dots, in two groups or bare they need a context word.
 */
final class SsnScanner {
    private static final String TYPE = "US_SSN";
    private static final String RULE = "us_ssn/allocation";
    private static final String BY_CONTEXT = "us_ssn/context";

    private final ContextWords words = Contexts.of(TYPE);

    void scan(String text, NumberRun run, ScanContext context, Hits out) {
        for (int g = run.startsPhone() ? 1 : 0; g < run.count(); g++) {
            if (run.taken(g) || run.size(g) > 9) {
                continue;
            }
            int to = windowEnd(run, g);
            if (to < 0) {
                continue;
            }
            int start = run.start(g);
            int end = run.end(to - 1);
            if (!isAllocated(text, start, end) || isPartOfLonger(text, run, g, to)) {
                continue;
            }
            boolean near = words.near(text, start, end, context);
            double score = score(run, g, to, near);
            if (score > 0) {
                boolean fixed = to - g == 3 && (run.gap(g) == Gap.HYPHEN || run.gap(g) == Gap.BLANK);
                out.hit(TYPE, start, end, score, fixed ? RULE : BY_CONTEXT);
                if (score >= 0.4) {
                    run.take(g, to);
                }
            }
        }
    }

    private static int windowEnd(NumberRun run, int g) {
        int size = run.size(g);
        if (size == 9) {
            return g + 1;
        }
        if (g + 1 >= run.count() || run.taken(g + 1) || !joins(run.gap(g))) {
            return -1;
        }
        int next = run.size(g + 1);
        if ((size == 5 && next == 4) || (size == 3 && next == 6)) {
            return g + 2;
        }
        boolean three = size == 3 && next == 2 && g + 2 < run.count() && run.size(g + 2) == 4;
        return three && run.gap(g + 1) == run.gap(g) && !run.taken(g + 2) ? g + 3 : -1;
    }

    private static boolean joins(Gap gap) {
        return gap == Gap.HYPHEN || gap == Gap.BLANK || gap == Gap.DOT || gap == Gap.MIXED;
    }

    private static double score(NumberRun run, int g, int to, boolean near) {
        if (to - g == 3 && run.gap(g) == Gap.HYPHEN) {
            return near ? 0.95 : 0.7;
        }
        if (to - g == 3 && run.gap(g) == Gap.BLANK) {
            boolean alone = run.gapBefore(g) != Gap.BLANK && run.gap(to - 1) != Gap.BLANK;
            return near ? 0.9 : alone ? 0.5 : 0.2;
        }
        if (near) {
            return 0.8;
        }
        return to - g == 3 ? 0.3 : 0.05;
    }

    private static boolean isPartOfLonger(String text, NumberRun run, int g, int to) {
        Gap inner = to - g > 1 ? run.gap(g) : Gap.HYPHEN;
        if (inner != Gap.BLANK && (run.gapBefore(g) == inner || run.gap(to - 1) == inner)) {
            return true;
        }
        int start = run.start(g);
        int end = run.end(to - 1);
        boolean glued = Boundaries.gluedBefore(text, start) || Boundaries.gluedAfter(text, end);
        return glued
                && (to - g == 1
                        || !Boundaries.onlyLettersBefore(text, start)
                        || !Boundaries.onlyLettersAfter(text, end));
    }

    private static boolean isAllocated(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Boundaries.isDigit(c)) {
                number = number * 10 + c - '0';
            }
        }
        int area = number / 1_000_000;
        return area != 0 && area != 666 && area < 900 && number / 10_000 % 100 != 0 && number % 10_000 != 0;
    }
}
