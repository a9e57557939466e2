package io.chatguard.moderate.internal.openai;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps a failing endpoint from being asked: after {@value #FAILURES} failures in a row, for ten seconds. Thread-safe. */
final class Breaker {

    static final int FAILURES = 5;
    static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier clock;
    private int failures;
    private long openedAt;

    Breaker(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether nobody may ask; after the rest one may at a time, until one succeeds. */
    synchronized boolean isOpen() {
        if (failures < FAILURES) {
            return false;
        }
        long now = clock.getAsLong();
        if (now - openedAt < REST_NANOS) {
            return true;
        }
        openedAt = now;
        return false;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures++;
        if (failures >= FAILURES) {
            openedAt = clock.getAsLong();
        }
    }
}
