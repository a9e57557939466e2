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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
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

    /** Memory is what Redis keeps its rows in; a full disk stops it the same way ({@code MISCONF}). */
    @Test
    void a_server_without_memory_stops_and_goes_on_when_there_is_some() {
        stopsAndGoesOn(
                client -> {
                    client.configSet("maxmemory-policy", "noeviction");
                    client.configSet("maxmemory", "1");
                },
                client -> client.configSet("maxmemory", "0"));
    }

    @Test
    void a_read_only_replica_stops_and_goes_on_when_it_writes() {
        stopsAndGoesOn(
                client -> client.sendCommand(Protocol.Command.REPLICAOF, "localhost", "1"),
                client -> client.sendCommand(Protocol.Command.REPLICAOF, "NO", "ONE"));
    }

    /** A script that does not end has Redis answer {@code BUSY}, which is what a lock of it is. */
    @Test
    void a_server_that_is_held_by_a_script_stops_and_goes_on_when_it_is_free() throws Exception {
        CompletableFuture<?>[] script = new CompletableFuture<?>[1];
        stopsAndGoesOn(
                client -> {
                    client.sendCommand(Protocol.Command.CONFIG, "SET", "lua-time-limit", "5");
                    script[0] = CompletableFuture.runAsync(() -> {
                        try (var other = RedisClient.create("localhost", port)) {
                            other.eval("while true do end");
                        } catch (JedisException killed) {
                            // As it is below.
                        }
                    });
                    while (!isBusy(client)) {}
                },
                client -> {
                    client.sendCommand(Protocol.Command.SCRIPT, "KILL");
                    script[0].join();
                    client.configSet("lua-time-limit", "5000");
                });
    }

    private static boolean isBusy(RedisClient client) {
        try {
            client.ping();
            return false;
        } catch (JedisException busy) {
            return true;
        }
    }

    private void stopsAndGoesOn(Consumer<RedisClient> stop, Consumer<RedisClient> go) {
        try (VaultStore store = open();
                var client = RedisClient.create("localhost", port)) {
            store.open("s", now.get().plus(LIFE));
            assertThat(store.assign("s", List.of(draft("a")))).isPresent();
            stop.accept(client);
            try {
                assertThatThrownBy(() -> store.assign("s", List.of(draft("b"))))
                        .isInstanceOf(GuardException.class)
                        .hasMessageContaining("refused a command")
                        .hasMessageContaining("nothing was sent");
            } finally {
                go.accept(client);
            }
            assertThat(store.rows("s", 0).orElseThrow()).hasSize(1);
            assertThat(store.assign("s", List.of(draft("b")))
                            .orElseThrow()
                            .get(0)
                            .ordinal())
                    .isEqualTo(2);
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
