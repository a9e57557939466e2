package io.chatguard.redact.internal.phone;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;

/** Digit groups that are dates, ranges of years, amounts or decimals, and so no telephone numbers. */
final class NotPhones {
    private NotPhones() {}

    /** Takes the dates of a run, in any order of day, month and year, dotted quads, and postal codes behind their state. */
    static void take(String text, NumberRun run) {
        if (run.count() == 4 && !run.startsPhone() && isQuad(text, run)) {
            run.take(0, 4);
        }
        for (int g = 0; g + 1 < run.count(); g++) {
            Gap gap = run.gap(g);
            if (isDaysOfYear(text, run, g)) {
                run.take(g, g + 3);
                continue;
            }
            boolean joined = gap == Gap.HYPHEN || gap == Gap.DOT || gap == Gap.SLASH;
            if (!joined || run.taken(g)) {
                continue;
            }
            boolean starts = run.gapBefore(g) != gap;
            if (starts && gap == Gap.HYPHEN && isPostal(text, run, g)) {
                run.take(g, g + 2);
            } else if (starts && isYear(text, run, g) && isYear(text, run, g + 1) && run.gap(g + 1) != gap) {
                run.take(g, g + 2);
            } else if (starts
                    && g + 2 < run.count()
                    && run.gap(g + 1) == gap
                    && isDate(text, run, g)
                    && run.gap(g + 2) != gap) {
                run.take(g, g + 3);
            }
        }
    }

    /** {@code 22-24 2016}: days of a month and the year. */
    private static boolean isDaysOfYear(String text, NumberRun run, int g) {
        return g + 2 < run.count()
                && isDash(text, run, g)
                && run.gap(g + 1) == Gap.BLANK
                && isYear(text, run, g + 2)
                && isDay(text, run, g)
                && isDay(text, run, g + 1);
    }

