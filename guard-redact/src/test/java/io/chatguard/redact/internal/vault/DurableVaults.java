package io.chatguard.redact.internal.vault;

import io.chatguard.Scope;
import io.chatguard.redact.internal.surrogate.SurrogateForm;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.redact.internal.vault.jdbc.JdbcRingRows;
import io.chatguard.redact.internal.vault.jdbc.JdbcUrl;
import io.chatguard.redact.internal.vault.jdbc.JdbcVaultStore;
import io.chatguard.spi.KeyProvider;
import io.chatguard.spi.VaultStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Vaults in SQLite for tests, and what tests do with vaults. */
final class DurableVaults {

    static final Duration TTL = Duration.ofDays(30);

    private DurableVaults() {}

    /** A provider with a fixed key, so that several processes agree; it cannot destroy. */
    static KeyProvider fixedKeys() {
        byte[] key = new byte[Crypto.KEY_BYTES];
        Arrays.fill(key, (byte) 7);
        return new LocalKeys("k", Map.of("k", key));
    }

    static JdbcUrl rows(Path folder) {
        return JdbcUrl.of("jdbc:sqlite:" + folder.resolve("vault.db"));
    }

    static JdbcUrl ring(Path folder) {
        return JdbcUrl.of("jdbc:sqlite:" + folder.resolve("keys.db"));
    }

    static Vault sqlite(Path folder) {
        return sqlite(folder, fixedKeys(), InstantSource.system());
    }

    static Vault sqlite(Path folder, KeyProvider keys, InstantSource clock) {
        VaultStore store = JdbcVaultStore.open(rows(folder), name -> null, clock);
        return Vault.durable(store, JdbcRingRows.open(ring(folder), name -> null), keys, clock, TTL);
    }

    static List<Value> people(String... names) {
        return Arrays.stream(names).map(name -> new Value("PERSON", name)).toList();
    }

    static String surrogate(Vault vault, Scope scope, String name) {
        Value value = new Value("PERSON", name);
        return vault.assign(scope, List.of(value)).surrogateOf(value).orElseThrow();
    }

    /** What a surrogate means in that scope. */
    static Optional<String> meaning(Vault vault, Scope scope, String surrogate) {
        return vault.find(scope)
                .flatMap(v ->
                        SurrogateForm.read(surrogate, 0, surrogate.length()).flatMap(v::resolve))
                .map(Value::text);
    }
}
