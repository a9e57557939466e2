package io.chatguard.internal.resilience;

import io.chatguard.ResilienceSettings;
import java.util.function.DoubleSupplier;

/**
 * Delays before retries: full jitter, which spreads callers that failed together best (Brooker, "Exponential Backoff
 * And Jitter", AWS Architecture Blog, 2015).
 */
final class Backoff {

    private final long baseNanos;
    private final long maxNanos;
    private final DoubleSupplier random;

    /** @param random values of [0, 1) */
    Backoff(ResilienceSettings.Retry settings, DoubleSupplier random) {
        this.baseNanos = Nanos.of(settings.baseDelay());
        this.maxNanos = Nanos.of(settings.maxDelay());
        this.random = random;
    }

    /** The delay after that many attempts. */
    long nanos(int attempts) {
        int doublings = Math.min(attempts - 1, 20);
        double limit = Math.min((double) maxNanos, baseNanos * (double) (1L << doublings));
        return (long) (limit * random.getAsDouble());
    }
}
