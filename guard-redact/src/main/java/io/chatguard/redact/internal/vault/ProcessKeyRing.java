package io.chatguard.redact.internal.vault;

import io.chatguard.Scope;
import io.chatguard.spi.KeyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A ring in this process only: the data key of a scope's life is random and lives exactly as long as its {@link
 * ScopeKeys}, which the vault holds. Thread-safe.
 */
final class ProcessKeyRing implements KeyRing {

    private final KeyProvider provider;
    private final Map<String, KeyProvider.Wrapped> wrapped = new ConcurrentHashMap<>();
    private final Map<String, TenantKeys> tenants = new ConcurrentHashMap<>();
    private final Map<Scope, String> subjects = new ConcurrentHashMap<>();

    ProcessKeyRing(KeyProvider provider) {
        this.provider = provider;
    }

    @Override
    public boolean outlivesProcess() {
        return false;
    }

    @Override
    public TenantKeys tenant(String tenant) {
        TenantKeys known = tenants.get(tenant);
        return known != null ? known : tenants.computeIfAbsent(tenant, this::unwrapped);
    }

    private TenantKeys unwrapped(String tenant) {
        byte[] context = context(tenant);
        KeyProvider.Wrapped key = wrapped.computeIfAbsent(tenant, t -> provider.wrap(Crypto.randomKey(), context));
        return new TenantKeys(provider.unwrap(key, context));
    }

    private static byte[] context(String tenant) {
        return Bytes.join("tenant", tenant);
    }

    @Override
    public Optional<ScopeKeys> find(Scope scope) {
        return Optional.empty();
    }

    @Override
    public boolean add(ScopeKeys keys, String subject) {
        if (!subject.isEmpty()) {
            subjects.put(keys.scope(), subject);
        }
        return true;
    }

    @Override
    public void end(ScopeKeys keys) {
        subjects.remove(keys.scope());
    }

    @Override
    public KeyRemoval remove(Erasing what) {
        List<Scope> scopes = new ArrayList<>();
        if (what instanceof Erasing.OfScope one) {
            scopes.add(one.scope());
        } else if (what instanceof Erasing.OfSubject of) {
            subjects.forEach((scope, subject) -> {
                if (scope.tenant().equals(of.tenant()) && subject.equals(of.subject())) {
                    scopes.add(scope);
                }
            });
        } else if (what instanceof Erasing.OfTenant of) {
            tenants.remove(of.tenant());
            wrapped.remove(of.tenant());
            subjects.keySet().removeIf(scope -> scope.tenant().equals(of.tenant()));
        }
        scopes.forEach(subjects::remove);
        return new KeyRemoval(List.of(), scopes, scopes.size(), 0);
    }

    @Override
    public int rotate() {
        return 0;
    }

    @Override
    public Contents contents() {
        return new Contents(tenants.size(), 0, List.of(), List.of());
    }

    @Override
    public void close() {
        tenants.clear();
        wrapped.clear();
        subjects.clear();
        provider.close();
    }
}
