package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.Redaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look after a vault, on one that a policy's line names. */
class VaultCommandTest {

    private static final Scope SCOPE = Scope.of("acme", "ticket-1");

    @TempDir
    private Path folder;

    private Path policy;
    private String sent = "";

    @BeforeEach
    void aVaultWithTwoConversations() throws Exception {
        key("a");
        policy = Files.writeString(
                folder.resolve("policy.yaml"),
                "version: 1\nvault:\n  store: jdbc:sqlite:" + folder.resolve("vault.db") + "\n  keys: file:"
                        + folder.resolve("key") + "\n");
        try (Redaction redaction = Redaction.of(Policy.load(policy))) {
            redaction.concerns(Scope.of("acme", "ticket-2"), "customer 7");
            sent = redaction.pseudonymise(SCOPE, "write to kim@example.com");
            assertThat(redaction.pseudonymise(Scope.of("acme", "ticket-2"), "lee@example.com"))
                    .startsWith("EMAIL_ADDRESS_1_");
        }
    }

    private void key(String... versions) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String version : versions) {
            byte[] key = new byte[32];
            key[0] = (byte) version.charAt(0);
            text.append(version)
                    .append('=')
                    .append(Base64.getEncoder().encodeToString(key))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("key"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String run(int status, String... arguments) {
        List<String> all = new ArrayList<>(List.of("vault"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--policy", policy.toString()));
        Run run = Run.of(all.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(status);
        return new String(run.output(), StandardCharsets.UTF_8);
    }

    private String restored() {
        try (Redaction redaction = Redaction.of(Policy.load(policy))) {
            return redaction.reidentify(SCOPE, sent);
        }
    }

    @Test
    void stats_and_verify_count_what_is_there() {
        assertThat(run(0, "stats")).contains("1 tenants, 1 data subjects, 2 conversations (0 over), 2 values");
        assertThat(run(0, "verify")).contains("whole");
    }

    @Test
    void rotate_lets_the_old_key_go() throws Exception {
        key("b", "a");
        assertThat(run(0, "rotate")).contains("2 keys wrapped");
        key("b");
        assertThat(restored()).isEqualTo("write to kim@example.com");
    }

    @Test
    void erase_takes_what_is_named_and_says_what_it_cannot() {
        assertThat(run(0, "erase", "--tenant", "acme", "--subject", "customer 7"))
                .contains("1 conversations erased", "INCOMPLETE: backups of the key ring");
        assertThat(restored()).isEqualTo("write to kim@example.com");
        assertThat(run(0, "erase", "--tenant", "acme", "--conversation", "ticket-1"))
                .contains("1 conversations");
        assertThat(restored()).isEqualTo(sent);
        assertThat(run(0, "erase", "--tenant", "acme", "--all")).contains("0 conversations");
        run(2, "erase", "--tenant", "acme");
    }

    @Test
    void purge_leaves_what_lives() {
        assertThat(run(0, "purge")).contains("0 conversations, 0 values, 0 links and 0 keys");
        assertThat(restored()).isEqualTo("write to kim@example.com");
    }

    @Test
    void a_redis_that_does_not_run_is_told_which_shows_that_its_client_is_there() throws Exception {
        policy = Files.writeString(
                folder.resolve("redis.yaml"),
                "version: 1\nvault:\n  store: redis://localhost:1/0\n  keys: file:" + folder.resolve("key")
                        + "\n  ring: jdbc:sqlite:" + folder.resolve("ring.db") + "\n");
        Run run = Run.of("vault", "stats", "--policy", policy.toString());
        assertThat(run.status()).isNotZero();
        assertThat(run.errors()).contains("Redis cannot be reached").doesNotContain("localhost");
    }

    @Test
    void verify_names_an_altered_row() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("vault.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE cg_row SET ordinal = ordinal + 1");
        }
        assertThat(run(6, "verify")).contains("damaged: scope ", "DAMAGED: 2 problems");
    }
}
