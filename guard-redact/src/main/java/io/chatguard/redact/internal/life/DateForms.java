package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;

/** The parts of dates: numbers, days that exist, times of day behind a date. */
final class DateForms {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int EARLIEST = 1800;
    private static final int LATEST = 2199;

    private DateForms() {}

    /** The value of at most four digits, else -1. */
    static int number(String text, int start, int end) {
        if (end - start > 4 || end <= start) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    static boolean isYear(int value) {
        return value >= EARLIEST && value <= LATEST;
    }

    /** Whether some year has that day. */
    static boolean isDay(int day, int month) {
        return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1];
    }

    /** Where the digits end that start there. */
    static int digits(String text, int start) {
        int i = start;
        while (i < text.length() && i - start < 10 && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Where the time of day ends that follows a date which ends there, or the end of the date. */
    static int withTime(String text, int end) {
        int i = end;
        char c = peek(text, i);
        if ((c == 'T' || c == 't') && isDigit(peek(text, i + 1))) {
            i++;
        } else {
            i = c == ',' ? i + 1 : i;
            int blanks = i;
            while (i - blanks < 2 && (peek(text, i) == ' ' || peek(text, i) == '\u00A0')) {
                i++;
            }
            i = text.startsWith("at ", i) || text.startsWith("um ", i) ? i + 3 : i;
            if (i == end) {
                return end;
            }
        }
        int time = timeEnd(text, i);
        return time < 0 ? end : time;
    }

    /** End of {@code 9:15}, {@code 09:15:30.500-07:00}, {@code 9:15 pm} or {@code 2 pm}, or -1. */
    private static int timeEnd(String text, int start) {
        int i = digits(text, start);
        if (i - start < 1 || i - start > 2 || number(text, start, i) > 24) {
            return -1;
        }
        boolean minutes = peek(text, i) == ':' && isDigit(peek(text, i + 1)) && isDigit(peek(text, i + 2));
        if (minutes) {
            i += 3;
            if (peek(text, i) == ':' && isDigit(peek(text, i + 1)) && isDigit(peek(text, i + 2))) {
                i += 3;
                if ((peek(text, i) == '.' || peek(text, i) == ',') && isDigit(peek(text, i + 1))) {
                    i = digits(text, i + 1);
                }
            }
        }
        int half = half(text, i);
        if (half < 0 && !minutes) {
            return -1;
        }
        i = Math.max(i, half);
        i = minutes ? zone(text, i) : i;
        return Boundaries.gluedAfter(text, i) ? -1 : i;
    }

    private static int half(String text, int start) {
        int i = peek(text, start) == ' ' ? start + 1 : start;
        int c = peek(text, i) | 0x20;
        if (c != 'a' && c != 'p') {
            return -1;
        }
        i += peek(text, i + 1) == '.' ? 2 : 1;
        if ((peek(text, i) | 0x20) != 'm') {
            return -1;
        }
        return peek(text, i - 1) == '.' && peek(text, i + 1) == '.' ? i + 2 : i + 1;
    }

    private static int zone(String text, int start) {
        char c = peek(text, start);
        if (c == 'Z' || c == 'z') {
            return start + 1;
        }
        if ((c == '+' || c == '-') && isDigit(peek(text, start + 1)) && isDigit(peek(text, start + 2))) {
            int i = start + 3;
            int colon = peek(text, i) == ':' ? i + 1 : i;
            return isDigit(peek(text, colon)) && isDigit(peek(text, colon + 1)) ? colon + 2 : i;
        }
        return start;
    }
}
