package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.isHyphen;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import io.chatguard.redact.internal.engine.WordTable;

/**
 * Dates with day and month, or month and year in words, with the time of day behind them.
 *
 * <p>Every date has digits, so digit runs are where it looks: numbers in the three orders of the world, and the name of a
 * month on either side. Two digits for the year count alone between slashes only: {@code 1.2.13} is a version, {@code
 * 10-12-14} anything. A date near a word for birth is a {@code DATE_OF_BIRTH} too. A day and a month, a month and a year
 * and a bare year in digits alone are reported with a score that no policy acts on unless it asks for it.
 */
public final class DateScanner {
    private static final String TYPE = "DATE_TIME";
    private static final String ISO = "date_time/iso";
    private static final String NUMERIC = "date_time/numeric";
    private static final String WORDS = "date_time/words";
    private static final String PARTIAL = "date_time/partial";
    private static final double WEAK = 0.2;
    private static final double OFF = 0.1;
    private static final double NAMED = 0.45;
    private static final int BIRTH = 40;
    private static final int JUST = 12;

    private final ContextWords near;
    private final ContextWords birth;

    /** With the words for dates and those for birth. */
    public DateScanner(ContextWords near, ContextWords birth) {
        this.near = near;
        this.birth = birth;
    }

    /** Looks at each group of a run. */
    public void scan(String text, NumberRun run, ScanContext context, Hits out) {
        for (int g = 0; g < run.count(); g++) {
            int size = run.size(g);
            if ((size > 2 && size != 4) || run.start(g) < context.mark(Mark.DATES)) {
                continue;
            }
            if (!numeric(text, run, g, context, out) && !words(text, run.start(g), run.end(g), context, out)) {
                partial(text, run, g, out);
            }
        }
    }

    private boolean numeric(String text, NumberRun run, int g, ScanContext context, Hits out) {
        if (g + 2 >= run.count() || !isJoint(text, run, g) || run.gap(g + 1) != run.gap(g)) {
            return false;
        }
        Gap gap = run.gap(g);
        int start = run.start(g);
        int end = run.end(g + 2);
        boolean chained = run.gapBefore(g) == gap || run.gap(g + 2) == gap && gap != Gap.MIXED;
        if (chained || run.size(g + 1) > 2 || !startsAlone(text, start) || !endsAlone(text, end)) {
            return false;
        }
        int first = value(text, run, g);
        int second = value(text, run, g + 1);
        int third = value(text, run, g + 2);
        boolean dayFirst = DateForms.isDay(first, second) || DateForms.isDay(second, first);
        double score;
        String rule = NUMERIC;
        if (run.size(g) == 4) {
            if (!DateForms.isYear(first) || run.size(g + 2) > 2 || !DateForms.isDay(third, second)) {
                return false;
            }
            rule = gap == Gap.HYPHEN ? ISO : NUMERIC;
            score = 0.7;
        } else if (run.size(g + 2) == 4) {
            if (!dayFirst || !DateForms.isYear(third)) {
                return false;
            }
            score = 0.7;
        } else if (run.size(g + 2) == 2 && dayFirst) {
            boolean named = near.before(text, start, JUST + 8) || birth.before(text, start, BIRTH);
            score = named ? 0.6 : gap == Gap.SLASH ? 0.45 : WEAK;
        } else {
            return false;
        }
        hit(text, start, DateForms.withTime(text, end), score, rule, context, out);
        if (score > WEAK) {
            run.take(g, g + 3);
        }
        return true;
    }

    /** One hyphen, dot or slash, or a dot and a blank as in {@code 21. 5. 2021}. */
    private static boolean isJoint(String text, NumberRun run, int g) {
        Gap gap = run.gap(g);
        boolean dotted = gap == Gap.MIXED && text.charAt(run.end(g)) == '.' && run.start(g + 1) - run.end(g) == 2;
        return gap == Gap.HYPHEN || gap == Gap.DOT || gap == Gap.SLASH || dotted;
    }