    /** A hyphen, with or without blanks around it. */
    private static boolean isDash(String text, NumberRun run, int g) {
        if (run.gap(g) != Gap.MIXED) {
            return run.gap(g) == Gap.HYPHEN;
        }
        for (int i = run.end(g); i < run.start(g + 1); i++) {
            if (Boundaries.isHyphen(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDay(String text, NumberRun run, int g) {
        return run.size(g) <= 2 && value(text, run, g) >= 1 && value(text, run, g) <= 31;
    }

    /**
     * Whether the groups are as likely a row of numbers: single digits, pairs joined by hyphens ({@code 72-69-71-68}),
     * two ascending numbers of one length or both round ({@code 1814-1815}, {@code 750-1000}), more than one slash, a
     * year in parentheses, a postal code of the United States behind a state, thousands ({@code 4.860.000},
     * {@code 2.300-2.400}), a year behind a slash, a house number before a postcode, a number of social insurance
     * ({@code 37 45673567 04}).
     */
    static boolean isSeries(String text, NumberRun run, int from, int to) {
        int slashes = 0;
        int pairs = 0;
        boolean year = false;
        for (int g = from; g < to; g++) {
            boolean last = g == to - 1;
            slashes += !last && run.gap(g) == Gap.SLASH ? 1 : 0;
            pairs += run.size(g) == 2 && (last || run.gap(g) == Gap.HYPHEN) ? 1 : 0;
            year |= g > from && run.gapBefore(g) == Gap.PAREN && isYear(text, run, g);
        }
        boolean zero = text.charAt(run.start(from)) == '0';
        return year
                || slashes > 1
                || isThousands(text, run, from, to)
                || !zero && to - from > 1 && isYear(text, run, to - 1) && text.charAt(run.start(to - 1) - 1) == '/'
                || isInsured(run, from, to)
                || (to - from == 2 && !zero && run.size(from) <= 3 && run.size(from + 1) == 5 && !isJoined(run, from))
                || (slashes == 1 && run.size(from) == 1)
                || (pairs == to - from && !zero)
                || (to - from >= 6 && run.digits(from, to) < 2 * (to - from))
                || (to - from == 2
                        && isDash(text, run, from)
                        && (isRange(text, run, from) || isPostal(text, run, from)));
    }

    /** Ascending, and without the zero that is dialled before an area. */
    private static boolean isRange(String text, NumberRun run, int g) {
        boolean zero = text.charAt(run.start(g)) == '0' || text.charAt(run.start(g + 1)) == '0';
        int wider = run.size(g + 1) - run.size(g);
        int low = value(text, run, g);
        int high = value(text, run, g + 1);
        return low >= 0 && high > low && (wider == 0 || (low % 10 == 0 && high % 10 == 0))
                || !zero && wider > 0 && run.size(g) <= 4 && run.size(g + 1) <= 5;
    }

    /** Groups of three digits behind dots: round, or the two ends of a range. */
    private static boolean isThousands(String text, NumberRun run, int from, int to) {
        int dots = 0;
        int dashes = 0;
        for (int g = from; g + 1 < to; g++) {
            if (text.charAt(run.start(g)) == '0' && (g == from || run.gapBefore(g) == Gap.HYPHEN)) {
                return false;
            }
            boolean dot = run.gap(g) == Gap.DOT;
            if (dot ? run.size(g + 1) != 3 || run.size(g) > 3 : run.gap(g) != Gap.HYPHEN) {
                return false;
            }
            dots += dot ? 1 : 0;
            dashes += dot ? 0 : 1;
        }
        return dots > 0 && (dashes == 1 || dashes == 0 && text.startsWith("000", run.start(to - 1)));
    }

    /** Two, eight and two digits: the Spanish number of social insurance. */
    private static boolean isInsured(NumberRun run, int from, int to) {
        return to - from == 3 && run.size(from) == 2 && run.size(from + 1) == 8 && run.size(from + 2) == 2;
    }

    private static boolean isJoined(NumberRun run, int g) {
        return run.gap(g) == Gap.HYPHEN || run.gap(g) == Gap.SLASH || run.gap(g) == Gap.PAREN;
    }

    private static boolean isPostal(String text, NumberRun run, int g) {
        int start = run.start(g);
        return run.size(g) == 5
                && run.size(g + 1) == 4
                && start >= 3
                && text.charAt(start - 1) == ' '
                && Character.isUpperCase(text.charAt(start - 2))
                && Character.isUpperCase(text.charAt(start - 3));
    }

    /** Whether a plus stands behind a term: {@code (45)+(31)}. */
    static boolean isSum(String text, int plus) {
        return plus > 0 && (text.charAt(plus - 1) == ')' || Boundaries.isDigit(text.charAt(plus - 1)));
    }

    /** Whether the groups are bytes of a dump, {@code 00 10 00 31 46 D9}, that goes on in hexadecimal letters. */
    static boolean isHexDump(String text, NumberRun run) {
        int next = run.end(run.count() - 1) + 1;
        if (!Boundaries.isHex(Boundaries.peek(text, next))
                || !Boundaries.isHex(Boundaries.peek(text, next + 1))
                || Boundaries.peek(text, next - 1) != ' '
                || Boundaries.gluedAfter(text, next + 2)) {
            return false;
        }
        for (int g = 0; g < run.count(); g++) {
            if (run.size(g) != 2) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQuad(String text, NumberRun run) {
        for (int g = 0; g < 4; g++) {
            if (run.size(g) > 3 || value(text, run, g) > 255 || (g < 3 && run.gap(g) != Gap.DOT)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDate(String text, NumberRun run, int g) {
        if (isYear(text, run, g)) {
            return isDayAndMonth(text, run, g + 1);
        }
        return isYear(text, run, g + 2) && isDayAndMonth(text, run, g);
    }

    private static boolean isYear(String text, NumberRun run, int g) {
        int value = value(text, run, g);
        return run.size(g) == 4 && value >= 1900 && value <= 2099;
    }

    private static boolean isDayAndMonth(String text, NumberRun run, int g) {
        int first = value(text, run, g);
        int second = value(text, run, g + 1);
        return first >= 1 && second >= 1 && Math.max(first, second) <= 31 && Math.min(first, second) <= 12;
    }

    /** The value of a group of at most four digits, else -1. */
    private static int value(String text, NumberRun run, int g) {
        if (run.size(g) > 4) {
            return -1;
        }
        int value = 0;
        for (int i = run.start(g); i < run.end(g); i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    /** Whether the window is an amount of money, a percentage or a decimal number. */
    static boolean isAmount(String text, NumberRun run, int from, int to) {
        int start = run.start(from);
        int end = run.end(to - 1);
        if (start > 0 && isCurrency(text.charAt(start - 1)) || end < text.length() && isUnit(text.charAt(end))) {
            return true;
        }
        boolean decimal = to - from == 2 && run.gap(from) == Gap.DOT;
        return decimal && !(run.size(from) == 3 && run.size(from + 1) == 4);
    }

    private static boolean isCurrency(char c) {
        return c == '$' || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    private static boolean isUnit(char c) {
        return c == '%' || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }
}
