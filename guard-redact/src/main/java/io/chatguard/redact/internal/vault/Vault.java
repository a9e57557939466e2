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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scopes that live, their keys, and the links to them. Thread-safe. */
public final class Vault implements ScopeLinks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.chatguard.vault");
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final VaultStore store;
    private final KeyRing ring;
    private final InstantSource clock;
    private final Duration ttl;
    private final ConcurrentMap<Scope, ScopeVault> live = new ConcurrentHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicLong nextSweep = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean closed;

    public Vault(VaultStore store, KeyProvider keys, InstantSource clock, Duration ttl) {
        this.store = store;
        this.ring = new KeyRing(keys);
        this.clock = clock;
        this.ttl = ttl;
    }

    /** The scope's vault, begun if it does not live; its time starts anew. */
    public ScopeVault open(Scope scope) {
        checkOpen();
        Instant now = clock.instant();
        sweep(now);
        ScopeVault vault = live.get(scope);
        if (vault != null && extend(vault, now)) {
            return vault;
        }
        return live.compute(scope, (s, old) -> old != null && extend(old, now) ? old : begin(s, now));
    }

    /** The scope's vault if it lives; its time starts anew. */
    public Optional<ScopeVault> find(Scope scope) {
        checkOpen();
        ScopeVault vault = live.get(scope);
        return vault != null && extend(vault, clock.instant()) ? Optional.of(vault) : Optional.empty();
    }

    /** Gives the values their surrogates; the scope begins anew if its time ended in between. */
    public ScopeVault assign(Scope scope, Collection<ScopeVault.Value> values) {
        ScopeVault vault = open(scope);
        while (!vault.assign(values)) {
            vault = open(scope);
        }
        return vault;
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
        ScopeKeys keys = new ScopeKeys(read.scope(), read.dataKey());
        ScopeVault vault = new ScopeVault(keys, store);
        live.compute(read.scope(), (scope, old) -> {
            if (old != null && old.refresh()) {
                throw GuardException.of(GuardException.Reason.CONFIGURATION, "the scope of the file is already in use")
                        .interceptor("vault")
                        .remedy("load the file before the scope is used, or forget the scope first")
                        .build();
            }
            store.open(keys.name(), clock.instant().plus(ttl));
            if (!fits(vault, read)) {
                store.erase(keys.name());
                throw GuardException.of(
                                GuardException.Reason.CONFIGURATION, "the values of the file do not fit its surrogates")
                        .interceptor("vault")
                        .remedy("read it with the version of ChatGuard that wrote it")
                        .build();
            }
            return vault;
        });
        return read.scope();
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
        if (vault != null) {
            store.erase(vault.name());
        }
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
        if (store instanceof InMemoryVaultStore && live.containsKey(scope) && warned.compareAndSet(false, true)) {
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

    private ScopeVault begin(Scope scope, Instant now) {
        ScopeVault vault = new ScopeVault(ring.begin(scope), store);
        store.open(vault.name(), now.plus(ttl));
        return vault;
    }

    private boolean extend(ScopeVault vault, Instant now) {
        return store.extend(vault.name(), now.plus(ttl)) && vault.refresh();
    }

    /** Forgets what is kept in clear of scopes whose time is over; walks all scopes, so only now and then. */
    private void sweep(Instant now) {
        long due = nextSweep.get();
        long millis = now.toEpochMilli();
        if (millis >= due && nextSweep.compareAndSet(due, millis + SWEEP.toMillis())) {
            live.forEach((scope, vault) -> {
                if (store.rows(vault.name(), Long.MAX_VALUE).isEmpty() && live.remove(scope, vault)) {
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
            ring.clear();
        }
    }
}
