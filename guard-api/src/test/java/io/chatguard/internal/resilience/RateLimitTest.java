package io.chatguard.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.ResilienceSettings;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long FOR_EVER = Duration.ofHours(1).toNanos();

    private final RateLimit rate =
            new RateLimit(new ResilienceSettings.Rate(OptionalLong.of(600), OptionalLong.of(60_000)));

    private static FakeReply saying(String header, String value) {
        return new FakeReply(200, Map.of(header, value), false, false);
    }

    @Test
    void modelTokensCountAsWellAsRequests() {
        assertThat(rate.reserve(6_000, 0, FOR_EVER)).isZero();
        assertThat(rate.reserve(1_000, 0, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whatIsLargerThanABurstGoesWhenAllIsFreeAndIsPaidOffAfter() {
        assertThat(rate.reserve(60_000, 0, FOR_EVER)).isZero();
        assertThat(rate.reserve(6_000, 0, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void nothingIsTakenForWhoDoesNotWait() {
        assertThat(rate.reserve(60_000, 0, 0)).isZero();
        long wait = rate.reserve(6_000, 0, 0);
        assertThat(rate.reserve(6_000, 0, 0)).isEqualTo(wait);
    }

    @Test
    void aProviderWithNothingLeftHoldsTheNextCallsBack() {
        rate.correct(saying("x-ratelimit-remaining-requests", "0"), 0);
        assertThat(rate.reserve(1, 0, FOR_EVER))
                .isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void aLowerLimitOfTheProviderSlowsDown() {
        rate.correct(saying("x-ratelimit-limit-requests", "60"), 0);
        rate.correct(saying("x-ratelimit-remaining-requests", "0"), 0);
        assertThat(rate.reserve(1, 0, FOR_EVER)).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void aHigherLimitOfTheProviderDoesNotRaiseOurs() {
        rate.correct(saying("x-ratelimit-limit-tokens", "1000000"), 0);
        assertThat(rate.reserve(6_000, 0, FOR_EVER)).isZero();
        assertThat(rate.reserve(1_000, 0, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whatARequestDidNotTakeIsGivenBack() {
        assertThat(rate.reserve(60_000, 0, FOR_EVER)).isZero();
        rate.settle(60_000, 1_000, 0);
        assertThat(rate.reserve(6_000, 0, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whatARequestTookBeyondItsEstimateIsPaidOffAfter() {
        assertThat(rate.reserve(0, 0, FOR_EVER)).isZero();
        long later = Duration.ofMinutes(5).toNanos();
        rate.settle(0, 60_000, later);
        assertThat(rate.reserve(6_000, later, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void moreIsNeverGivenBackThanABurst() {
        assertThat(rate.reserve(6_000, 0, FOR_EVER)).isZero();
        long later = Duration.ofMinutes(5).toNanos();
        rate.settle(6_000, 0, later);
        assertThat(rate.reserve(6_000, later, FOR_EVER)).isZero();
        assertThat(rate.reserve(1_000, later, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void theProvidersWordHoldsWhateverWasGivenBack() {
        assertThat(rate.reserve(5_000, 0, FOR_EVER)).isZero();
        rate.correct(saying("x-ratelimit-remaining-tokens", "0"), 0);
        rate.settle(5_000, 0, 0);
        assertThat(rate.reserve(1_000, 0, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(rate.reserve(1_000, 0, FOR_EVER))
                .isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void garbageChangesNothing() {
        for (String value : new String[] {"", "-1", "many", "1e9", "99999999999999999999"}) {
            rate.correct(saying("x-ratelimit-limit-requests", value), 0);
            rate.correct(saying("x-ratelimit-remaining-requests", value), 0);
        }
        assertThat(rate.reserve(1, 0, FOR_EVER)).isZero();
    }
}
