package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import io.chatguard.redact.internal.vault.jdbc.JdbcUrl;
import io.chatguard.redact.internal.vault.jdbc.JdbcVaultStore;
import io.chatguard.spi.VaultStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends VaultStoreContract {

    @TempDir
    private Path folder;

    @Override
    VaultStore open() {
        return open("");
    }

    private VaultStore open(String settings) {
        return JdbcVaultStore.open(
                JdbcUrl.of("jdbc:sqlite:" + folder.resolve("vault.db") + settings), name -> null, now::get);
    }

    private static boolean works(VaultStore store, String scope, Function<String, List<VaultStore.Draft>> drafts) {
        return store.assign(scope, drafts.apply(scope)).isPresent();
    }

    private static List<VaultStore.Draft> one(String value) {
        return List.of(draft(value));
    }

    @Test
    void three_processes_agree() throws Exception {
        Contention.agree("jdbc:sqlite:" + folder.resolve("shared.db"), "jdbc:sqlite:" + folder.resolve("keys.db"));
    }

    @Test
    void the_database_and_its_log_are_their_owners_only() throws Exception {
        try (VaultStore store = open()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(works(store, "s", SqliteStoreTest::one)).isTrue();
            for (String file : List.of("vault.db", "vault.db-wal", "vault.db-shm")) {
                assertThat(Files.getPosixFilePermissions(folder.resolve(file)))
                        .as(file)
                        .hasSize(2);
            }
        }
    }

    @Test
    void settings_that_lose_commits_are_refused() {
        assertThatThrownBy(() -> JdbcUrl.of("jdbc:sqlite::memory:")).hasMessageContaining("no file");
        assertThatThrownBy(() -> JdbcUrl.of("jdbc:h2:./vault")).hasMessageContaining("H2 loses acknowledged writes");
        assertThatThrownBy(() -> JdbcUrl.of("jdbc:postgresql://u:geheim@h/d"))
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> JdbcUrl.of("jdbc:postgresql://h/d?password=geheim"))
                .hasMessageContaining("CHATGUARD_VAULT_PASSWORD")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> JdbcUrl.of("jdbc:oracle:thin:@h")).hasMessageContaining("jdbc:sqlite");
    }

    @Test
    void a_full_disk_stops_and_goes_on_when_there_is_room() {
        open().close();
        try (VaultStore store = open("?max_page_count=40")) {
            store.open("s", now.get().plus(LIFE));
            store.open("big", now.get().plus(LIFE));
            assertThat(works(store, "s", SqliteStoreTest::one)).isTrue();
            VaultStore.Draft large = new VaultStore.Draft("x", "x", "PERSON", (o, v) -> new byte[1 << 16]);
            assertThat(store.assign("big", List.of(large))).isPresent();
            VaultStore.Draft larger = new VaultStore.Draft("y", "y", "PERSON", (o, v) -> new byte[1 << 17]);
            assertThatThrownBy(() -> store.assign("s", List.of(draft("b"), larger)))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("disk is full");
            assertThat(store.rows("s", 0).orElseThrow()).hasSize(1);
            store.erase("big");
            assertThat(store.assign("s", one("c"))).isPresent();
        }
    }

    @Test
    void a_locked_database_stops_and_goes_on_when_it_is_free() throws Exception {
        try (VaultStore store = open("?busy_timeout=100");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("vault.db"));
                Statement statement = other.createStatement()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(works(store, "s", SqliteStoreTest::one)).isTrue();
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> store.assign("s", one("b")))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("locked");
            statement.execute("ROLLBACK");
            assertThat(store.assign("s", one("b"))).isPresent();
        }
    }

    @Test
    void a_read_only_database_stops() {
        try (VaultStore store = open()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(works(store, "s", SqliteStoreTest::one)).isTrue();
            JdbcUrl readOnly = JdbcUrl.of("jdbc:sqlite:file:" + folder.resolve("vault.db") + "?mode=ro");
            assertThatThrownBy(() -> JdbcVaultStore.open(readOnly, name -> null, now::get))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("read-only");
            assertThat(store.assign("s", one("b"))).isPresent();
        }
    }

    @Test
    void a_database_that_is_moved_away_stops_and_goes_on_when_it_is_back() throws Exception {
        Path file = folder.resolve("vault.db");
        Path away = folder.resolve("away.db");
        try (VaultStore store = open()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(works(store, "s", SqliteStoreTest::one)).isTrue();
            Files.move(file, away);
            assertThatThrownBy(() -> store.assign("s", one("b")))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("moved, deleted or replaced");
            assertThat(file).as("not made anew").doesNotExist();
            Files.move(away, file);
            assertThat(store.assign("s", one("b"))).isPresent();
            assertThat(store.rows("s", 0).orElseThrow()).hasSize(2);
        }
    }

    @Test
    void a_file_that_is_no_database_is_refused() throws Exception {
        Files.writeString(folder.resolve("other.db"), "this is no database, it is a text of some length.".repeat(40));
        assertThatThrownBy(() -> JdbcVaultStore.open(
                        JdbcUrl.of("jdbc:sqlite:" + folder.resolve("other.db")), name -> null, now::get))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_schema_of_a_newer_version_is_refused() throws Exception {
        open().close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("vault.db"));
                Statement statement = other.createStatement()) {
            statement.execute("UPDATE cg_meta SET text = '99' WHERE name = 'version'");
        }
        assertThatThrownBy(this::open).hasMessageContaining("newer version");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("vault.db"));
                Statement statement = other.createStatement()) {
            statement.execute("UPDATE cg_meta SET text = '1' WHERE name = 'version'");
        }
    }
}
