package io.chatguard.internal.resilience;

import java.time.Duration;

/** Durations as nanoseconds that can be added up without overflow. */
final class Nanos {

    /** 100 years. */
    private static final long MOST = 36_525L * 24 * 3600 * 1_000_000_000L;

    private Nanos() {}

    static long of(Duration duration) {
        return duration.compareTo(Duration.ofNanos(MOST)) >= 0 ? MOST : duration.toNanos();
    }
}
