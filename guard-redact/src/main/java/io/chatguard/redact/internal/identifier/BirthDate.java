package io.chatguard.redact.internal.identifier;

import java.util.Arrays;
import java.util.List;

/**
 * A date inside a number. Written {@code ddmmyy at 1}, then what some numbers add to the day or the month, such as {@code
 * day 40} or {@code month 20 40 60}. Immutable.
 */
public final class BirthDate {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String order;
    private final int at;
    private final int[] dayShifts;
    private final int[] monthShifts;

    private BirthDate(String order, int at, int[] dayShifts, int[] monthShifts) {
        this.order = order;
        this.at = at;
        this.dayShifts = dayShifts;
        this.monthShifts = monthShifts;
    }

    /**
     * Reads it as a rule writes it.
     *
     * @throws IllegalArgumentException if it is not written so
     */
    public static BirthDate of(String written) {
        List<String> words = Arrays.asList(written.split(" "));
        if (words.size() < 3 || !words.get(1).equals("at") || !isOrder(words.get(0))) {
            throw new IllegalArgumentException("a date is written such as 'yymmdd at 1'");
        }
        int day = words.indexOf("day");
        int month = words.indexOf("month");
        try {
            return new BirthDate(
                    words.get(0),
                    Integer.parseInt(words.get(2)) - 1,
                    shifts(words, day, month > day ? month : words.size()),
                    shifts(words, month, day > month ? day : words.size()));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("a date has numbers behind at, day and month");
        }
    }

    private static boolean isOrder(String written) {
        for (int k = 0; k < written.length(); k++) {
            if ("dmy".indexOf(written.charAt(k)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int[] shifts(List<String> words, int key, int to) {
        int[] shifts = new int[key < 0 ? 1 : to - key];
        for (int k = 1; k < shifts.length; k++) {
            shifts[k] = Integer.parseInt(words.get(key + k));
        }
        return shifts;
    }

    /** Whether there is such a day. */
    public boolean fits(byte[] symbols) {
        int day = read(symbols, 'd');
        int month = read(symbols, 'm');
        int year = read(symbols, 'y');
        for (int monthShift : monthShifts) {
            int m = month - monthShift;
            for (int dayShift : dayShifts) {
                int d = day - dayShift;
                if (m >= 1 && m <= 12 && d >= 1 && d <= DAYS[m - 1] && (d < 29 || m != 2 || year % 4 == 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    private int read(byte[] symbols, char part) {
        int number = 0;
        for (int k = 0; k < order.length(); k++) {
            if (order.charAt(k) == part) {
                number = number * 10 + symbols[at + k];
            }
        }
        return number;
    }
}
