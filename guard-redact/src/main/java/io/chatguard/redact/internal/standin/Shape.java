package io.chatguard.redact.internal.standin;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Writes digits in the manner of another number. */
final class Shape {

    private Shape() {}

    /** The value with its digits of that radix replaced in order, if it has as many. */
    static Optional<String> filled(String value, String digits, int radix) {
        StringBuilder out = new StringBuilder(value.length());
        int used = 0;
        boolean upper = value.equals(value.toUpperCase(Locale.ROOT));
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80 && Character.digit(c, radix) >= 0) {
                if (used == digits.length()) {
                    return Optional.empty();
                }
                char digit = digits.charAt(used++);
                out.append(upper ? Character.toUpperCase(digit) : digit);
            } else if (c >= 0x80 || c == '_' || c == '\n') {
                return Optional.empty();
            } else {
                out.append(c);
            }
        }
        return used == digits.length() ? Optional.of(out.toString()) : Optional.empty();
    }

    static String digits(int count, RandomGenerator random) {
        StringBuilder out = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            out.append((char) ('0' + random.nextInt(10)));
        }
        return out.toString();
    }
}
