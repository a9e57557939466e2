package io.chatguard.spi;

import io.chatguard.Scope;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers which scope a server-side object (a stored response, a conversation) belongs to.
 *
 * <p>Security guarantee asked of implementations: an id is found only by the tenant that linked it, and a link is as
 * durable as the vault when {@link #link} returns, because the caller sees the id right after. Thread-safe.
 */
public interface ScopeLinks {

    /** The scope that this tenant linked the id to, unless its time is over. */
    Optional<Scope> find(String tenant, String serverId);

    /**
     * Links a server-side id to the scope for {@code ttl}, which may be cut to the life of a scope; again, to make the
     * link last. An id that is linked to another scope keeps it: what stands under it holds the surrogates of that one.
     */
    void link(Scope scope, String serverId, Duration ttl);
}
