package io.chatguard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How calls meet a provider that is slow, busy or down.
 *
 * <p>With {@link Owner#CLIENT} nothing of this applies: the client's own retries and timeouts stay as they are, below the
 * guard. With {@link Owner#GUARD} the guard retries and the client's own retries are off; its timeouts stay as upper
 * limits.
 *
 * @param owner who retries
 * @param deadline how long a call may take in all, from its entry to the last byte of its reply
 * @param attemptTimeout how long one attempt may take: to the end of a whole reply, to the start of a streamed one
 * @param retry which attempts follow a failed one
 * @param breaker when an endpoint and model count as down
 * @param bulkhead how many attempts an endpoint and model get at the same time
 * @param rate how much an endpoint and model get in a minute
 * @param killFile while this file is there, nothing is sent and streams stop; its absence must be certain
 */
public record ResilienceSettings(
        Owner owner,
        Duration deadline,
        Duration attemptTimeout,
        Retry retry,
        Breaker breaker,
        Bulkhead bulkhead,
        Rate rate,
        Optional<Path> killFile) {

    /** Who retries. */
    public enum Owner {
        /** The client that is wrapped, as it was set up. */
        CLIENT,
        /** The guard. */
        GUARD
    }

    /**
     * Which attempts follow a failed one.
     *
     * @param attempts how many attempts a call has, the first included; 1 means no retry
     * @param budget how many retries there are in all, as a share of calls, 0 to 1
     * @param reserve how many retries are there before calls have earned any; not on top of the share
     * @param baseDelay upper limit of the first random delay; it doubles with each retry
     * @param maxDelay upper limit of random delays
     */
    public record Retry(int attempts, double budget, int reserve, Duration baseDelay, Duration maxDelay) {
        public Retry {
            check(attempts >= 1 && attempts <= 20, "a call has 1 to 20 attempts");
            check(budget >= 0 && budget <= 1, "the retry budget lies between 0 and 1");
            check(reserve >= 0 && reserve <= 1000, "the reserve lies between 0 and 1000 retries");
            check(isPositive(baseDelay), "the base delay is longer than nothing");
            check(maxDelay.compareTo(baseDelay) >= 0, "the longest delay is not shorter than the base delay");
        }
    }

    /**
     * When an endpoint and model count as down: attempts are refused then, until some for trial succeed.
     *
     * @param failureRate from which share of failed attempts on, above 0 up to 1
     * @param window the share is that of so many last attempts
     * @param minCalls nothing is concluded from fewer attempts
     * @param openFor how long attempts are refused before some are tried
     * @param trialCalls how many are tried
     */
    public record Breaker(double failureRate, int window, int minCalls, Duration openFor, int trialCalls) {
        public Breaker {
            check(failureRate > 0 && failureRate <= 1, "the failure rate lies above 0 and is at most 1");
            check(window >= 1 && window <= 10_000, "the window has 1 to 10000 attempts");
            check(minCalls >= 1 && minCalls <= window, "the least number of calls is at least 1 and fits the window");
            check(isPositive(openFor), "a breaker is open for longer than nothing");
            check(trialCalls >= 1 && trialCalls <= 1000, "1 to 1000 attempts are tried");
        }
    }

    /**
     * How many attempts an endpoint and model get at the same time.
     *
     * @param concurrent so many
     * @param waiting so many more wait for a place; the next is refused
     */
    public record Bulkhead(int concurrent, int waiting) {
        public Bulkhead {
            check(concurrent >= 1 && concurrent <= 100_000, "1 to 100000 attempts run at the same time");
            check(waiting >= 0 && waiting <= 1_000_000, "0 to 1000000 attempts wait");
        }
    }

    /**
     * How much an endpoint and model get in a minute, spread evenly; what is empty is not limited.
     *
     * @param requestsPerMinute attempts
     * @param tokensPerMinute the model's tokens, estimated from the request until the reply says what it took
     */
    public record Rate(OptionalLong requestsPerMinute, OptionalLong tokensPerMinute) {
        public Rate {
            checkRate(requestsPerMinute);
            checkRate(tokensPerMinute);
        }

        /** No limit. */
        public static Rate unlimited() {
            return new Rate(OptionalLong.empty(), OptionalLong.empty());
        }

        private static void checkRate(OptionalLong rate) {
            check(
                    rate.isEmpty() || (rate.getAsLong() >= 1 && rate.getAsLong() <= 1_000_000_000L),
                    "a rate lies between" + " 1 and 1000000000 in a minute");
        }
    }

    private static final ResilienceSettings DEFAULTS = new ResilienceSettings(
            Owner.GUARD,
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            new Retry(3, 0.1, 10, Duration.ofMillis(500), Duration.ofSeconds(8)),
            new Breaker(0.5, 100, 50, Duration.ofSeconds(5), 3),
            new Bulkhead(64, 1000),
            Rate.unlimited(),
            Optional.empty());

    public ResilienceSettings {
        check(isPositive(deadline), "the deadline is longer than nothing");
        check(isPositive(attemptTimeout), "an attempt has longer than nothing");
    }

    /**
     * Ten minutes for a call and five for an attempt; three attempts, retries for a tenth of the calls; 64 attempts at
     * the same time and 1000 waiting; a breaker that opens when half of the last 50 to 100 attempts
     * have failed, for five seconds; no rate limit.
     */
    public static ResilienceSettings defaults() {
        return DEFAULTS;
    }

    /** Leaves retries and timeouts to the client. */
    public static ResilienceSettings ofTheClient() {
        return DEFAULTS.withOwner(Owner.CLIENT);
    }

    /** These settings with that owner. */
    public ResilienceSettings withOwner(Owner value) {
        return new ResilienceSettings(value, deadline, attemptTimeout, retry, breaker, bulkhead, rate, killFile);
    }

    /** These settings with those times. */
    public ResilienceSettings withTimes(Duration ofCall, Duration ofAttempt) {
        return new ResilienceSettings(owner, ofCall, ofAttempt, retry, breaker, bulkhead, rate, killFile);
    }

    /** These settings with those retries. */
    public ResilienceSettings withRetry(Retry value) {
        return new ResilienceSettings(owner, deadline, attemptTimeout, value, breaker, bulkhead, rate, killFile);
    }

    /** These settings with that breaker. */
    public ResilienceSettings withBreaker(Breaker value) {
        return new ResilienceSettings(owner, deadline, attemptTimeout, retry, value, bulkhead, rate, killFile);
    }

    /** These settings with that bulkhead. */
    public ResilienceSettings withBulkhead(Bulkhead value) {
        return new ResilienceSettings(owner, deadline, attemptTimeout, retry, breaker, value, rate, killFile);
    }

    /** These settings with that rate. */
    public ResilienceSettings withRate(Rate value) {
        return new ResilienceSettings(owner, deadline, attemptTimeout, retry, breaker, bulkhead, value, killFile);
    }

    /** These settings with that kill file. */
    public ResilienceSettings withKillFile(Path file) {
        return new ResilienceSettings(
                owner, deadline, attemptTimeout, retry, breaker, bulkhead, rate, Optional.of(file));
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private static void check(boolean legal, String rule) {
        if (!legal) {
            throw new IllegalArgumentException(rule);
        }
    }
}
