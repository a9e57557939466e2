package io.chatguard.redact.internal.vault;

import static io.chatguard.redact.internal.vault.DurableVaults.fixedKeys;
import static io.chatguard.redact.internal.vault.DurableVaults.meaning;
import static io.chatguard.redact.internal.vault.DurableVaults.sqlite;
import static io.chatguard.redact.internal.vault.DurableVaults.surrogate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.jdbc.JdbcRingRows;
import io.chatguard.redact.internal.vault.jdbc.JdbcVaultStore;
import io.chatguard.spi.KeyProvider;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault that outlives its process: what comes back, what is gone, and what nobody can open. */
class DurableVaultTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private static final Scope OTHER = Scope.of("t", "d");
    private static final Scope FOREIGN = Scope.of("u", "c");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void a_later_process_restores_and_goes_on() {
        String alice;
        try (Vault first = sqlite(folder)) {
            alice = surrogate(first, SCOPE, "Alice");
        }
        try (Vault second = sqlite(folder)) {
            assertThat(meaning(second, SCOPE, alice)).contains("Alice");
            assertThat(surrogate(second, SCOPE, "Alice")).isEqualTo(alice);
            assertThat(surrogate(second, SCOPE, "Bob")).startsWith("PERSON_2_");
            assertThat(meaning(second, OTHER, alice)).isEmpty();
            assertThat(meaning(second, FOREIGN, alice)).isEmpty();
        }
    }

    @Test
    void processes_side_by_side_agree() {
        try (Vault one = sqlite(folder);
                Vault two = sqlite(folder)) {
            String alice = surrogate(one, SCOPE, "Alice");
            assertThat(surrogate(two, SCOPE, "Alice")).isEqualTo(alice);
            String bob = surrogate(two, SCOPE, "Bob");
            assertThat(meaning(one, SCOPE, bob)).contains("Bob");
            one.end(SCOPE);
            assertThat(meaning(two, SCOPE, alice)).isEmpty();
            assertThat(surrogate(two, SCOPE, "Carol")).startsWith("PERSON_1_");
            assertThat(meaning(one, SCOPE, alice)).isEmpty();
        }
    }

    @Test
    void a_link_and_a_hash_are_the_same_for_a_later_process() {
        String code;
        try (Vault first = sqlite(folder)) {
            first.link(SCOPE, "resp_1", Duration.ofDays(1));
            code = first.tenant("t").code("PERSON", "Alice");
        }
        try (Vault second = sqlite(folder)) {
            assertThat(second.find("t", "resp_1")).contains(SCOPE);
            assertThat(second.find("u", "resp_1")).isEmpty();
            assertThat(second.tenant("t").code("PERSON", "Alice")).isEqualTo(code);
            assertThat(second.tenant("u").code("PERSON", "Alice")).isNotEqualTo(code);
        }
    }

    @Test
    void another_key_opens_nothing_and_says_what_is_wrong() {
        try (Vault first = sqlite(folder)) {
            surrogate(first, SCOPE, "Alice");
        }
        KeyProvider wrong = new LocalKeys("k", Map.of("k", Crypto.randomKey()));
        try (Vault second = sqlite(folder, wrong, InstantSource.system())) {
            assertThatThrownBy(() -> second.find(SCOPE))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("does not open the key ring");
        }
    }

    @Test
    void rows_and_ring_never_share_a_database() {
        try (Vault vault = sqlite(folder)) {
            assertThatThrownBy(() -> JdbcRingRows.open(DurableVaults.rows(folder), name -> null))
                    .hasMessageContaining("in one database");
            assertThatThrownBy(
                            () -> JdbcVaultStore.open(DurableVaults.ring(folder), name -> null, InstantSource.system()))
                    .hasMessageContaining("in one database");
        }
    }

    @Test
    void a_ring_is_refused_with_another_store(@TempDir Path elsewhere) {
        try (Vault vault = sqlite(folder)) {
            assertThatThrownBy(() -> Vault.durable(
                            JdbcVaultStore.open(DurableVaults.rows(elsewhere), name -> null, InstantSource.system()),
                            JdbcRingRows.open(DurableVaults.ring(folder), name -> null),
                            fixedKeys(),
                            InstantSource.system(),
                            DurableVaults.TTL))
                    .hasMessageContaining("belongs to another vault");
        }
    }

    @Test
    void rotation_wraps_keys_and_touches_no_row() throws Exception {
        KeyProvider old = environment("a");
        String alice;
        try (Vault vault = sqlite(folder, old, now::get)) {
            alice = surrogate(vault, SCOPE, "Alice");
        }
        List<String> before = cells("SELECT hex(sealed) FROM cg_row");
        KeyProvider both = environment("b,a");
        try (Vault vault = sqlite(folder, both, now::get)) {
            assertThat(vault.rotate()).isEqualTo(2);
        }
        assertThat(cells("SELECT hex(sealed) FROM cg_row")).isEqualTo(before);
        try (Vault vault = sqlite(folder, environment("b"), now::get)) {
            assertThat(meaning(vault, SCOPE, alice)).contains("Alice");
        }
    }

    private static KeyProvider environment(String versions) {
        StringBuilder text = new StringBuilder();
        for (String version : versions.split(",", -1)) {
            byte[] key = new byte[Crypto.KEY_BYTES];
            key[0] = (byte) version.charAt(0);
            text.append(version)
                    .append('=')
                    .append(Base64.getEncoder().encodeToString(key))
                    .append('\n');
        }
        return KeySource.environment("K", name -> text.toString());
    }

    @Test
    void an_erased_conversation_is_gone_and_others_stay() {
        KeyProvider keys = new ProcessKeyProvider();
        try (Vault vault = sqlite(folder, keys, now::get)) {
            String alice = surrogate(vault, SCOPE, "Alice");
            String bob = surrogate(vault, OTHER, "Bob");
            assertThat(vault.erase(SCOPE)).isEqualTo(new Vault.Erased(1, 1, 0));
            assertThat(meaning(vault, SCOPE, alice)).isEmpty();
            assertThat(meaning(vault, OTHER, bob)).contains("Bob");
            assertThat(vault.erase(SCOPE)).isEqualTo(new Vault.Erased(0, 0, 0));
            try (Vault second = sqlite(folder, keys, now::get)) {
                assertThat(meaning(second, OTHER, bob)).contains("Bob");
            }
        }
    }

    @Test
    void all_conversations_about_a_subject_are_erased_together() {
        KeyProvider keys = new ProcessKeyProvider();
        try (Vault vault = sqlite(folder, keys, now::get)) {
            vault.concerns(SCOPE, "customer 7");
            vault.concerns(OTHER, "customer 7");
            String alice = surrogate(vault, SCOPE, "Alice");
            String bob = surrogate(vault, OTHER, "Bob");
            String carol = surrogate(vault, Scope.of("t", "e"), "Carol");
            try (Vault second = sqlite(folder, keys, now::get)) {
                assertThat(meaning(second, SCOPE, alice)).contains("Alice");
                assertThat(second.eraseSubject("t", "customer 7")).isEqualTo(new Vault.Erased(2, 3, 0));
            }
            assertThat(meaning(vault, SCOPE, alice)).isEmpty();
            assertThat(meaning(vault, OTHER, bob)).isEmpty();
            assertThat(meaning(vault, Scope.of("t", "e"), carol)).contains("Carol");
            assertThatThrownBy(() -> vault.concerns(Scope.of("t", "e"), "customer 8"))
                    .hasMessageContaining("lives already");
        }
    }

    @Test
    void an_erased_tenant_takes_everything_along_and_leaves_the_others() {
        KeyProvider keys = new ProcessKeyProvider();
        try (Vault vault = sqlite(folder, keys, now::get)) {
            String alice = surrogate(vault, SCOPE, "Alice");
            String eve = surrogate(vault, FOREIGN, "Eve");
            assertThat(vault.eraseTenant("t").unreachable()).isZero();
            assertThat(meaning(vault, SCOPE, alice)).isEmpty();
            assertThat(meaning(vault, FOREIGN, eve)).contains("Eve");
            assertThat(surrogate(vault, SCOPE, "Alice")).isNotEqualTo(alice);
        }
    }

    @Test
    void a_provider_that_cannot_destroy_makes_the_erasure_incomplete() {
        try (Vault vault = sqlite(folder)) {
            surrogate(vault, SCOPE, "Alice");
            assertThat(vault.erase(SCOPE)).isEqualTo(new Vault.Erased(1, 1, 1));
        }
    }

    @Test
    void old_rows_with_the_present_ring_open_nothing_that_was_erased() throws Exception {
        String alice;
        try (Vault vault = sqlite(folder)) {
            alice = surrogate(vault, SCOPE, "Alice");
        }
        Path backup = Files.copy(folder.resolve("vault.db"), folder.resolve("backup.db"));
        try (Vault vault = sqlite(folder)) {
            vault.erase(SCOPE);
        }
        Files.move(backup, folder.resolve("vault.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Vault vault = sqlite(folder)) {
            assertThat(cells("SELECT count(*) FROM cg_row")).containsExactly("1");
            assertThat(meaning(vault, SCOPE, alice)).isEmpty();
            assertThat(surrogate(vault, SCOPE, "Eve")).isNotEqualTo(alice);
            assertThat(meaning(vault, SCOPE, alice)).isEmpty();
        }
    }

    @Test
    void an_old_ring_opens_nothing_either_once_the_provider_has_destroyed() throws Exception {
        KeyProvider keys = new ProcessKeyProvider();
        String alice;
        try (Vault vault = sqlite(folder, keys, now::get)) {
            alice = surrogate(vault, SCOPE, "Alice");
        }
        Path rows = Files.copy(folder.resolve("vault.db"), folder.resolve("rows.backup"));
        Path ring = Files.copy(folder.resolve("keys.db"), folder.resolve("ring.backup"));
        try (Vault vault = sqlite(folder, keys, now::get)) {
            assertThat(vault.erase(SCOPE).unreachable()).isZero();
        }
        Files.move(rows, folder.resolve("vault.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(ring, folder.resolve("keys.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Vault vault = sqlite(folder, keys, now::get)) {
            assertThatThrownBy(() -> meaning(vault, SCOPE, alice)).isInstanceOf(GuardException.class);
        }
    }

    @Test
    void what_is_over_is_purged_with_its_keys_and_nothing_of_it_is_left() throws Exception {
        try (Vault vault = sqlite(folder, fixedKeys(), now::get)) {
            surrogate(vault, SCOPE, "Alice");
            vault.link(SCOPE, "resp_1", Duration.ofDays(90));
            List<String> sealed = cells("SELECT hex(sealed) FROM cg_row");
            now.updateAndGet(t -> t.plus(DurableVaults.TTL.minusDays(1)));
            String bob = surrogate(vault, OTHER, "Bob");
            assertThat(vault.purge().rows().rows()).isZero();
            now.updateAndGet(t -> t.plus(Duration.ofDays(2)));
            Vault.Purge purge = vault.purge();
            assertThat(purge.rows().scopes()).isEqualTo(1);
            assertThat(purge.rows().rows()).isEqualTo(1);
            assertThat(purge.rows().links()).isEqualTo(1);
            assertThat(purge.keys()).isEqualTo(1);
            assertThat(meaning(vault, OTHER, bob)).contains("Bob");
            String left = files(StandardCharsets.ISO_8859_1);
            for (String hex : sealed) {
                byte[] bytes = HexFormat.of().parseHex(hex);
                assertThat(left).doesNotContain(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void use_moves_the_end_of_a_scope() {
        try (Vault vault = sqlite(folder, fixedKeys(), now::get)) {
            String alice = surrogate(vault, SCOPE, "Alice");
            for (int i = 0; i < 4; i++) {
                now.updateAndGet(t -> t.plus(Duration.ofDays(25)));
                assertThat(meaning(vault, SCOPE, alice)).contains("Alice");
            }
            now.updateAndGet(t -> t.plus(Duration.ofDays(31)));
            assertThat(meaning(vault, SCOPE, alice)).isEmpty();
            assertThat(surrogate(vault, SCOPE, "Eve")).startsWith("PERSON_1_").isNotEqualTo(alice);
            assertThat(meaning(vault, SCOPE, alice)).isEmpty();
        }
    }

    @Test
    void every_flipped_byte_of_a_row_is_an_error_and_never_a_wrong_value() throws Exception {
        try (Vault vault = sqlite(folder)) {
            surrogate(vault, SCOPE, "Alice");
        }
        byte[] sealed =
                HexFormat.of().parseHex(cells("SELECT hex(sealed) FROM cg_row").get(0));
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= (byte) (1 << i % 8);
            update("UPDATE cg_row SET sealed = ?", altered);
            assertUnreadable();
        }
        update("UPDATE cg_row SET sealed = ?", sealed);
        for (String change : List.of(
                "type = 'LOCATION'", "ordinal = 2", "variant = 1", "type = 'PERSON_1', ordinal = 1", "sealed = x''")) {
            Files.copy(folder.resolve("vault.db"), folder.resolve("sound.db"), StandardCopyOption.REPLACE_EXISTING);
            update("UPDATE cg_row SET " + change);
            assertUnreadable();
            Files.copy(folder.resolve("sound.db"), folder.resolve("vault.db"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void assertUnreadable() {
        try (Vault vault = sqlite(folder)) {
            assertThatThrownBy(() -> vault.find(SCOPE)).isInstanceOf(GuardException.class);
            assertThat(vault.check().problems()).hasSize(1);
        }
    }

    @Test
    void a_row_that_was_copied_to_another_scope_or_tenant_is_an_error() throws Exception {
        for (Scope target : List.of(OTHER, FOREIGN)) {
            try (Vault vault = sqlite(folder)) {
                surrogate(vault, SCOPE, "Alice");
                String from = vault.find(SCOPE).orElseThrow().name();
                surrogate(vault, target, "Bob");
                String to = vault.find(target).orElseThrow().name();
                update("UPDATE cg_row SET sealed = (SELECT sealed FROM cg_row WHERE scope = '" + from
                        + "') WHERE scope = '" + to + "'");
            }
            try (Vault vault = sqlite(folder)) {
                assertThatThrownBy(() -> vault.find(target)).isInstanceOf(GuardException.class);
            }
        }
    }

    @Test
    void every_flipped_byte_of_the_ring_is_an_error() throws Exception {
        try (Vault vault = sqlite(folder)) {
            surrogate(vault, SCOPE, "Alice");
        }
        for (String column : List.of("cg_key SET sealed", "cg_tenant SET wrapped")) {
            String table = column.substring(0, column.indexOf(' '));
            String name = column.substring(column.lastIndexOf(' ') + 1);
            List<String> was = cells("ring", "SELECT rowid || ':' || hex(" + name + ") FROM " + table);
            for (String cell : was) {
                String rowId = cell.substring(0, cell.indexOf(':'));
                byte[] bytes = HexFormat.of().parseHex(cell.substring(cell.indexOf(':') + 1));
                for (int i = 0; i < bytes.length; i += 7) {
                    byte[] altered = bytes.clone();
                    altered[i] ^= 1;
                    updateRing("UPDATE " + column + " = ? WHERE rowid = " + rowId, altered);
                    try (Vault vault = sqlite(folder)) {
                        assertThat(vault.check().problems()).isNotEmpty();
                    } catch (GuardException refused) {
                        assertThat(refused.reason()).isEqualTo(GuardException.Reason.STAGE_FAILED);
                    }
                }
                updateRing("UPDATE " + column + " = ? WHERE rowid = " + rowId, bytes);
            }
        }
        try (Vault vault = sqlite(folder)) {
            assertThat(vault.check().problems()).isEmpty();
        }
    }

    @Test
    void no_file_holds_a_value_a_tenant_or_a_conversation() throws Exception {
        Scope named = Scope.of("tenant-canary", "conversation-canary");
        try (Vault vault = sqlite(folder)) {
            vault.concerns(named, "subject-canary");
            for (int i = 0; i < 50; i++) {
                surrogate(vault, named, "value-canary-" + i);
            }
            vault.link(named, "resp-canary", Duration.ofDays(1));
            assertNoCanary();
        }
        assertNoCanary();
    }

    private void assertNoCanary() throws Exception {
        for (var charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            byte[] canary = "canary".getBytes(charset);
            assertThat(files(StandardCharsets.ISO_8859_1))
                    .hasSizeGreaterThan(10_000)
                    .doesNotContain(new String(canary, StandardCharsets.ISO_8859_1));
        }
    }

    private String files(Charset charset) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), charset));
            }
        }
        return all.toString();
    }

    private List<String> cells(String sql) throws Exception {
        return cells("vault", sql);
    }

    private List<String> cells(String file, String sql) throws Exception {
        List<String> out = new ArrayList<>();
        try (Connection connection = connection(file.equals("ring") ? "keys.db" : "vault.db");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                out.add(rows.getString(1));
            }
        }
        return out;
    }

    private void update(String sql, byte[]... values) throws Exception {
        update("vault.db", sql, values);
    }

    private void updateRing(String sql, byte[]... values) throws Exception {
        update("keys.db", sql, values);
    }

    private void update(String file, String sql, byte[]... values) throws Exception {
        try (Connection connection = connection(file);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setBytes(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private Connection connection(String file) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
    }
}
