package io.chatguard.moderate.internal.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Resilience4j's breaker for an endpoint that is asked for a verdict: it opens after {@value #FAILURES} failures in a
 * row, and after ten seconds one call tries whether the endpoint works again. Thread-safe.
 */
public final class EndpointBreaker {

    private static final int FAILURES = 5;

    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindow(FAILURES, FAILURES, SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(100)
            .slowCallDurationThreshold(Duration.ofDays(1)) // the guardrail's budget decides what is too slow
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();

    private final CircuitBreaker breaker;

    private EndpointBreaker(String name) {
        this.breaker = CircuitBreaker.of(name, CONFIG);
    }

    public static EndpointBreaker of(String name) {
        return new EndpointBreaker(name);
    }

    /** Whether the endpoint may be asked; what became of it is told by one of the two below. */
    public boolean tryEnter() {
        return breaker.tryAcquirePermission();
    }

    public void wentWell() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    public void failed(Throwable failure) {
        breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    }
}
