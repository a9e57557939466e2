package io.chatguard.redact.internal.vault;

import io.chatguard.Scope;
import io.chatguard.spi.KeyProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wrapped tenant keys, apart from the rows, and what is derived from them. In this process only: the data key of a
 * scope's life is random and lives exactly as long as its {@link ScopeKeys}. Thread-safe.
 */
final class KeyRing {

    private final KeyProvider provider;
    private final Map<String, KeyProvider.Wrapped> wrapped = new ConcurrentHashMap<>();
    private final Map<String, TenantKeys> tenants = new ConcurrentHashMap<>();

    KeyRing(KeyProvider provider) {
        this.provider = provider;
    }

    TenantKeys tenant(String tenant) {
        TenantKeys known = tenants.get(tenant);
        return known != null ? known : tenants.computeIfAbsent(tenant, this::unwrapped);
    }

    private TenantKeys unwrapped(String tenant) {
        byte[] context = Bytes.join("tenant", tenant);
        KeyProvider.Wrapped key = wrapped.computeIfAbsent(tenant, t -> provider.wrap(Crypto.randomKey(), context));
        return new TenantKeys(provider.unwrap(key, context));
    }

    /** Starts a life of the scope with a new data key. */
    ScopeKeys begin(Scope scope) {
        return new ScopeKeys(scope, Crypto.randomKey());
    }

    void clear() {
        tenants.clear();
        wrapped.clear();
        provider.close();
    }
}
