package io.chatguard.redact.internal.phone;

import java.util.ArrayList;
import java.util.List;

/**
 * How numbers are made in one region: a line of {@code plans.txt}.
 *
 * @param region ISO 3166-1 alpha-2, or 001 for a code of no region
 * @param code the country calling code
 * @param lengths of numbers without code and prefix: bit n stands for n digits
 * @param localLengths of numbers that can be dialled nearby only
 * @param prefix what is dialled before a number inside the region
 * @param abroad what is dialled before a country calling code
 * @param leading first digits that tell the region from others of its code
 * @param general what every number of the region is
 * @param kinds what numbers of some kind are; a valid number is of one at least
 */
record NumberPlan(
        String region,
        int code,
        int lengths,
        int localLengths,
        Prefix prefix,
        Prefix abroad,
        Leading leading,
        Numbers general,
        List<Numbers> kinds) {

    /** How long a number is, measured by its plan. */
    enum Length {
        FITS,
        LOCAL,
        SHORT,
        LONG,
        BETWEEN
    }

    /** Numbers by pattern and length; lengths 0 for any. */
    record Numbers(DigitPattern pattern, int lengths) {
        private static Numbers of(String column) {
            int at = column.indexOf('@');
            return at < 0
                    ? new Numbers(DigitPattern.of(column), 0)
                    : new Numbers(DigitPattern.of(column.substring(0, at)), mask(column.substring(at + 1)));
        }

        boolean hold(long digits, int length) {
            return (lengths == 0 || (lengths >> length & 1) != 0) && pattern.matches(digits, length);
        }
    }

    /** First digits, where the plan names some. */
    record Leading(boolean named, DigitPattern pattern) {}

    /** What is dialled before a number: literal digits, or a pattern, which is left to libphonenumber where it fits. */
    record Prefix(boolean literal, long digits, int length, DigitPattern pattern) {
        boolean starts(long number, int of) {
            return literal
                    ? length > 0 && of >= length && number >>> 4 * (of - length) == digits
                    : pattern.startsIn(number, of);
        }

        private static Prefix of(String column, String rewriting) {
            boolean literal = rewriting.isEmpty();
            for (int i = 0; i < column.length() && literal; i++) {
                literal = Character.isDigit(column.charAt(i));
            }
            return new Prefix(
                    literal,
                    literal && !column.isEmpty() ? Long.parseLong(column, 16) : 0,
                    literal ? column.length() : 0,
                    DigitPattern.of(column.replace("$", "")));
        }
    }

    /** Parses a line. */
    static NumberPlan of(String line) {
        String[] columns = line.split(";", -1);
        List<Numbers> kinds = new ArrayList<>();
        for (int i = 9; i < columns.length; i++) {
            kinds.add(Numbers.of(columns[i]));
        }
        return new NumberPlan(
                columns[1],
                Integer.parseInt(columns[0]),
                mask(columns[2]),
                mask(columns[3]),
                Prefix.of(columns[4], columns[5]),
                Prefix.of(columns[6], ""),
                new Leading(!columns[7].isEmpty(), DigitPattern.of(columns[7])),
                Numbers.of(columns[8]),
                List.copyOf(kinds));
    }

    private static int mask(String list) {
        int mask = 0;
        for (String length : list.isEmpty() ? new String[0] : list.split(",")) {
            mask |= 1 << Integer.parseInt(length);
        }
        return mask;
    }

    /** Whether the digits are a number of some kind. */
    boolean isValid(long digits, int length) {
        if (!general.hold(digits, length)) {
            return false;
        }
        for (Numbers kind : kinds) {
            if (kind.hold(digits, length)) {
                return true;
            }
        }
        return false;
    }

    Length measure(int length) {
        if ((localLengths >> length & 1) != 0) {
            return Length.LOCAL;
        }
        if ((lengths >> length & 1) != 0) {
            return Length.FITS;
        }
        return lengths >> length == 0
                ? Length.LONG
                : (lengths & (1 << length) - 1) == 0 ? Length.SHORT : Length.BETWEEN;
    }
}
