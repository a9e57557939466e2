package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import io.chatguard.redact.internal.vault.redis.RedisVaultStore;
import io.chatguard.spi.VaultStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

class RedisStoreTest extends VaultStoreContract {

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private static int port;
    private static RedisServer server;

    @BeforeAll
    static void startRedis() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = start();
    }

    private static RedisServer start() throws IOException {
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .setting("dir " + data)
                .setting("appendonly yes")
                .setting("appendfsync always")
                .build();
        redis.start();
        return redis;
    }

    @AfterAll
    static void stopRedis() throws IOException {
        server.stop();
    }

    @Override
    VaultStore open() {
        return RedisVaultStore.open("redis://localhost:" + port + "/0", name -> null, now::get);
    }

    /** The contract counts what is there, so each test begins with nothing. */
    @Override
    @BeforeEach
    void openStore() {
        try (var client = RedisClient.create("localhost", port)) {
            client.flushAll();
        }
        super.openStore();
    }

    @Test
    void three_processes_agree() throws Exception {
        Contention.agree("redis://localhost:" + port + "/1", "jdbc:sqlite:" + folder.resolve("keys.db"));
    }

    @Test
    void after_a_restart_rows_are_there_and_new_ordinals_jump() throws Exception {
        try (VaultStore store = open()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(store.assign("s", List.of(draft("a"), draft("b"))).orElseThrow())
                    .hasSize(2);
        }
        server.stop();
        try (VaultStore gone = open()) {
            throw new AssertionError("a server that is stopped is reached");
        } catch (GuardException refused) {
            assertThat(refused).hasMessageContaining("cannot be reached");
        }
        server = start();
        try (VaultStore store = open()) {
            assertThat(store.rows("s", 0).orElseThrow()).hasSize(2);
            List<VaultStore.Row> rows = store.assign("s", List.of(draft("b"), draft("c"), draft("x", "x", "URL")))
                    .orElseThrow();
            assertThat(rows.get(0).ordinal()).isEqualTo(2);
            assertThat(rows.get(1).ordinal()).isEqualTo(1_000_003);
            assertThat(rows.get(2).ordinal()).isEqualTo(1_000_001);
            assertThat(store.rows("s", 2).orElseThrow()).hasSize(2);
        }
    }

    @Test
    void a_store_that_is_gone_stops_and_goes_on_when_it_is_back() throws Exception {
        try (VaultStore store = open()) {
            store.open("s", now.get().plus(LIFE));
            assertThat(store.assign("s", List.of(draft("a")))).isPresent();
            server.stop();
            assertThatThrownBy(() -> store.assign("s", List.of(draft("b"))))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("nothing was sent");
            server = start();
            assertThat(store.assign("s", List.of(draft("b")))).isPresent();
        }
    }

    @Test
    void credentials_in_the_url_are_refused_without_a_word_of_them() {
        assertThatThrownBy(() -> RedisVaultStore.open("redis://u:geheim@localhost", name -> null, now::get))
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void a_server_that_drops_entries_is_refused() {
        try (var client = RedisClient.create("localhost", port)) {
            client.configSet("maxmemory", "100000000");
            client.configSet("maxmemory-policy", "allkeys-lru");
            assertThatThrownBy(this::open).hasMessageContaining("noeviction");
            client.configSet("maxmemory-policy", "noeviction");
            client.configSet("maxmemory", "0");
        }
    }
}
