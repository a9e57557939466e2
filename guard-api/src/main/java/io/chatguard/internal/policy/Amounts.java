package io.chatguard.internal.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Sizes and durations as they are written in a policy file. */
public final class Amounts {

    static final String DURATION =
            "a duration: a whole number with ms, s, m, h or d such as 30s, or ISO 8601 such as PT1H";
    public static final String SIZE = "a size: a whole number of bytes, or one with KiB, MiB or GiB such as 32MiB";

    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final int MOST_DIGITS = 12;

    private Amounts() {}

    static Optional<Duration> duration(String text) {
        if (text.startsWith("P") && text.length() <= 32) {
            return iso(text);
        }
        int digits = digits(text);
        if (digits == 0) {
            return Optional.empty();
        }
        long number = Long.parseLong(text, 0, digits, 10);
        Optional<Duration> value = switch (text.substring(digits)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            case "d" -> Optional.of(Duration.ofDays(number));
            default -> Optional.empty();
        };
        return value.filter(d -> d.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> iso(String text) {
        try {
            Duration value = Duration.parse(text);
            return value.isNegative() || value.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(value);
        } catch (DateTimeException notIso) {
            return Optional.empty();
        }
    }

    /** Bytes; at most 2<sup>52</sup>, so that no unit overflows. */
    public static OptionalLong size(String text) {
        int digits = digits(text);
        if (digits == 0) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text, 0, digits, 10);
        int shift = switch (text.substring(digits)) {
            case "" -> 0;
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> -1;
        };
        return shift < 0 || number > 1L << (52 - shift) ? OptionalLong.empty() : OptionalLong.of(number << shift);
    }

    /** How many ASCII digits the text starts with; 0 if too many to be meant. */
    private static int digits(String text) {
        int n = 0;
        while (n < text.length() && text.charAt(n) >= '0' && text.charAt(n) <= '9') {
            n++;
        }
        return n > MOST_DIGITS ? 0 : n;
    }
}