    private static int value(String text, NumberRun run, int g) {
        return DateForms.number(text, run.start(g), run.end(g));
    }

    private static boolean startsAlone(String text, int start) {
        char before = peek(text, start - 1);
        return !Boundaries.gluedBefore(text, start) && before != '/' && before != '$' && before != '.' && before != '+';
    }

    private static boolean endsAlone(String text, int end) {
        char after = peek(text, end);
        boolean time = after == 'T' && isDigit(peek(text, end + 1));
        return time || !(Boundaries.gluedAfter(text, end) || after == '/' || after == '%' || after == '*');
    }

    /** A day or a year beside the name of a month. */
    private boolean words(String text, int start, int end, ScanContext context, Hits out) {
        int value = DateForms.number(text, start, end);
        boolean day = end - start <= 2 && value >= 1 && value <= 31;
        boolean year = end - start == 4 && DateForms.isYear(value);
        if (day && dayBeforeMonth(text, start, end, value, context, out)) {
            return true;
        }
        return (day || year) && monthBefore(text, start, end, value, context, out);
    }

    /** {@code 5 May 2021}, {@code 5th of May}, {@code 5. Mai}, {@code 5 de mayo de 2021}, {@code 5-May-21}. */
    private boolean dayBeforeMonth(String text, int start, int end, int day, ScanContext context, Hits out) {
        int i = joint(text, connector(text, joint(text, ordinal(text, end))));
        int wordEnd = i == end ? i : WordTable.wordEnd(text, i);
        if (wordEnd == i || !Months.shipped().mayEnd(text, wordEnd)) {
            return false;
        }
        int month = Months.shipped().month(text, i, wordEnd);
        if (!DateForms.isDay(day, month) || Boundaries.gluedBefore(text, start) || peek(text, start - 1) == '$') {
            return false;
        }
        int year = yearEnd(text, wordEnd);
        double score = score(text, i, wordEnd, year > 0);
        hit(text, start, DateForms.withTime(text, year > 0 ? year : wordEnd), score, WORDS, context, out);
        return true;
    }

    /** {@code May 5th, 2021}, {@code May-21}, {@code mayo de 2012}. */
    private boolean monthBefore(String text, int start, int end, int value, ScanContext context, Hits out) {
        int i = start;
        while (i > 0 && start - i < 3 && (isBlank(text.charAt(i - 1)) || ".-,/".indexOf(text.charAt(i - 1)) >= 0)) {
            i--;
        }
        boolean mayJoin = end - start == 4 && i > 0 && "efln".indexOf(text.charAt(i - 1)) >= 0;
        if (i == start || !mayJoin && !Months.shipped().mayEnd(text, i)) {
            return false;
        }
        int from = WordTable.wordStart(text, i);
        if (from == i) {
            return false;
        }
        int month = Months.shipped().month(text, from, i);
        if (month == 0 && end - start == 4 && isConnector(text, from, i) && from > 1) {
            i = from - 1;
            from = WordTable.wordStart(text, i);
            month = Months.shipped().month(text, from, i);
        }
        if (month == 0 || Boundaries.gluedBefore(text, from) || from < context.mark(Mark.DATES)) {
            return false;
        }
        if (end - start == 4) {
            if (Boundaries.gluedAfter(text, end)) {
                return false;
            }
            hit(text, from, end, Months.shipped().isSure(text, from, i) ? 0.5 : WEAK, WORDS, context, out);
            return true;
        }
        int after = ordinal(text, end);
        if (!DateForms.isDay(value, month) || Boundaries.gluedAfter(text, after) || peek(text, after) == ':') {
            return false;
        }
        int year = yearEnd(text, after);
        double score = score(text, from, i, year > 0);
        hit(text, from, DateForms.withTime(text, year > 0 ? year : after), score, WORDS, context, out);
        return true;
    }

    private double score(String text, int from, int to, boolean year) {
        if (year) {
            return Months.shipped().isSure(text, from, to) ? 0.8 : 0.6;
        }
        return Months.shipped().isFull(text, from, to) ? 0.6 : Months.shipped().isSure(text, from, to) ? 0.45 : WEAK;
    }

