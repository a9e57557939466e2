package io.chatguard.testkit;

import java.util.concurrent.atomic.AtomicLong;

/** Ids in the order of asking: the first run and the second give the same. */
final class Ids {
    /** When everything here was created: 2026-01-01T00:00:00Z, for ever. */
    static final long CREATED = 1_767_225_600L;

    private final AtomicLong last = new AtomicLong();

    /** Gives the next id with this prefix, such as {@code resp_fake0000000c}. */
    String next(String prefix) {
        return prefix + "fake%08x".formatted(last.incrementAndGet());
    }
}
