package io.chatguard.redact.internal.phone;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.NumberRun;
import io.chatguard.redact.internal.engine.NumberRun.Gap;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.ScanContext.Mark;
import io.chatguard.redact.internal.phone.PhoneAuthority.Standing;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Telephone numbers of any country; libphonenumber decides, this finds the candidates.
 *
 * <ul>
 *   <li>{@code phone/e164}: with {@code +} and valid in some region: 0.75; with {@code 00}: 0.6; beside a phone word 0.95.
 *   <li>{@code phone/national}: valid as dialled in the default region: 0.5 when grouped, 0.8 with a word; 0.35 when bare, in a URL,
 *       or in the shape of a range, a postal code or a row of digits.
 *   <li>{@code phone/possible}: 7 to 15 digits beside a phone word (six with a leading zero), valid anywhere or not: 0.5. With {@code +} and three groups or
 *       more the shape carries it alone: 0.4, beside a word 0.6.
 *   <li>{@code phone/nanp}: {@code (415) 555-0132} by its shape: 0.4.
 * </ul>
 *
 * <p>Without {@code +}, a number that is named as another ({@code order number}, {@code ISBN}; {@code others.txt}) scores 0.3
 * at most, unless a phone word stands nearer.
 *
 * <p>Windows of whole digit groups, longest first, at most {@value PhoneAuthority#MOST_DIGITS} digits; blanks, hyphens,
 * dots, slashes and parentheses between groups, no line end, no two blanks. An extension belongs to the number, also one of
 * at most five digits behind a hyphen.
 */
public final class PhoneScanner {
    private static final String TYPE = "PHONE_NUMBER";
    private static final int FEWEST = 7;
    private static final int MOST = 15;

    private static final int OTHER_DISTANCE = 24;

    private final ContextWords words = ContextWords.of(DataFile.lines(PhoneScanner.class, "words.txt"));
    private final ContextWords others = ContextWords.of(DataFile.lines(PhoneScanner.class, "others.txt"));
    private final ConcurrentHashMap<String, PhoneAuthority> national = new ConcurrentHashMap<>();

    /** Fails if the region is not one that libphonenumber knows. */
    public static void checkRegion(String region) {
        if (!region.isEmpty()) {
            PhoneAuthority.national(region);
        }
    }

    /** Reports the numbers among the groups of the run that no stronger reading has taken. */
    public void scan(String text, NumberRun run, ScanContext context, Hits out) {
        NotPhones.take(text, run);
        int g = 0;
        while (g < run.count()) {
            int to = run.taken(g) ? g : at(text, run, g, context, out);
            g = Math.max(to, g + 1);
        }
    }

    /** Whether the run starts behind a {@code +} with a number that is valid: then no card or address starts there. */
    public boolean startsWithValid(String text, NumberRun run) {
        if (plusBefore(text, run.start(0)) < 0) {
            return false;
        }
        for (int to = longest(text, run, 0); to > 0; to--) {
            if (run.digits(0, to) < FEWEST) {
                return false;
            }
            if (endsNumber(text, run, 0, to)
                    && PhoneAuthority.international().judge(PhoneSpan.number(text, run, 0, to, 0)) == Standing.VALID) {
                return true;
            }
        }
        return false;
    }

    /** Reports a number that starts with group {@code g}; returns the group behind it, or -1. */
    private int at(String text, NumberRun run, int g, ScanContext context, Hits out) {
        int most = longest(text, run, g);
        if (most < 0) {
            return -1;
        }
        int plus = plusBefore(text, run.start(g));
        if (plus >= 0) {
            return NotPhones.isSum(text, plus) ? -1 : international(text, run, g, most, plus, context, out);
        }
        if (!startsNumber(text, run, g) || NotPhones.isHexDump(text, run)) {
            return -1;
        }
        int to = -1;
        if (isDoubleZero(text, run, g)) {
            to = international(text, run, g, most, -1, context, out);
        }
        if (to < 0 && !context.region().isEmpty()) {
            to = national(text, run, g, most, context, out);
        }
        if (to < 0) {
            to = possible(text, run, g, most, context, out);
        }
        return to < 0 ? nanp(text, run, g, context, out) : to;
    }

    private int international(String text, NumberRun run, int g, int most, int plus, ScanContext context, Hits out) {
        int skip = plus >= 0 ? 0 : 2;
        int possible = -1;
        for (int to = most; to > g; to--) {
            int digits = run.digits(g, to) - skip;
            if (digits < FEWEST) {
                break;
            }
            if (digits > PhoneAuthority.MOST_DIGITS || !endsNumber(text, run, g, to)) {
                continue;
            }
            Standing standing = PhoneAuthority.international().judge(PhoneSpan.number(text, run, g, to, skip));
            if (standing == Standing.VALID) {
                return report(text, run, g, to, plus, plus >= 0 ? 0.75 : 0.6, 0.95, "phone/e164", context, out);
            }
            if (standing == Standing.POSSIBLE && possible < 0) {
                possible = to;
            }
        }
        if (plus < 0) {
            return -1;
        }
        int to = possible < 0 ? longestPossible(text, run, g, most) : possible;
        return to < 0
                ? -1
                : report(text, run, g, to, plus, to - g > 2 ? 0.4 : 0.3, 0.6, "phone/possible", context, out);
    }

    private int national(String text, NumberRun run, int g, int most, ScanContext context, Hits out) {
        PhoneAuthority authority = national.computeIfAbsent(context.region(), PhoneAuthority::national);
        for (int to = most; to > g; to--) {
            int digits = run.digits(g, to);
            if (digits < FEWEST) {
                break;
            }
            if (endsNumber(text, run, g, to)
                    && !NotPhones.isAmount(text, run, g, to)
                    && authority.judge(PhoneSpan.number(text, run, g, to, 0)) == Standing.VALID) {
                boolean weak =
                        to - g == 1 || run.start(g) < context.mark(Mark.URL) || NotPhones.isSeries(text, run, g, to);
                double alone = weak ? 0.35 : 0.5;
                return report(text, run, g, to, -1, alone, 0.8, "phone/national", context, out);
            }
        }
        return -1;
    }

    private int possible(String text, NumberRun run, int g, int most, ScanContext context, Hits out) {
        int to = longestPossible(text, run, g, most);
        if (to < 0
                || NotPhones.isAmount(text, run, g, to)
                || !words.near(text, run.start(g), run.end(to - 1), context)) {
            return -1;
        }
        return report(text, run, g, to, -1, 0.5, 0.5, "phone/possible", context, out);
    }

    /** Three, three and four digits, joined in one way: the shape of North America, which others use too. */
    private int nanp(String text, NumberRun run, int g, ScanContext context, Hits out) {
        if (g + 3 > run.count()
                || run.size(g) != 3
                || run.size(g + 1) != 3
                || run.size(g + 2) != 4
                || run.taken(g + 1)
                || run.taken(g + 2)
                || run.gapBefore(g) == Gap.BLANK
                || run.gap(g + 2) == Gap.BLANK
                || run.gap(g + 2) == Gap.HYPHEN
                || run.start(g) < context.mark(Mark.URL)
                || !endsNumber(text, run, g, g + 3)) {
            return -1;
        }
        Gap second = run.gap(g + 1);
        boolean joined = second == Gap.HYPHEN || second == Gap.DOT || second == Gap.BLANK;
        boolean paren = run.gap(g) == Gap.PAREN && text.charAt(run.end(g)) == ')';
        if (!joined || !(paren || run.gap(g) == second)) {
            return -1;
        }
        return report(text, run, g, g + 3, -1, 0.4, 0.5, "phone/nanp", context, out);
    }

    private static int longestPossible(String text, NumberRun run, int g, int most) {
        for (int to = most; to > g; to--) {
            int digits = run.digits(g, to);
            if (digits < fewest(text, run, g)) {
                return -1;
            }
            if (digits <= MOST && run.gap(to - 1) != Gap.HYPHEN && endsNumber(text, run, g, to)) {
                return to;
            }
        }
        return -1;
    }

    private int report(
            String text,
            NumberRun run,
            int g,
            int to,
            int plus,
            double alone,
            double beside,
            String rule,
            ScanContext context,
            Hits out) {
        int last = PhoneSpan.isExtended(text, run, to) ? to + 1 : withRest(text, run, g, to);
        int end = PhoneSpan.withExtension(text, run.end(last - 1));
        int start = PhoneSpan.withOpening(text, run, g, end, plus);
        double score = words.near(text, start, end, context) ? beside : alone;
        boolean other = plus < 0 && isOther(text, start, context);
        out.hit(TYPE, start, end, other ? Math.min(score, 0.3) : score, rule);
        return last;
    }

    /** Short groups that follow in the same manner: a number with a digit too many, rather than one that loses its end. */
    private static int withRest(String text, NumberRun run, int g, int to) {
        int last = to;
        while (to - g > 1
                && last - to < 2
                && last < run.count()
                && run.gap(to - 2) == Gap.BLANK
                && run.gap(last - 1) == Gap.BLANK
                && !run.taken(last)
                && run.size(last) <= 4
                && run.digits(g, last + 1) <= MOST
                && endsNumber(text, run, g, last + 1)) {
            last++;
        }
        return last;
    }

    /** Whether the number is said to be another: of an order, a book. Of two words the nearer one names it. */
    private boolean isOther(String text, int start, ScanContext context) {
        if (others.before(text, start, OTHER_DISTANCE)) {
            int distance = 2;
            while (!others.before(text, start, distance)) {
                distance += 2;
            }
            return !words.before(text, start, distance);
        }
        return others.names(text, start, context)
                && !words.before(text, start, OTHER_DISTANCE)
                && !words.names(text, start, context);
    }

    /** The group behind the longest window, or -1 if even that is too short. */
    private static int longest(String text, NumberRun run, int g) {
        int digits = 0;
        int to = g;
        while (to < run.count() && !run.taken(to)) {
            digits += run.size(to);
            if (digits > PhoneAuthority.MOST_DIGITS) {
                break;
            }
            to++;
            Gap gap = run.gap(to - 1);
            if (gap == Gap.END
                    || gap == Gap.LINE
                    || (gap == Gap.MIXED && isWide(text, run, to - 1))
                    || (gap == Gap.PAREN && PhoneSpan.isNested(text, run.end(to - 1), run.start(to)))) {
                break;
            }
        }
        return run.digits(g, to) < fewest(text, run, g) ? -1 : to;
    }

    /** Six digits may be a number, as the shortest of Italy are, if they start with the zero that is dialled there. */
    private static int fewest(String text, NumberRun run, int g) {
        return text.charAt(run.start(g)) == '0' ? FEWEST - 1 : FEWEST;
    }

    private static boolean isWide(String text, NumberRun run, int g) {
        for (int i = run.end(g); i < run.start(g + 1); i++) {
            if (!Boundaries.isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int plusBefore(String text, int start) {
        int i = start - 1;
        for (int k = 0; k < 2 && i >= 0; k++, i--) {
            char c = text.charAt(i);
            if (c == '+' || c == 0xFF0B) {
                return i;
            }
            if (c != '(' && c != ' ') {
                return -1;
            }
        }
        return -1;
    }

    /** A number does not start inside a joined sequence, nor glued to an identifier. */
    private static boolean startsNumber(String text, NumberRun run, int g) {
        Gap before = run.gapBefore(g);
        if (before == Gap.HYPHEN || before == Gap.DOT || before == Gap.SLASH) {
            return run.taken(g - 1) && before != Gap.DOT;
        }
        int start = run.start(g);
        char last = Boundaries.peek(text, start - 1);
        if (last == '%' || last == '§' || (last == '/' && isLetterAlone(text, start - 1))) {
            return false;
        }
        if (Boundaries.isHyphen(last)) {
            boolean minus = !Boundaries.gluedBefore(text, start - 1) && run.gap(g) == Gap.END;
            return minus ? isPunctuated(text, start - 1) : Boundaries.onlyLettersBefore(text, start - 1);
        }
        boolean oneLetter = Boundaries.gluedBefore(text, start) && !Boundaries.gluedBefore(text, start - 1);
        return !oneLetter && Boundaries.onlyLettersBefore(text, start);
    }

    /** {@code S/1994/359}: the mark of a document. */
    private static boolean isLetterAlone(String text, int index) {
        return Boundaries.gluedBefore(text, index) && !Boundaries.gluedBefore(text, index - 1);
    }

    /** A hyphen behind a blank is a minus; behind other punctuation it is not. */
    private static boolean isPunctuated(String text, int index) {
        return index > 0 && !Boundaries.isBlank(text.charAt(index - 1)) && text.charAt(index - 1) > ' ';
    }

    /**
     * A number does not end inside an identifier, a decimal, an open parenthesis or before an equals sign, nor with the
     * first group of a time or an IPv6 address.
     */
    private static boolean endsNumber(String text, NumberRun run, int from, int to) {
        int end = run.end(to - 1);
        if (run.gap(to - 1) == Gap.DOT
                || Boundaries.peek(text, end) == '='
                || run.parens() > 0 && PhoneSpan.isOpen(text, run.start(from), end)) {
            return false;
        }
        boolean colon = Boundaries.peek(text, end) == ':' && Boundaries.isHex(Boundaries.peek(text, end + 1));
        if (colon && run.size(to - 1) <= 4 && run.gapBefore(to - 1) == Gap.BLANK) {
            return false;
        }
        return !Boundaries.gluedAfter(text, end)
                || (Boundaries.onlyLettersAfter(text, end) && Boundaries.gluedAfter(text, end + 1))
                || PhoneSpan.withExtension(text, end) > end;
    }

    private static boolean isDoubleZero(String text, NumberRun run, int g) {
        int start = run.start(g);
        return run.size(g) >= 2 && text.charAt(start) == '0' && text.charAt(start + 1) == '0';
    }
}
