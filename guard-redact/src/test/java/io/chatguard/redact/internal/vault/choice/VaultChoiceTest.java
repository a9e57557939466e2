package io.chatguard.redact.internal.vault.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.ScopeSettings;
import io.chatguard.redact.VaultSettings;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.redact.internal.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy's {@code vault} may say, and what comes of it. */
class VaultChoiceTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Value ALICE = new Value("PERSON", "Alice");

    @TempDir
    private Path folder;

    private static Vault open(VaultSettings settings, Map<String, String> environment) {
        return new VaultChoice(settings, ScopeSettings.defaults(), InstantSource.system(), environment::get)
                .open(Optional.empty(), Optional.empty());
    }

    private static VaultSettings parsed(String yaml) {
        return Policy.parse("version: 1\n" + yaml, "test").section(VaultSettings.class);
    }

    @Test
    void one_line_and_a_key_in_the_environment_are_enough() {
        VaultSettings settings = parsed("vault: 'jdbc:sqlite:" + folder.resolve("vault.db") + "'");
        Scope scope = Scope.of("t", "c");
        String alice;
        try (Vault vault = open(settings, Map.of("CHATGUARD_VAULT_KEY", KEY))) {
            alice = vault.assign(scope, List.of(ALICE)).surrogateOf(ALICE).orElseThrow();
        }
        try (Vault vault = open(settings, Map.of("CHATGUARD_VAULT_KEY", KEY))) {
            assertThat(vault.assign(scope, List.of(ALICE)).surrogateOf(ALICE)).contains(alice);
        }
        assertThat(folder.resolve("vault.db.keys")).exists();
        assertThatThrownBy(() -> open(settings, Map.of())).hasMessageContaining("CHATGUARD_VAULT_KEY is not set");
    }

    @Test
    void rows_and_ring_in_one_place_are_refused() {
        String url = "jdbc:sqlite:" + folder.resolve("vault.db");
        for (String same : List.of(url, "jdbc:sqlite:" + folder + "/./vault.db", url + "?busy_timeout=1")) {
            assertThatThrownBy(() -> open(
                            new VaultSettings(url, "env:CHATGUARD_VAULT_KEY", same),
                            Map.of("CHATGUARD_VAULT_KEY", KEY)))
                    .hasMessageContaining("have one place");
        }
    }

    @Test
    void a_store_on_a_server_wants_a_ring_that_is_named() {
        for (String store : List.of("jdbc:postgresql://localhost:1/x", "redis://localhost:1")) {
            assertThatThrownBy(() -> open(VaultSettings.at(store), Map.of("CHATGUARD_VAULT_KEY", KEY)))
                    .hasMessageContaining("vault.ring");
        }
    }

    @Test
    void scopes_live_an_hour_in_memory_and_thirty_days_in_a_durable_vault_if_nothing_is_said() {
        ScopeSettings said = new ScopeSettings(Duration.ofMinutes(5), 1);
        VaultSettings durable = VaultSettings.at("jdbc:sqlite:vault.db");
        assertThat(ScopeSettings.defaults().ttl(VaultSettings.defaults())).isEqualTo(Duration.ofHours(1));
        assertThat(ScopeSettings.defaults().ttl(durable)).isEqualTo(Duration.ofDays(30));
        assertThat(said.ttl(durable)).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vault: sqlite | memory",
                "vault: {keys: 'env:K'} | store",
                "vault: {store: memory, key: x} | keys",
                "vault: {store: 'jdbc:sqlite:v', keys: secret} | env:NAME",
                "vault: {store: 'jdbc:sqlite:v', ring: keys.db} | ring"
            })
    void what_is_wrong_is_refused_with_what_is_allowed(String yaml, String allowed) {
        assertThatThrownBy(() -> parsed(yaml)).hasMessageContaining(allowed);
    }
}
