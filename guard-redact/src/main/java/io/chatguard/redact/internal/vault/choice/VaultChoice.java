package io.chatguard.redact.internal.vault.choice;

import io.chatguard.GuardException;
import io.chatguard.redact.ScopeSettings;
import io.chatguard.redact.VaultSettings;
import io.chatguard.redact.internal.vault.InMemoryVaultStore;
import io.chatguard.redact.internal.vault.KeySource;
import io.chatguard.redact.internal.vault.ProcessKeyProvider;
import io.chatguard.redact.internal.vault.Vault;
import io.chatguard.redact.internal.vault.jdbc.JdbcRingRows;
import io.chatguard.redact.internal.vault.jdbc.JdbcUrl;
import io.chatguard.redact.internal.vault.jdbc.JdbcVaultStore;
import io.chatguard.redact.internal.vault.redis.RedisVaultStore;
import io.chatguard.spi.KeyProvider;
import io.chatguard.spi.VaultStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the vault that settings name, with what is given in code in place of what they name. */
public final class VaultChoice {

    private static final String KEYSTORE_PASSWORD = "CHATGUARD_KEYSTORE_PASSWORD";

    private final VaultSettings settings;
    private final InstantSource clock;
    private final Duration ttl;
    private final long maxLive;
    private final UnaryOperator<@Nullable String> environment;

    /** @param environment gives a variable's value, or null */
    public VaultChoice(
            VaultSettings settings,
            ScopeSettings scopes,
            InstantSource clock,
            UnaryOperator<@Nullable String> environment) {
        this.settings = settings;
        this.clock = clock;
        this.ttl = scopes.ttl(settings);
        this.maxLive = scopes.maxLive();
        this.environment = environment;
    }

    public Vault open(Optional<VaultStore> store, Optional<KeyProvider> keys) {
        if (store.isPresent() || !settings.isDurable()) {
            return new Vault(
                    store.orElseGet(() -> new InMemoryVaultStore(clock, maxLive)),
                    keys.orElseGet(ProcessKeyProvider::new),
                    clock,
                    ttl);
        }
        JdbcUrl ring = ring();
        KeyProvider provider = keys.orElseGet(this::keys);
        VaultStore rows = rows();
        try {
            return Vault.durable(rows, JdbcRingRows.open(ring, environment), provider, clock, ttl);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private VaultStore rows() {
        String store = settings.store();
        if (store.startsWith("jdbc:")) {
            return JdbcVaultStore.open(JdbcUrl.of(store), environment, clock);
        }
        try {
            Class.forName("redis.clients.jedis.RedisClient");
        } catch (ClassNotFoundException e) {
            throw refused("the client of the vault's Redis is not on the class path", "add redis.clients:jedis");
        }
        return RedisVaultStore.open(store, environment, clock);
    }

    /** The named ring, or the file beside that of the rows. */
    private JdbcUrl ring() {
        Optional<JdbcUrl> named = settings.ring().isEmpty()
                ? Optional.of(settings.store())
                        .filter(url -> url.startsWith("jdbc:"))
                        .flatMap(url -> JdbcUrl.of(url).ringBeside())
                : Optional.of(JdbcUrl.of(settings.ring()));
        JdbcUrl ring = named.orElseThrow(() -> refused(
                "the vault's key ring has no place",
                "name another database than that of the rows in vault.ring, such as jdbc:sqlite:FILE"));
        boolean same = settings.ring().equals(settings.store())
                || settings.store().startsWith("jdbc:")
                        && ring.file().isPresent()
                        && ring.file().equals(JdbcUrl.of(settings.store()).file());
        if (same) {
            throw refused(
                    "the vault's rows and its key ring have one place",
                    "name another in vault.ring, where no backup holds both");
        }
        return ring;
    }

    private KeyProvider keys() {
        String keys = settings.keys();
        if (keys.startsWith("env:")) {
            return KeySource.environment(keys.substring("env:".length()), environment);
        }
        if (keys.startsWith("file:")) {
            return KeySource.file(path(keys.substring("file:".length())));
        }
        String place = keys.substring("pkcs12:".length());
        int hash = place.lastIndexOf('#');
        String password = environment.apply(KEYSTORE_PASSWORD);
        if (password == null) {
            throw refused("the vault's keystore has no password", "set " + KEYSTORE_PASSWORD + " in the environment");
        }
        return KeySource.keyStore(
                path(hash < 0 ? place : place.substring(0, hash)),
                hash < 0 ? Optional.empty() : Optional.of(place.substring(hash + 1)),
                password.toCharArray());
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw refused("vault.keys names no path", "write file:PATH or pkcs12:PATH#ALIAS");
        }
    }

    private static GuardException refused(String what, String remedy) {
        return GuardException.of(GuardException.Reason.CONFIGURATION, what)
                .interceptor("vault")
                .remedy(remedy)
                .build();
    }
}
