package io.chatguard.redact;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a scope lives, and how much all of them hold.
 *
 * @param life how long after its last use a scope ends; an hour in memory and thirty days in a durable vault if empty
 * @param maxLive how many values live scopes hold together in memory, at most; one more is refused
 */
public record ScopeSettings(Optional<Duration> life, long maxLive) {

    private static final ScopeSettings DEFAULTS = new ScopeSettings(Optional.empty(), 1_000_000);
    private static final Duration IN_MEMORY = Duration.ofHours(1);
    private static final Duration DURABLE = Duration.ofDays(30);

    /** @throws IllegalArgumentException if there is no time or no room */
    public ScopeSettings {
        if (life.isPresent() && (life.get().isNegative() || life.get().isZero())) {
            throw new IllegalArgumentException("a scope's time is longer than nothing");
        }
        if (maxLive < 1) {
            throw new IllegalArgumentException("live scopes hold at least one value");
        }
    }

    /** So long, in any vault. */
    public ScopeSettings(Duration ttl, long maxLive) {
        this(Optional.of(ttl), maxLive);
    }

    /** A million values; an hour in memory, thirty days in a durable vault. */
    public static ScopeSettings defaults() {
        return DEFAULTS;
    }

    /** How long after its last use a scope of that vault ends. */
    public Duration ttl(VaultSettings vault) {
        return life.orElse(vault.isDurable() ? DURABLE : IN_MEMORY);
    }
}
