package io.chatguard.internal.resilience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When a server wants to be asked again: {@code retry-after-ms} in milliseconds, else {@code Retry-After} in seconds
 * (fractions are read too) or as a date in the three forms of RFC 9110, 5.6.7.
 *
 * <p>What is none of these, is negative or lies more than a year ahead is taken for garbage and counts as absent; a date
 * that has passed means now.
 */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_CHARACTERS = 40;
    private static final int MOST_DIGITS = 12;

    /** Spelled out, since the names of a locale change with the JDK's data. */
    private static final Map<Long, String> MONTHS =
            names("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final Map<Long, String> DAYS =
            names("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final Map<Long, String> SHORT_DAYS = names("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, DAYS)
            .appendPattern(", dd-")
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendLiteral('-')
            .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, SHORT_DAYS)
            .appendLiteral(' ')
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendPattern(" ppd HH:mm:ss uuuu")
            .toFormatter(Locale.ROOT);

    private RetryAfter() {}

    private static Map<Long, String> names(String... names) {
        Map<Long, String> byNumber = new HashMap<>();
        for (String name : names) {
            byNumber.put(1L + byNumber.size(), name);
        }
        return byNumber;
    }

    static Optional<Duration> of(Reply reply, Instant now) {
        Optional<Duration> millis = reply.header("retry-after-ms").flatMap(text -> decimal(text, 1));
        return millis.or(() -> reply.header("Retry-After").flatMap(text -> seconds(text, now)));
    }

    private static Optional<Duration> seconds(String text, Instant now) {
        return decimal(text, 1000).or(() -> date(text.strip(), now));
    }

    /** Digits with a fraction at most; not the exponents, suffixes and names that {@code Double} would take. */
    private static Optional<Duration> decimal(String text, int millisPerUnit) {
        String number = text.strip();
        int digits = 0;
        int points = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            points += c == '.' ? 1 : 0;
        }
        if (digits == 0 || digits > MOST_DIGITS || points > 1 || digits + points != number.length()) {
            return Optional.empty();
        }
        return plausible(Duration.ofMillis((long) Math.ceil(Double.parseDouble(number) * millisPerUnit)));
    }

    private static Optional<Duration> date(String text, Instant now) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        for (DateTimeFormatter form : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, RFC_850, ASCTIME)) {
            try {
                Instant at = form == DateTimeFormatter.RFC_1123_DATE_TIME
                        ? ZonedDateTime.parse(text, form).toInstant()
                        : LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
                return plausible(at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
            } catch (DateTimeException notThisForm) {
                // The next form, then none.
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> plausible(Duration duration) {
        return Optional.of(duration).filter(d -> d.compareTo(LONGEST) <= 0);
    }
}
