package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.RingRows.Added;
import io.chatguard.redact.internal.vault.RingRows.Entry;
import io.chatguard.redact.internal.vault.RingRows.Found;
import io.chatguard.redact.internal.vault.RingRows.Kind;
import io.chatguard.spi.KeyProvider;
import io.chatguard.spi.KeyProvider.Wrapped;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ring that outlives processes. The provider's key wraps one random key for each tenant, that one wraps the tenant's
 * entries: its identity (hashes and links), data keys of conversations, keys of data subjects, which wrap the data keys
 * of their conversations. A root entry keeps tenants' names out of the ring. Thread-safe, also between processes.
 *
 * <p>An erasure takes out entries and wraps those that stay with a new key of the tenant, which the provider wraps with
 * a version of its own where it can; then the old version is destroyed, and with it every backup of what it wrapped.
 */
final class DurableKeyRing implements KeyRing {

    private static final String ROOT = "root";
    private static final String IDENTITY = "identity";
    private static final int NAME_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Open(RingRows.Tenant tenant, EntrySeal seal, TenantKeys keys, String name) {}

    private final RingRows rows;
    private final KeyProvider provider;
    private final Map<String, Open> tenants = new ConcurrentHashMap<>();
    private volatile @Nullable KeyedHash root;

    DurableKeyRing(RingRows rows, KeyProvider provider) {
        this.rows = rows;
        this.provider = provider;
    }

    @Override
    public boolean outlivesProcess() {
        return true;
    }

    @Override
    public TenantKeys tenant(String tenant) {
        Open known = tenants.get(tenant);
        return known != null ? known.keys() : open(tenant).keys();
    }

    @Override
    public Optional<ScopeKeys> find(Scope scope) {
        Open open = known(scope.tenant());
        for (; ; ) {
            Optional<Found> found = rows.entry(open.tenant().id(), scopeId(open, scope));
            if (found.isEmpty() && rows.tenant(open.tenant().id()).isEmpty()) {
                tenants.remove(scope.tenant(), open);
                return Optional.empty();
            }
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (found.get().version() == open.tenant().version()) {
                Entry entry = found.get().entry();
                return Optional.of(lifeOf(scope.tenant(), open, entry));
            }
            open = open(scope.tenant());
        }
    }

    @Override
    public boolean add(ScopeKeys keys, String subject) {
        Open open = known(keys.scope().tenant());
        for (; ; ) {
            String parent = subject.isEmpty() ? "" : open.keys().entry(Kind.SUBJECT.name(), subject);
            Optional<EntrySeal> seal = parent.isEmpty() ? Optional.of(open.seal()) : subject(open, parent);
            if (seal.isPresent()) {
                Entry entry = seal.get()
                        .seal(
                                scopeId(open, keys.scope()),
                                Kind.SCOPE,
                                parent,
                                keys.name(),
                                keys.dataKey(),
                                keys.scope().conversation());
                Added added = rows.add(open.tenant().id(), open.tenant().version(), entry);
                if (added != Added.STALE) {
                    return added == Added.ADDED;
                }
            }
            open = open(keys.scope().tenant());
        }
    }

    /** What seals the entries of a data subject, made if need be; empty if the tenant's key is another by now. */
    private Optional<EntrySeal> subject(Open open, String id) {
        String tenant = open.tenant().id();
        Optional<Found> found = rows.entry(tenant, id);
        if (found.isEmpty()) {
            Entry fresh = open.seal().seal(id, Kind.SUBJECT, "", "", Crypto.randomKey(), "");
            Added added = rows.add(tenant, open.tenant().version(), fresh);
            found = added == Added.STALE ? Optional.empty() : rows.entry(tenant, id);
        }
        return found.filter(f -> f.version() == open.tenant().version())
                .map(f ->
                        EntrySeal.ofSubject(tenant, open.seal().open(f.entry()).key()));
    }

    private ScopeKeys lifeOf(String tenant, Open open, Entry entry) {
        EntrySeal seal = open.seal();
        if (!entry.parent().isEmpty()) {
            seal = subject(open, entry.parent()).orElseThrow(() -> damaged());
        }
        EntrySeal.Opened opened = seal.open(entry);
        ScopeKeys keys = new ScopeKeys(Scope.of(tenant, opened.text()), opened.key());
        if (!keys.name().equals(entry.name())) {
            throw damaged();
        }
        return keys;
    }

    @Override
    public void end(ScopeKeys keys) {
        Open open = known(keys.scope().tenant());
        rows.end(open.tenant().id(), scopeId(open, keys.scope()), keys.name());
    }

