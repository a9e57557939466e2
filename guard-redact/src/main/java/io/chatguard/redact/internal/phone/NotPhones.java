package io.chatguard.redact.internal.phone;

import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;

/** Digit groups that are dates, ranges of years, amounts or decimals, and so no telephone numbers. */
final class NotPhones {
    private NotPhones() {}

    /** Takes the dates of a run, in any order of day, month and year, and dotted quads. */
    static void take(String text, NumberRun run) {
        if (run.count() == 4 && !run.startsPhone() && isQuad(text, run)) {
            run.take(0, 4);
        }
        for (int g = 0; g + 1 < run.count(); g++) {
            Gap gap = run.gap(g);
            boolean joined = gap == Gap.HYPHEN || gap == Gap.DOT || gap == Gap.SLASH;
            if (!joined || run.taken(g)) {
                continue;
            }
            boolean starts = run.gapBefore(g) != gap;
            if (starts && isYear(text, run, g) && isYear(text, run, g + 1) && run.gap(g + 1) != gap) {
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
