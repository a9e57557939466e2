package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.jdbc.JdbcRingRows;
import io.chatguard.redact.internal.vault.jdbc.JdbcUrl;
import io.chatguard.redact.internal.vault.jdbc.JdbcVaultStore;
import io.chatguard.redact.internal.vault.jdbc.Postgres;
import io.chatguard.spi.VaultStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends VaultStoreContract {

    private final String url = Postgres.freshUrl();

    @Override
    VaultStore open() {
        return open(url);
    }

    private VaultStore open(String database) {
        return JdbcVaultStore.open(JdbcUrl.of(database), Postgres::environment, now::get);
    }

    private Vault vault(String ring) {
        return Vault.durable(
                open(),
                JdbcRingRows.open(JdbcUrl.of(ring), Postgres::environment),
                new ProcessKeyProvider(),
                now::get,
                LIFE);
    }

    @Test
    void instances_agree_and_erase_for_each_other() {
        String ring = Postgres.freshUrl();
        Scope scope = Scope.of("t", "c");
        var keys = DurableVaults.fixedKeys();
        try (Vault one = Vault.durable(
                        open(), JdbcRingRows.open(JdbcUrl.of(ring), Postgres::environment), keys, now::get, LIFE);
                Vault two = Vault.durable(
                        open(), JdbcRingRows.open(JdbcUrl.of(ring), Postgres::environment), keys, now::get, LIFE)) {
            String alice = DurableVaults.surrogate(one, scope, "Alice");
            assertThat(DurableVaults.surrogate(two, scope, "Alice")).isEqualTo(alice);
            assertThat(DurableVaults.meaning(two, scope, alice)).contains("Alice");
            assertThat(two.erase(scope)).isEqualTo(new Vault.Erased(1, 1, 1));
            assertThat(DurableVaults.meaning(one, scope, alice)).isEmpty();
            assertThat(two.check().problems()).isEmpty();
        }
    }

    @Test
    void three_processes_agree() throws Exception {
        Contention.agree(Postgres.freshUrl(), Postgres.freshUrl());
    }

    @Test
    void rows_and_ring_never_share_a_database() {
        assertThatThrownBy(() -> vault(url)).hasMessageContaining("in one database");
    }

    @Test
    void a_server_that_loses_commits_is_refused() {
        String database = Postgres.freshUrl();
        String name = database.substring(database.lastIndexOf('/') + 1);
        try (VaultStore store = open(database)) {
            assertThat(store.identity()).isNotEmpty();
        }
        Postgres.execute(database, "ALTER DATABASE " + name + " SET synchronous_commit=off");
        try (VaultStore store = open(database)) {
            assertThat(store.identity())
                    .as("each session asks for durable commits")
                    .isNotEmpty();
        }
    }

    @Test
    void a_read_only_server_stops_and_goes_on_when_it_writes() {
        String name = url.substring(url.lastIndexOf('/') + 1);
        try (VaultStore store = open()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(store.assign("s", List.of(draft("a")))).isPresent();
            Postgres.execute(
                    url,
                    "ALTER DATABASE " + name + " SET default_transaction_read_only=on",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                            + "' AND pid <> pg_backend_pid()");
            assertThatThrownBy(() -> store.assign("s", List.of(draft("b"))))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("cannot be reached");
            assertThatThrownBy(() -> store.assign("s", List.of(draft("b"))))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("read-only");
            Postgres.execute(
                    url,
                    "SET default_transaction_read_only=off",
                    "ALTER DATABASE " + name + " RESET ALL",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                            + "' AND pid <> pg_backend_pid()");
            assertThat(store.assign("s", List.of(draft("b")))
                            .orElseThrow()
                            .get(0)
                            .ordinal())
                    .isEqualTo(2);
        }
    }

    /** As an INSERT fails whose tablespace has no room, by the same SQLSTATE. */
    @Test
    void a_full_disk_stops_and_goes_on_when_there_is_room() {
        try (VaultStore store = open()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(store.assign("s", List.of(draft("a")))).isPresent();
            Postgres.execute(
                    url,
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END$$",
                    "CREATE TRIGGER full_disk BEFORE INSERT ON cg_row FOR EACH ROW EXECUTE FUNCTION full_disk()");
            assertThatThrownBy(() -> store.assign("s", List.of(draft("b"))))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("disk is full")
                    .hasMessageContaining("nothing was sent");
            Postgres.execute(url, "DROP TRIGGER full_disk ON cg_row");
            assertThat(store.rows("s", 0).orElseThrow()).hasSize(1);
            assertThat(ordinal(store, "b")).isEqualTo(2);
        }
    }

    @Test
    void a_locked_table_stops_and_goes_on_when_it_is_free() throws Exception {
        stopsWhileLocked("pg_cancel_backend", "locked by another process");
    }

    @Test
    void a_server_that_ends_the_session_in_the_middle_of_a_call_stops_it_and_others_go_on() throws Exception {
        stopsWhileLocked("pg_terminate_backend", "cannot be reached");
    }

    /** Ends the statement that waits for a lock as a timeout or a shutdown would. */
    private void stopsWhileLocked(String ended, String told) throws Exception {
        String name = url.substring(url.lastIndexOf('/') + 1);
        try (VaultStore store = open();
                Connection other = DriverManager.getConnection(url, "postgres", "");
                Statement statement = other.createStatement()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(store.assign("s", List.of(draft("a")))).isPresent();
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE cg_scope IN ACCESS EXCLUSIVE MODE");
            var call = CompletableFuture.supplyAsync(() -> store.assign("s", List.of(draft("b"))));
            String waiting = "SELECT " + ended + "(pid) FROM pg_stat_activity WHERE datname = '" + name
                    + "' AND wait_event_type = 'Lock'";
            while (!call.isDone()) {
                statement.execute(waiting);
            }
            assertThatThrownBy(call::join)
                    .hasCauseInstanceOf(GuardException.class)
                    .hasMessageContaining(told)
                    .hasMessageContaining("nothing was sent");
            other.rollback();
            assertThat(store.rows("s", 0).orElseThrow()).hasSize(1);
            assertThat(ordinal(store, "b")).isEqualTo(2);
        }
    }

    private static int ordinal(VaultStore store, String value) {
        return store.assign("s", List.of(draft(value))).orElseThrow().get(0).ordinal();
    }

    @Test
    void a_user_who_is_refused_and_a_server_that_is_gone_are_told_without_credentials() {
        assertThatThrownBy(() -> JdbcVaultStore.open(
                        JdbcUrl.of("jdbc:postgresql://localhost:1/none"), name -> "geheim", now::get))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContainingAny("geheim", "localhost");
        assertThatThrownBy(() -> JdbcVaultStore.open(JdbcUrl.of(url + "x"), Postgres::environment, now::get))
                .hasMessageContaining("does not exist");
    }
}
