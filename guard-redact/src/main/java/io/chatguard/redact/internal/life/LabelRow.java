package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;

/**
 * What stands behind a name: a line of {@code labels.txt}.
 *
 * @param rule which rule reports it
 * @param kind d digits, x letters and digits, u capital letters and digits, w what a user name has
 * @param joins what may stand between its characters: s blanks, hyphens, dots and slashes, h hyphens, or nothing
 * @param least the fewest characters, joints not counted
 * @param most the most characters
 * @param digits the fewest digits
 */
record LabelRow(String rule, char kind, char joins, int least, int most, int digits) {

    /** The line of a file, without its names. */
    static LabelRow of(String rule, String form) {
        String[] parts = form.split(" ", -1);
        return new LabelRow(
                rule,
                parts[0].charAt(0),
                parts[0].length() > 1 ? parts[0].charAt(1) : ' ',
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }

    /** Where such a value ends that starts there, or -1. */
    int end(String text, int start) {
        int i = start;
        int count = 0;
        int found = 0;
        int end = -1;
        while (count < most && is(peek(text, i))) {
            int from = i;
            int number = 0;
            while (i < text.length() && i - from <= most && is(text.charAt(i))) {
                number += isDigit(text.charAt(i)) ? 1 : 0;
                i++;
            }
            boolean words = number == 0 && from > start && (i - from > 3 || !isUpper(text, from, i));
            if (count + i - from > most || Boundaries.gluedAfter(text, i) || words) {
                break;
            }
            count += i - from;
            found += number;
            end = i;
            if (!isJoint(peek(text, i)) || !is(peek(text, i + 1))) {
                break;
            }
            i++;
        }
        return count >= least && found >= digits ? end : -1;
    }

    private boolean is(char c) {
        return switch (kind) {
            case 'd' -> isDigit(c);
            case 'u' -> isDigit(c) || c >= 'A' && c <= 'Z';
            case 'w' -> isDigit(c) || isAsciiLetter(c) || c == '.' || c == '_' || c == '-';
            default -> isDigit(c) || isAsciiLetter(c);
        };
    }

    private boolean isJoint(char c) {
        return switch (joins) {
            case 's' -> c == ' ' || c == '-' || c == '.' || c == '/' || c == '\u00A0';
            case 'h' -> c == '-';
            default -> false;
        };
    }

    private static boolean isUpper(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
