package io.chatguard.redact.internal.engine;

import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.isHyphen;

/**
 * A stretch of digit groups and what stands between them, read once and shared by all numeric rules.
 *
 * <p>Between two groups stand at most {@value #MAX_GAP} characters of: blanks, hyphens, {@code . / ( )}, one line end or
 * tab, which ends a table's cell as a line end ends a line.
 * At most {@value #MAX_GROUPS} groups are held; a longer stretch is read in overlapping pieces (see {@link #next}).
 */
public final class NumberRun {
    /** A card has at most 19 digits, hence at most 19 groups: a piece overlaps the next by more than that. */
    static final int MAX_GROUPS = 64;

    static final int OVERLAP = 24;
    static final int MAX_GAP = 4;

    /** What stands between a group and the next. */
    public enum Gap {
        BLANK,
        HYPHEN,
        DOT,
        SLASH,
        PAREN,
        LINE,
        MIXED,
        END
    }

    private final int[] start = new int[MAX_GROUPS];
    private final int[] end = new int[MAX_GROUPS];
    private final Gap[] gap = new Gap[MAX_GROUPS];
    private final boolean[] taken = new boolean[MAX_GROUPS];
    /** Digits before each group. */
    private final int[] before = new int[MAX_GROUPS + 1];

    /** Sums of Luhn's check before each group, of digits doubled at even places and at odd ones. */
    private final int[] evenSum = new int[MAX_GROUPS + 1];

    private final int[] oddSum = new int[MAX_GROUPS + 1];
    private boolean summed;

    private int dots;
    private int parens;
    private int count;
    private boolean cut;
    private boolean phone;

    /** Reads the stretch whose first digit is at {@code index}. */
    public void read(String text, int index) {
        int length = text.length();
        int i = index;
        count = 0;
        dots = 0;
        parens = 0;
        summed = false;
        cut = false;
        phone = false;
        while (true) {
            start[count] = i;
            while (i < length && isDigit(text.charAt(i))) {
                i++;
            }
            end[count] = i;
            taken[count] = false;
            gap[count] = Gap.END;
            before[count + 1] = before[count] + i - start[count];
            count++;
            int g = i;
            while (g < length && g - i < MAX_GAP && isSeparator(text.charAt(g))) {
                g++;
            }
            if (g == i || g >= length || !isDigit(text.charAt(g))) {
                return;
            }
            Gap kind = kind(text, i, g);
            if (kind == Gap.END) {
                return;
            }
            if (count == MAX_GROUPS) {
                cut = true;
                return;
            }
            gap[count - 1] = kind;
            dots += kind == Gap.DOT ? 1 : 0;
            parens += kind == Gap.PAREN ? 1 : 0;
            i = g;
        }
    }

    private static boolean isSeparator(char c) {
        return isBlank(c) || isHyphen(c) || c == '.' || c == '/' || c == '(' || c == ')' || c == '\n' || c == '\r';
    }

    private static Gap kind(String text, int from, int to) {
        int lines = 0;
        boolean paren = false;
        boolean other = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            lines += c == '\n' || c == '\t' ? 1 : 0;
            paren |= c == '(' || c == ')';
            other |= c == '.' || c == '/';
        }
        if (lines > 1) {
            return Gap.END;
        }
        if (lines == 1) {
            return paren || other ? Gap.END : Gap.LINE;
        }
        if (paren) {
            return Gap.PAREN;
        }
        if (to - from > 1) {
            return Gap.MIXED;
        }
        char c = text.charAt(from);
        if (c == '.') {
            return Gap.DOT;
        }
        if (c == '/') {
            return Gap.SLASH;
        }
        return isHyphen(c) ? Gap.HYPHEN : isBlank(c) ? Gap.BLANK : Gap.END;
    }

    public int count() {
        return count;
    }

    public int start(int group) {
        return start[group];
    }

    public int end(int group) {
        return end[group];
    }

    public int size(int group) {
        return end[group] - start[group];
    }

    /** How many digits are in a stretch of groups. */
    public int digits(int from, int to) {
        return before[to] - before[from];
    }

    /** How many digits there are in all. */
    public int digits() {
        return before[count];
    }

    /** How many groups are followed by a single dot and another. */
    public int dots() {
        return dots;
    }

    /** How many gaps have a parenthesis. */
    public int parens() {
        return parens;
    }

    /** Whether the digits of a stretch of groups pass Luhn's check (ISO/IEC 7812-1). Each digit is read once. */
    public boolean isLuhn(String text, int from, int to) {
        if (!summed) {
            sum(text);
        }
        boolean even = (before[to] & 1) == 0;
        return (even ? evenSum[to] - evenSum[from] : oddSum[to] - oddSum[from]) % 10 == 0;
    }

    private void sum(String text) {
        int place = 0;
        for (int g = 0; g < count; g++) {
            int even = evenSum[g];
            int odd = oddSum[g];
            for (int i = start[g]; i < end[g]; i++) {
                int d = text.charAt(i) - '0';
                int doubled = d * 2 > 9 ? d * 2 - 9 : d * 2;
                boolean isEven = (place++ & 1) == 0;
                even += isEven ? doubled : d;
                odd += isEven ? d : doubled;
            }
            evenSum[g + 1] = even;
            oddSum[g + 1] = odd;
        }
        summed = true;
    }

    /** What follows a group; {@link Gap#END} for the last one. */
    public Gap gap(int group) {
        return gap[group];
    }

    /** What precedes a group; {@link Gap#END} for the first one. */
    public Gap gapBefore(int group) {
        return group == 0 ? Gap.END : gap[group - 1];
    }

    /** Whether a reading with a checksum or a fixed shape has claimed the group. */
    public boolean taken(int group) {
        return taken[group];
    }

    public void take(int from, int to) {
        for (int g = from; g < to; g++) {
            taken[g] = true;
        }
    }

    /** Whether the first group starts a valid international telephone number, so that it starts nothing else. */
    public boolean startsPhone() {
        return phone;
    }

    public void markPhone() {
        phone = true;
    }

    /** Where reading continues: behind the stretch, or at a group near its end when it was cut. */
    public int next() {
        return cut ? start[MAX_GROUPS - OVERLAP] : end[count - 1];
    }
}