    @Override
    public void release(ScopeKeys keys) {
        Open open = known(keys.scope().tenant());
        rows.release(open.tenant().id(), scopeId(open, keys.scope()), keys.name());
    }

    @Override
    public KeyRemoval remove(Erasing what) {
        if (what instanceof Erasing.OfTenant of) {
            return removeTenant(of.tenant());
        }
        if (what instanceof Erasing.OfNames of) {
            KeyRemoval all = KeyRemoval.NOTHING;
            for (RingRows.Tenant tenant : rows.tenants()) {
                if (!tenant.id().equals(ROOT)) {
                    all = all.and(remove(tenant.id(), e -> of.names().contains(e.name())));
                }
            }
            return all;
        }
        String tenant =
                what instanceof Erasing.OfScope one ? one.scope().tenant() : ((Erasing.OfSubject) what).tenant();
        String tenantId = id(tenant);
        if (rows.tenant(tenantId).isEmpty()) {
            return KeyRemoval.NOTHING;
        }
        Open open = open(tenant);
        String id = what instanceof Erasing.OfScope one
                ? scopeId(open, one.scope())
                : open.keys().entry(Kind.SUBJECT.name(), ((Erasing.OfSubject) what).subject());
        return remove(tenantId, e -> e.id().equals(id) || e.parent().equals(id));
    }

    private KeyRemoval remove(String tenantId, Predicate<Entry> gone) {
        for (; ; ) {
            Optional<RingRows.Tenant> found = rows.tenant(tenantId);
            if (found.isEmpty() || rows.entries(tenantId).stream().noneMatch(gone)) {
                return KeyRemoval.NOTHING;
            }
            RingRows.Tenant old = found.get();
            EntrySeal oldSeal = EntrySeal.ofTenant(tenantId, old.version(), unwrap(old));
            provider.renew(context(tenantId));
            byte[] key = Crypto.randomKey();
            RingRows.Tenant next = new RingRows.Tenant(tenantId, RANDOM.nextLong(), wrap(tenantId, key));
            EntrySeal nextSeal = EntrySeal.ofTenant(tenantId, next.version(), key);
            List<Entry> taken = new ArrayList<>();
            boolean done = rows.rewrite(tenantId, old.version(), next, entries -> {
                taken.clear();
                List<Entry> stay = new ArrayList<>();
                for (Entry entry : entries) {
                    if (gone.test(entry)) {
                        taken.add(entry);
                    } else {
                        stay.add(entry.parent().isEmpty() ? nextSeal.resealed(entry, oldSeal) : entry);
                    }
                }
                return stay;
            });
            if (done) {
                return removed(taken, old, next.key());
            }
        }
    }

    private KeyRemoval removeTenant(String tenant) {
        String id = id(tenant);
        for (; ; ) {
            Optional<RingRows.Tenant> found = rows.tenant(id);
            if (found.isEmpty()) {
                return KeyRemoval.NOTHING;
            }
            List<Entry> entries = rows.entries(id);
            if (rows.removeTenant(id, found.get().version())) {
                tenants.remove(tenant);
                return removed(entries, found.get(), found.get().key());
            }
        }
    }

    private KeyRemoval removed(List<Entry> taken, RingRows.Tenant old, Wrapped now) {
        rows.scrub();
        String version = old.key().version();
        boolean inUse = rows.tenants().stream().anyMatch(t -> t.key().version().equals(version));
        boolean destroyed = !inUse && provider.destroy(version) == KeyProvider.Destruction.DESTROYED;
        List<String> names =
                taken.stream().map(Entry::name).filter(name -> !name.isEmpty()).toList();
        return new KeyRemoval(names, List.of(), taken.size(), destroyed ? 0 : 1);
    }

    @Override
    public int rotate() {
        int count = 0;
        for (RingRows.Tenant tenant : rows.tenants()) {
            byte[] key = unwrap(tenant);
            RingRows.Tenant next = new RingRows.Tenant(tenant.id(), tenant.version(), wrap(tenant.id(), key));
            count += rows.rewrite(tenant.id(), tenant.version(), next, entries -> entries) ? 1 : 0;
        }
        rows.scrub();
        return count;
    }