    /** End of the year behind a day or a month, or -1. */
    private static int yearEnd(String text, int end) {
        int i = end;
        while (i - end < 3 && (isBlank(peek(text, i)) || ".,-/".indexOf(peek(text, i)) >= 0 && i < text.length())) {
            i++;
        }
        boolean hyphen = i == end + 1 && (isHyphen(text.charAt(end)) || text.charAt(end) == '/');
        i = connector(text, i);
        boolean short2 = peek(text, i) == '\'' || peek(text, i) == '\u2019';
        int from = short2 ? i + 1 : i;
        int to = DateForms.digits(text, from);
        boolean year = to - from == 4 && i > end && DateForms.isYear(DateForms.number(text, from, to));
        boolean two = to - from == 2 && (short2 || hyphen);
        return (year || two) && !Boundaries.gluedAfter(text, to) && peek(text, to) != ':' ? to : -1;
    }

    /** Behind {@code st}, {@code nd}, {@code rd}, {@code th}, {@code er}, {@code º}, {@code .} or nothing. */
    private static int ordinal(String text, int end) {
        int first = peek(text, end) | 0x20;
        int second = peek(text, end + 1) | 0x20;
        boolean letters = first == 's' && second == 't'
                || first == 'n' && second == 'd'
                || first == 'r' && second == 'd'
                || first == 't' && second == 'h'
                || first == 'e' && second == 'r';
        if (letters && !Boundaries.gluedAfter(text, end + 2)) {
            return end + 2;
        }
        char c = peek(text, end);
        return c == '\u00BA' || c == '\u00B0' ? end + 1 : end;
    }

    private static int joint(String text, int index) {
        int i = index;
        while (i - index < 2 && (isBlank(peek(text, i)) || ".-/".indexOf(peek(text, i)) >= 0 && i < text.length())) {
            i++;
        }
        return i;
    }

    private static int connector(String text, int index) {
        char c = peek(text, index);
        if (c != 'd' && c != 'o' && c != 'v') {
            return index;
        }
        int end = WordTable.wordEnd(text, index);
        return isConnector(text, index, end) && isBlank(peek(text, end)) ? end + 1 : index;
    }

    private static boolean isConnector(String text, int from, int to) {
        return to - from == 2 && (text.startsWith("de", from) || text.startsWith("of", from))
                || to - from == 3 && (text.startsWith("del", from) || text.startsWith("van", from));
    }

    private void partial(String text, NumberRun run, int g, Hits out) {
        int start = run.start(g);
        int end = run.end(g);
        int first = value(text, run, g);
        if (run.size(g) == 4) {
            boolean alone = run.count() == 1 && startsAlone(text, start) && endsAlone(text, end);
            if (alone && first >= 1900 && first < 2100 && peek(text, end) != ',' && peek(text, start - 1) != ',') {
                out.hit(TYPE, start, end, OFF, PARTIAL);
            }
            return;
        }
        if (g == 0 && run.count() == 2 && run.gap(0) == Gap.SLASH && startsAlone(text, start)) {
            int second = value(text, run, 1);
            boolean day = run.size(1) <= 2 && (DateForms.isDay(first, second) || DateForms.isDay(second, first));
            boolean month = run.size(1) == 4 && first >= 1 && first <= 12 && DateForms.isYear(second);
            if ((day || month) && endsAlone(text, run.end(1))) {
                out.hit(TYPE, start, run.end(1), near.before(text, start, JUST) ? NAMED : OFF, PARTIAL);
            }
        }
    }

    private void hit(String text, int start, int end, double score, String rule, ScanContext context, Hits out) {
        out.hit(TYPE, start, end, score, rule);
        if (score > WEAK && birth.before(text, start, BIRTH)) {
            out.hit("DATE_OF_BIRTH", start, end, 0.8, "date_of_birth/context");
        }
        context.advance(Mark.DATES, end);
    }
}
