package io.chatguard.internal.resilience;

import io.chatguard.ResilienceSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** What one target has for itself: breaker, bulkhead and rate. */
final class Lane {

    /** What the breaker is told for every failure; it keeps no details. */
    private static final IOException FAILED = new IOException("an attempt failed");

    private final CircuitBreaker breaker;
    private final Slots slots;
    private final RateLimit rate;
    private final Timers timers;
    private final long openNanos;
    private volatile long opensUntil;

    Lane(ResilienceSettings settings, Timers timers) {
        ResilienceSettings.Breaker b = settings.breaker();
        this.timers = timers;
        this.openNanos = Nanos.of(b.openFor());
        this.opensUntil = timers.nanos();
        this.slots = new Slots(settings.bulkhead());
        this.rate = new RateLimit(settings.rate());
        this.breaker = CircuitBreaker.of(
                "chatguard",
                CircuitBreakerConfig.custom()
                        .slidingWindow(b.window(), b.minCalls(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold((float) (b.failureRate() * 100))
                        .slowCallDurationThreshold(Duration.ofDays(1)) // long answers are no illness
                        .waitDurationInOpenState(b.openFor())
                        .permittedNumberOfCallsInHalfOpenState(b.trialCalls())
                        .clock(new SteadyClock(timers))
                        .build());
        breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                opensUntil = timers.nanos() + openNanos;
            }
        });
    }

    /** Whether the breaker lets one more attempt through; what became of it is told by one of the three below. */
    boolean tryEnter() {
        return breaker.tryAcquirePermission();
    }

    void wentWell() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void wentIll() {
        breaker.onError(0, TimeUnit.NANOSECONDS, FAILED);
    }

    void wentNeither() {
        breaker.releasePermission();
    }

    /** Corrects the rate by what a reply says of it, now and once it says what it has cost. */
    void charge(Reply reply, long estimated) {
        rate.correct(reply, timers.nanos());
        if (rate.countsModelTokens()) {
            var settled = reply.modelTokens().thenAccept(used -> rate.settle(estimated, used, timers.nanos()));
        }
    }

    /**
     * Tells the breaker what a reply says of the provider's health. A stream's start is its success, its end may be
     * minutes away; if it breaks off, that counts as well.
     */
    void judge(Reply reply) {
        switch (RetryRules.health(reply)) {
            case UNKNOWN -> wentNeither();
            case ILL -> wentIll();
            case WELL -> {
                boolean early = reply.isStream() || reply.status() >= 300;
                if (early) {
                    wentWell();
                }
                var told = reply.ended().thenAccept(end -> ended(end, early));
            }
        }
    }

    private void ended(Reply.End end, boolean reported) {
        if (end == Reply.End.BROKEN) {
            wentIll();
        } else if (!reported && end == Reply.End.COMPLETE) {
            wentWell();
        } else if (!reported) {
            wentNeither();
        }
    }

    boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN && opensUntil - timers.nanos() > 0;
    }

    Duration opensAfter() {
        return Duration.ofNanos(Math.max(1_000_000, opensUntil - timers.nanos()));
    }

    Slots slots() {
        return slots;
    }

    RateLimit rate() {
        return rate;
    }

    /** Wall-clock time that does not jump: the breaker's waiting is counted by the timers' clock. */
    private static final class SteadyClock extends Clock {
        private final Timers timers;
        private final Instant start;
        private final long startNanos;

        SteadyClock(Timers timers) {
            this.timers = timers;
            this.start = timers.instant();
            this.startNanos = timers.nanos();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return start.plusNanos(timers.nanos() - startNanos);
        }
    }
}