    @Override
    public Contents contents() {
        List<ScopeKeys> lives = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        int count = 0;
        for (RingRows.Tenant tenant : rows.tenants()) {
            count += tenant.id().equals(ROOT) ? 0 : 1;
            try {
                Open open = open(tenant);
                for (Entry entry : rows.entries(tenant.id())) {
                    if (entry.kind() == Kind.SUBJECT) {
                        subjects.add(entry.id());
                    } else if (entry.kind() == Kind.SCOPE) {
                        read(open, entry, lives, damaged);
                    }
                }
            } catch (GuardException unreadable) {
                damaged.add("tenant " + tenant.id());
            }
        }
        return new Contents(count, subjects.size(), lives, damaged);
    }

    private void read(Open open, Entry entry, List<ScopeKeys> lives, List<String> damaged) {
        try {
            lives.add(lifeOf(open.name(), open, entry));
        } catch (GuardException | IllegalArgumentException unreadable) {
            damaged.add("entry " + entry.id());
        }
    }

    private Open known(String tenant) {
        Open known = tenants.get(tenant);
        return known != null ? known : open(tenant);
    }

    /** The tenant's present keys, made if there are none. */
    private Open open(String tenant) {
        String id = id(tenant);
        for (; ; ) {
            Optional<RingRows.Tenant> found = rows.tenant(id);
            if (found.isPresent()) {
                Open open = open(found.get());
                if (!open.name().equals(tenant)) {
                    throw damaged();
                }
                tenants.put(tenant, open);
                return open;
            }
            make(id, tenant);
        }
    }

    private Open open(RingRows.Tenant tenant) {
        EntrySeal seal = EntrySeal.ofTenant(tenant.id(), tenant.version(), unwrap(tenant));
        Entry identity = rows.entry(tenant.id(), IDENTITY)
                .filter(f -> f.version() == tenant.version())
                .orElseThrow(() -> damaged())
                .entry();
        EntrySeal.Opened opened = seal.open(identity);
        return new Open(tenant, seal, new TenantKeys(opened.key()), opened.text());
    }

    private void make(String id, String name) {
        byte[] key = Crypto.randomKey();
        RingRows.Tenant tenant = new RingRows.Tenant(id, RANDOM.nextLong(), wrap(id, key));
        EntrySeal seal = EntrySeal.ofTenant(id, tenant.version(), key);
        rows.addTenant(tenant, seal.seal(IDENTITY, Kind.IDENTITY, "", "", Crypto.randomKey(), name));
    }

    /** A tenant's name in the ring. */
    private String id(String tenant) {
        KeyedHash hash = root;
        if (hash == null) {
            while (rows.tenant(ROOT).isEmpty()) {
                make(ROOT, ROOT);
            }
            RingRows.Tenant found = rows.tenant(ROOT).orElseThrow(() -> damaged());
            EntrySeal seal = EntrySeal.ofTenant(ROOT, found.version(), unwrap(found));
            Entry identity =
                    rows.entry(ROOT, IDENTITY).orElseThrow(() -> damaged()).entry();
            hash = Hkdf.hashKey(KeyedHash.of(seal.open(identity).key()), "tenants");
            root = hash;
        }
        return Bytes.hex(hash.hash(Bytes.of(tenant)), NAME_BYTES);
    }

    private static String scopeId(Open open, Scope scope) {
        return open.keys().entry(Kind.SCOPE.name(), scope.conversation());
    }

    /** A key is believed to be wrapped when it has been unwrapped. */
    private Wrapped wrap(String tenantId, byte[] key) {
        byte[] context = context(tenantId);
        try {
            Wrapped wrapped = provider.wrap(key, context);
            if (MessageDigest.isEqual(key, provider.unwrap(wrapped, context))) {
                return wrapped;
            }
        } catch (GuardException e) {
            throw e;
        } catch (RuntimeException e) {
            throw providerFailed(e);
        }
        throw providerFailed(new IllegalStateException("unwraps another key than it wrapped"));
    }

    private byte[] unwrap(RingRows.Tenant tenant) {
        try {
            return provider.unwrap(tenant.key(), context(tenant.id()));
        } catch (GuardException e) {
            throw e;
        } catch (RuntimeException e) {
            throw providerFailed(e);
        }
    }

    private static byte[] context(String tenantId) {
        return Bytes.join("tenant", tenantId);
    }

    private static GuardException providerFailed(RuntimeException e) {
        return GuardException.of(GuardException.Reason.STAGE_FAILED, "the vault's key provider failed")
                .interceptor("vault")
                .remedy("nothing was sent; see whether its keys can be reached")
                .origin(e)
                .build();
    }

    private static GuardException damaged() {
        return Crypto.failure(new IllegalStateException("an entry of the key ring is not what it was"));
    }

    @Override
    public void close() {
        tenants.clear();
        root = null;
        rows.close();
        provider.close();
    }
}
