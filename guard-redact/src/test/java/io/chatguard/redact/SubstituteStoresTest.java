package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.LocalKeys;
import io.chatguard.redact.internal.vault.jdbc.Postgres;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Stand-ins in the stores of many instances: all give a value the same one, and read it back, later too. */
class SubstituteStoresTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private static final String TEXT = "Write to kim@corp.test and to lee@corp.test.";

    @TempDir
    private Path folder;

    private static Redaction redaction(String store, String ring) {
        return Redaction.builder(Policy.builder()
                        .rule(Policy.Rule.ofAnyType(Action.SUBSTITUTE))
                        .section(VaultSettings.class, new VaultSettings(store, "env:NONE", ring))
                        .build())
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.mail())
                .keys(new LocalKeys("k", Map.of("k", new byte[32])))
                .build();
    }

    private static void agree(String store, String ring) {
        String sent;
        try (Redaction one = redaction(store, ring);
                Redaction other = redaction(store, ring)) {
            sent = one.pseudonymise(SCOPE, TEXT);
            assertThat(sent).doesNotContain("corp.test").containsPattern("example[.](com|net|org)");
            assertThat(other.pseudonymise(SCOPE, TEXT)).isEqualTo(sent);
            assertThat(other.reidentify(SCOPE, sent)).isEqualTo(TEXT);
        }
        try (Redaction later = redaction(store, ring)) {
            assertThat(later.reidentify(SCOPE, sent)).isEqualTo(TEXT);
            assertThat(later.reidentify(Scope.of("t", "d"), sent)).isEqualTo(sent);
        }
    }

    @Test
    void instances_agree_in_postgresql() {
        String rows = Postgres.freshUrl();
        Postgres.execute(
                rows,
                "DO $$BEGIN CREATE ROLE \"" + System.getProperty("user.name")
                        + "\" LOGIN SUPERUSER; EXCEPTION WHEN duplicate_object THEN NULL; END$$");
        agree(rows, Postgres.freshUrl());
    }

    @Test
    void instances_agree_in_redis() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("appendfsync always")
                .build();
        server.start();
        try {
            agree("redis://localhost:" + port + "/0", "jdbc:sqlite:" + folder.resolve("ring.db"));
        } finally {
            server.stop();
        }
    }
}
