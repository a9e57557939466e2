package io.chatguard.internal.chain;

import io.chatguard.Scope;
import io.chatguard.spi.ScopeLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Links of a guard that redacts nothing: in memory, the oldest forgotten first beyond a fixed number. */
final class LocalScopeLinks implements ScopeLinks {

    private static final int MOST = 100_000;

    private record Key(String tenant, String serverId) {}

    private record Link(Scope scope, Instant until) {}

    private final Map<Key, Link> links = new LinkedHashMap<>();

    @Override
    public synchronized Optional<Scope> find(String tenant, String serverId) {
        Link link = links.get(new Key(tenant, serverId));
        return link == null || link.until().isBefore(Instant.now()) ? Optional.empty() : Optional.of(link.scope());
    }

    @Override
    public synchronized void link(Scope scope, String serverId, Duration ttl) {
        if (find(scope.tenant(), serverId).filter(s -> !s.equals(scope)).isPresent()) {
            return;
        }
        links.put(
                new Key(scope.tenant(), serverId), new Link(scope, Instant.now().plus(ttl)));
        Iterator<Key> oldest = links.keySet().iterator();
        while (links.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }
}
