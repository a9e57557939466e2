package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.LocalKeys;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many times a call waits for the device: the commit frames in the logs of the rows and of the key ring. */
class DurableWritesTest {

    /** https://www.sqlite.org/fileformat2.html#walformat */
    private static final int WAL_HEADER = 32;

    private static final int FRAME = 24 + 4_096;
    private static final int SIZE_AFTER_COMMIT = 4;
    private static final Scope SCOPE = Scope.of("t", "c");

    @TempDir
    private Path folder;

    private record Commits(long rows, long ring) {
        Commits minus(Commits other) {
            return new Commits(rows - other.rows, ring - other.ring);
        }
    }

    private Commits commits() throws IOException {
        return new Commits(commits("vault.db-wal"), commits("vault.db.keys-wal"));
    }

    private long commits(String log) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(log)));
        long commits = 0;
        for (int at = WAL_HEADER; at + FRAME <= bytes.limit(); at += FRAME) {
            commits += bytes.getInt(at + SIZE_AFTER_COMMIT) == 0 ? 0 : 1;
        }
        return commits;
    }

    private Redaction redaction() {
        return Redaction.builder(policy())
                .withoutBuiltInDetectors()
                .detectors(
                        TestDetectors.mail(),
                        TestDetectors.word(EntityType.PERSON, "alice"),
                        TestDetectors.word(EntityType.PERSON, "bob"))
                .keys(keys())
                .build();
    }

    private static LocalKeys keys() {
        return new LocalKeys("k", Map.of("k", new byte[32]));
    }

    private Policy policy() {
        return Policy.builder()
                .rule(Policy.Rule.of(EntityType.EMAIL_ADDRESS, Action.SUBSTITUTE))
                .rule(Policy.Rule.of(EntityType.PERSON, Action.PSEUDONYMIZE))
                .section(VaultSettings.class, VaultSettings.at("jdbc:sqlite:" + folder.resolve("vault.db")))
                .build();
    }

    @Test
    void new_stand_ins_and_new_surrogates_of_a_request_are_one() throws Exception {
        try (Redaction redaction = redaction()) {
            assertThat(redaction.pseudonymise(SCOPE, "alice")).startsWith("PERSON_1_");
            Commits before = commits();
            String sent = redaction.pseudonymise(SCOPE, "bob writes to kim@corp.test and to lee@corp.test");
            assertThat(sent).startsWith("PERSON_2_").doesNotContain("corp.test");
            assertThat(commits().minus(before)).isEqualTo(new Commits(1, 0));
            assertThat(redaction.reidentify(SCOPE, sent)).contains("bob", "kim@corp.test", "lee@corp.test");
        }
    }

    @Test
    void known_values_are_none() throws Exception {
        try (Redaction redaction = redaction()) {
            String sent = redaction.pseudonymise(SCOPE, "alice and kim@corp.test");
            Commits before = commits();
            assertThat(redaction.pseudonymise(SCOPE, "alice and kim@corp.test")).isEqualTo(sent);
            assertThat(commits().minus(before)).isEqualTo(new Commits(0, 0));
        }
    }

    /** Both before the call leaves; what the call before it left goes along. */
    @Test
    void a_call_of_its_own_scope_is_one_of_its_rows_and_one_of_its_key() throws Exception {
        try (Redaction redaction = redaction()) {
            assertThat(redaction.pseudonymise(SCOPE, "alice")).startsWith("PERSON_1_");
            Commits before = commits();
            int calls = 5;
            Segment bob = Segment.of("/text", Role.USER, Segment.Kind.PROSE, "bob");
            for (int i = 0; i < calls; i++) {
                Interceptor.Call call = redaction.open(FakeExchange.of(
                        Policy.defaults(),
                        Scope.of("t", "call " + i),
                        Exchange.ScopeOrigin.PER_CALL,
                        Facts.Storage.NOT_STORED));
                assertThat(call.onRequest(FakeContent.of(bob)).segments().get(0).text())
                        .startsWith("PERSON_1_");
                assertThat(commits().minus(before)).isEqualTo(new Commits(i + 1, i + 1));
                call.onEnd(Ending.COMPLETED);
            }
            assertThat(commits().minus(before)).isEqualTo(new Commits(calls, calls));
        }
        try (VaultUpkeep vault = VaultUpkeep.open(policy(), keys())) {
            assertThat(vault.verify().conversations()).isEqualTo(1);
            assertThat(vault.verify().rows()).isEqualTo(1);
        }
    }
}
