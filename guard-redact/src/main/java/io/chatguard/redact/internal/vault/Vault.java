package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.spi.KeyProvider;
import io.chatguard.spi.ScopeLinks;
import io.chatguard.spi.VaultStore;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scopes that live, their keys, and the links to them. Thread-safe. */
public final class Vault implements ScopeLinks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.chatguard.vault");
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int BEGINNINGS = 64;

    private final VaultStore store;
    private final KeyRing ring;
    private final InstantSource clock;
    private final Duration ttl;
    private final ConcurrentMap<Scope, ScopeVault> live = new ConcurrentHashMap<>();
    private final List<Lock> beginnings =
            Stream.<Lock>generate(ReentrantLock::new).limit(BEGINNINGS).toList();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicLong nextSweep = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean closed;

    /** A vault whose keys end with this process. */
    public Vault(VaultStore store, KeyProvider keys, InstantSource clock, Duration ttl) {
        this(store, new ProcessKeyRing(keys), clock, ttl);
    }

    private Vault(VaultStore store, KeyRing ring, InstantSource clock, Duration ttl) {
        this.store = store;
        this.ring = ring;
        this.clock = clock;
        this.ttl = ttl;
    }

    /**
     * A vault whose keys stand in a ring that outlives this process.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if the ring belongs to another store
     */
    public static Vault durable(VaultStore store, RingRows rows, KeyProvider keys, InstantSource clock, Duration ttl) {
        if (!rows.bind(store.identity()).equals(store.identity())) {
            throw GuardException.of(GuardException.Reason.CONFIGURATION, "the key ring belongs to another vault")
                    .interceptor("vault")
                    .remedy("name the ring that was used with this store, or an empty one with an empty store")
                    .build();
        }
        return new Vault(store, new DurableKeyRing(rows, keys), clock, ttl);
    }

    /** The scope's vault, begun if it does not live; its time starts anew. */
    public ScopeVault open(Scope scope) {
        return begun(scope, "", List.of());
    }

    /**
     * Says whose conversation a scope is, and begins it if it does not live.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if it lives already
     */
    public void concerns(Scope scope, String subject) {
        Lock lock = beginning(scope);
        lock.lock();
        try {
            if (find(scope).isEmpty() && begin(scope, subject, List.of()).isPresent()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        throw GuardException.of(GuardException.Reason.CONFIGURATION, "the scope lives already")
                .interceptor("vault")
                .remedy("say whom a conversation is about before it is used")
                .build();
    }

    /** The scope's vault if it lives; its time starts anew. */
    public Optional<ScopeVault> find(Scope scope) {
        checkOpen();
        Instant now = clock.instant();
        ScopeVault known = live.get(scope);
        if (known != null && extend(known, now)) {
            return Optional.of(known);
        }
        return ring.find(scope)
                .map(keys -> new ScopeVault(keys, store))
                .filter(vault -> extend(vault, now))
                .map(vault -> live.merge(scope, vault, (a, b) -> a.name().equals(b.name()) ? a : b));
    }

    /** Gives the values their surrogates; the scope begins anew if its time ended in between. */
    public ScopeVault assign(Scope scope, Collection<ScopeVault.Value> values) {
        return begun(scope, "", values);
    }

    private ScopeVault begun(Scope scope, String subject, Collection<ScopeVault.Value> values) {
        checkOpen();
        sweep(clock.instant());
        for (; ; ) {
            Optional<ScopeVault> vault = find(scope);
            if (vault.isPresent()) {
                if (vault.get().assign(values)) {
                    return vault.get();
                }
                continue;
            }
            Lock lock = beginning(scope);
            lock.lock();
            try {
                vault = find(scope).isPresent() ? Optional.empty() : begin(scope, subject, values);
                if (vault.isPresent()) {
                    return vault.get();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private Lock beginning(Scope scope) {
        return beginnings.get(Math.floorMod(scope.hashCode(), BEGINNINGS));
    }

    /** A new life with these values; empty if another process was first. */
    private Optional<ScopeVault> begin(Scope scope, String subject, Collection<ScopeVault.Value> values) {
        return begin(new ScopeKeys(scope, Crypto.randomKey()), subject, vault -> vault.assign(values));
    }

    /**
     * The rows come first and the ring's entry last: an entry without rows is a life that is over, and rows without an
     * entry are nobody's, since nobody was told of them.
     */
    private Optional<ScopeVault> begin(ScopeKeys keys, String subject, Predicate<ScopeVault> filled) {
        Optional<ScopeKeys> present = ring.find(keys.scope());
        if (present.isPresent()) {
            if (extend(new ScopeVault(present.get(), store), clock.instant())) {
                return Optional.empty();
            }
            ring.end(present.get());
            store.erase(present.get().name());
        }
        ScopeVault vault = new ScopeVault(keys, store);
        boolean added = false;
        try {
            store.open(keys.name(), clock.instant().plus(ttl));
            added = filled.test(vault) && vault.stands() && ring.add(keys, subject);
        } finally {
            if (!added) {
                eraseQuietly(keys.name());
            }
        }
        if (added) {
            vault.used(clock.millis());
            live.put(keys.scope(), vault);
        }
        return added ? Optional.of(vault) : Optional.empty();
    }

    /** What is left is nobody's and ends with its time. */
    private void eraseQuietly(String name) {
        try {
            store.erase(name);
        } catch (RuntimeException e) {
            LOG.debug("Rows of a scope that did not begin stay until their time is over.");
        }
    }

    /** The scope's data key and values, to be read again by {@link #load}; in clear. */
    public byte[] dump(Scope scope) {
        ScopeVault vault = find(scope).orElseThrow(() -> unknownScope());
        return ScopeDump.write(scope, vault);
    }

    /** Begins the scope that was dumped, with the surrogates it had. */
    public Scope load(byte[] dump) {
        checkOpen();
        ScopeDump read = ScopeDump.read(dump);
        Scope scope = read.scope();
        Lock lock = beginning(scope);
        lock.lock();
        try {
            if (find(scope).isPresent()) {
                throw inUse();
            }
            boolean begun = begin(new ScopeKeys(scope, read.dataKey()), "", vault -> {
                        if (!fits(vault, read)) {
                            throw GuardException.of(
                                            GuardException.Reason.CONFIGURATION,
                                            "the values of the file do not fit its surrogates")
                                    .interceptor("vault")
                                    .remedy("read it with the version of ChatGuard that wrote it")
                                    .build();
                        }
                        return true;
                    })
                    .isPresent();
            if (!begun) {
                throw inUse();
            }
            return scope;
        } finally {
            lock.unlock();
        }
    }

    private static GuardException inUse() {
        return GuardException.of(GuardException.Reason.CONFIGURATION, "the scope of the file is already in use")
                .interceptor("vault")
                .remedy("load the file before the scope is used, or forget the scope first")
                .build();
    }

    private static boolean fits(ScopeVault vault, ScopeDump read) {
        try {
            return vault.assign(read.values()) && read.fits(vault);
        } catch (IllegalArgumentException noSurrogate) {
            return false;
        }
    }

    private static GuardException unknownScope() {
        return GuardException.of(GuardException.Reason.CONFIGURATION, "the scope holds nothing, or its time is over")
                .interceptor("vault")
                .remedy("save a scope while it lives")
                .build();
    }

    /** Forgets a scope at once. */
    public void end(Scope scope) {
        ScopeVault vault = live.remove(scope);
        Optional<ScopeKeys> keys =
                ring.find(scope).or(() -> Optional.ofNullable(vault).map(ScopeVault::keys));
        keys.ifPresent(over -> {
            ring.end(over);
            store.erase(over.name());
        });
    }

    /** Forgets a scope that nobody will name again; keys and rows go with what is written next. */
    public void release(Scope scope) {
        ScopeVault vault = live.remove(scope);
        if (vault == null) {
            end(scope);
        } else {
            store.release(vault.name());
            ring.release(vault.keys());
        }
    }

    /** Takes out keys and rows of a conversation for good. */
    public Erased erase(Scope scope) {
        return erase(new KeyRing.Erasing.OfScope(scope));
    }

    /** Takes out keys and rows of all conversations about a data subject for good. */
    public Erased eraseSubject(String tenant, String subject) {
        return erase(new KeyRing.Erasing.OfSubject(tenant, subject));
    }

    /** Takes out all keys and rows of a tenant for good. */
    public Erased eraseTenant(String tenant) {
        return erase(new KeyRing.Erasing.OfTenant(tenant));
    }

    private Erased erase(KeyRing.Erasing what) {
        checkOpen();
        KeyRemoval removal = ring.remove(what);
        Set<String> names = new HashSet<>(removal.names());
        live.forEach((scope, vault) -> {
            boolean goes = names.contains(vault.name())
                    || removal.scopes().contains(scope)
                    || what instanceof KeyRing.Erasing.OfTenant of
                            && scope.tenant().equals(of.tenant());
            if (goes && live.remove(scope, vault)) {
                names.add(vault.name());
            }
        });
        names.forEach(store::erase);
        if (!names.isEmpty()) {
            VaultStore.Purged unused = store.purge(); // what was erased is overwritten with it
        }
        return new Erased(names.size(), removal.keys(), removal.unreachable());
    }

    /**
     * What an erasure took out.
     *
     * @param lives conversations
     * @param keys entries of the key ring
     * @param unreachable how many of the provider's keys stay that open backups of the ring
     */
    public record Erased(int lives, int keys, int unreachable) {}

    /** Removes what is over, rows and keys. */
    public Purge purge() {
        checkOpen();
        VaultStore.Purged purged = store.purge();
        Set<String> over = new HashSet<>();
        for (ScopeKeys keys : ring.contents().lives()) {
            if (store.rows(keys.name(), Long.MAX_VALUE).isEmpty()) {
                over.add(keys.name());
            }
        }
        KeyRemoval removal = over.isEmpty() ? KeyRemoval.NOTHING : ring.remove(new KeyRing.Erasing.OfNames(over));
        return new Purge(purged, removal.keys(), removal.unreachable());
    }

    /** What a purge took out: of the store, of the ring, and how many of the provider's keys stay. */
    public record Purge(VaultStore.Purged rows, int keys, int unreachable) {}

    /** Wraps all keys under the provider's current one; how many tenants' keys these were. */
    public int rotate() {
        checkOpen();
        return ring.rotate();
    }

    /** Looks at every key and every row. */
    public VaultCheck check() {
        checkOpen();
        return VaultCheck.of(ring.contents(), store);
    }

    public TenantKeys tenant(String tenant) {
        return ring.tenant(tenant);
    }

    @Override
    public Optional<Scope> find(String tenant, String serverId) {
        checkOpen();
        TenantKeys keys = ring.tenant(tenant);
        return store.findLink(keys.link(serverId))
                .map(found -> Scope.of(tenant, opened(keys, tenant, serverId, found)));
    }

    private static String opened(TenantKeys keys, String tenant, String serverId, byte[] bytes) {
        try {
            return Bytes.text(Crypto.open(keys.linkSealing(), Bytes.join(tenant, serverId), bytes));
        } catch (GeneralSecurityException e) {
            throw Crypto.failure(e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The link lives at most as long as a scope that is not used.
     */
    @Override
    public void link(Scope scope, String serverId, Duration life) {
        checkOpen();
        if (find(scope.tenant(), serverId).filter(s -> !s.equals(scope)).isPresent()) {
            return;
        }
        if (!ring.outlivesProcess() && live.containsKey(scope) && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The provider keeps replies whose values are in memory only: after a restart, or scope.ttl after their"
                            + " last use, they cannot be restored. Set store: false on such calls or use a durable vault. This is"
                            + " said once.");
        }
        TenantKeys keys = ring.tenant(scope.tenant());
        byte[] bytes =
                Crypto.seal(keys.linkSealing(), Bytes.join(scope.tenant(), serverId), Bytes.of(scope.conversation()));
        store.link(keys.link(serverId), bytes, clock.instant().plus(life.compareTo(ttl) < 0 ? life : ttl));
    }

    private boolean extend(ScopeVault vault, Instant now) {
        vault.used(now.toEpochMilli());
        return store.extend(vault.name(), now.plus(ttl)) && vault.refresh();
    }

    /**
     * Forgets what is kept in clear of scopes whose time is over, or which are idle and can be read again; walks all
     * scopes, so only now and then.
     */
    private void sweep(Instant now) {
        long due = nextSweep.get();
        long millis = now.toEpochMilli();
        if (millis >= due && nextSweep.compareAndSet(due, millis + SWEEP.toMillis())) {
            live.forEach((scope, vault) -> {
                if (ring.outlivesProcess()) {
                    if (vault.lastUsed() < millis - IDLE.toMillis()) {
                        live.remove(scope, vault);
                    }
                } else if (store.rows(vault.name(), Long.MAX_VALUE).isEmpty() && live.remove(scope, vault)) {
                    store.erase(vault.name());
                }
            });
        }
    }

    private void checkOpen() {
        if (closed) {
            throw GuardException.of(GuardException.Reason.STAGE_FAILED, "the vault is closed")
                    .interceptor("vault")
                    .remedy("make a new guard")
                    .build();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            live.clear();
            store.close();
            ring.close();
        }
    }
}
