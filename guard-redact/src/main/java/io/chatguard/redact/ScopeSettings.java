package io.chatguard.redact;

import java.time.Duration;

/**
 * How long a scope lives, and how much all of them hold.
 *
 * @param ttl how long after its last use a scope ends
 * @param maxLive how many values live scopes hold together, at most; one more is refused
 */
public record ScopeSettings(Duration ttl, long maxLive) {

    private static final ScopeSettings DEFAULTS = new ScopeSettings(Duration.ofHours(1), 1_000_000);

    public ScopeSettings {
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("a scope's time is longer than nothing");
        }
        if (maxLive < 1) {
            throw new IllegalArgumentException("live scopes hold at least one value");
        }
    }

    /** One hour, a million values. */
    public static ScopeSettings defaults() {
        return DEFAULTS;
    }
}
