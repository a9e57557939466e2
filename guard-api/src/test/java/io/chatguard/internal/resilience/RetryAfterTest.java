package io.chatguard.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of A119 and others. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:07Z");

    @ParameterizedTest
    @CsvSource({
        "3600, PT1H",
        "' 2 ', PT2S",
        "0, PT0S",
        "1.5, PT1.5S",
        ".5, PT0.5S",
        "'Sun, 06 Nov 1994 08:49:37 GMT', PT30S",
        "'Saturday, 06-Nov-94 08:49:37 GMT', PT30S",
        "'Sun Nov  6 08:49:37 1994', PT30S",
        "'Sun, 06 Nov 1994 08:00:00 GMT', PT0S"
    })
    void everyFormOfTheHeaderIsRead(String value, Duration delay) {
        // The two-digit year of RFC 850 is one of this century, in which that day is a Saturday.
        Instant now = value.contains("-94") ? Instant.parse("2094-11-06T08:49:07Z") : NOW;
        assertThat(RetryAfter.of(FakeReply.of(429, "Retry-After", value), now)).contains(delay);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "NaN",
                "Infinity",
                "1e30",
                "1e3",
                "3 seconds",
                "0x10",
                "1d",
                "1f",
                "1.2.3",
                ".",
                "soon",
                "99999999999999999999",
                "999999999999",
                "Sun, 06 Nov 2994 08:49:37 GMT",
                "١٢"
            })
    void garbageCountsAsAbsent(String value) {
        assertThat(RetryAfter.of(FakeReply.of(429, "Retry-After", value), NOW)).isEmpty();
        assertThat(RetryAfter.of(FakeReply.of(429, "retry-after-ms", value), NOW))
                .isEmpty();
    }

    @Test
    void millisecondsComeFirst() {
        FakeReply reply = new FakeReply(429, Map.of("retry-after-ms", "1500", "Retry-After", "9"), false, false);
        assertThat(RetryAfter.of(reply, NOW)).contains(Duration.ofMillis(1500));
    }

    @Test
    void garbageInMillisecondsLeavesTheOtherHeader() {
        FakeReply reply = new FakeReply(429, Map.of("retry-after-ms", "soon", "Retry-After", "9"), false, false);
        assertThat(RetryAfter.of(reply, NOW)).contains(Duration.ofSeconds(9));
    }
}
