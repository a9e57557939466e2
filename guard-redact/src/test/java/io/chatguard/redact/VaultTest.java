package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long and how safely values are kept. */
class VaultTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    private Redaction redaction(ScopeSettings settings) {
        Policy policy = Policy.builder().section(ScopeSettings.class, settings).build();
        return Redaction.builder(policy)
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.mail(), TestDetectors.word(EntityType.PERSON, "alice"))
                .clock(now::get)
                .build();
    }

    private Redaction redaction() {
        return redaction(ScopeSettings.defaults());
    }

    @Test
    void sixty_four_threads_give_the_same_value_one_surrogate_and_others_their_own() throws Exception {
        try (Redaction redaction = redaction()) {
            ExecutorService pool = Executors.newFixedThreadPool(64);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<List<String>>> results = new ArrayList<>();
            for (int t = 0; t < 64; t++) {
                String own = "user" + t + "@example.com";
                results.add(pool.submit(() -> {
                    start.await();
                    return List.of(
                            redaction.pseudonymise(SCOPE, "alice"),
                            redaction.pseudonymise(SCOPE, own),
                            redaction.pseudonymise(SCOPE, "shared@example.com " + own));
                }));
            }
            start.countDown();
            Set<String> alice = new HashSet<>();
            Set<String> own = new HashSet<>();
            for (int t = 0; t < 64; t++) {
                List<String> got = results.get(t).get();
                alice.add(got.get(0));
                own.add(got.get(1));
                assertThat(got.get(2)).endsWith(" " + got.get(1));
                assertThat(redaction.reidentify(SCOPE, got.get(1))).isEqualTo("user" + t + "@example.com");
            }
            pool.shutdown();
            assertThat(alice).hasSize(1);
            assertThat(own).hasSize(64);
        }
    }

    @Test
    void after_its_time_a_scope_resolves_nothing_and_its_old_surrogates_never_mean_another_value() {
        try (Redaction redaction = redaction()) {
            String old = redaction.pseudonymise(SCOPE, "alice@a.org");
            now.updateAndGet(t -> t.plus(Duration.ofHours(1)));
            assertThat(redaction.reidentify(SCOPE, old)).isEqualTo(old);
            String fresh = redaction.pseudonymise(SCOPE, "eve@e.org");
            assertThat(fresh).startsWith("EMAIL_ADDRESS_1_").isNotEqualTo(old);
            assertThat(redaction.reidentify(SCOPE, old)).isEqualTo(old);
        }
    }

    @Test
    void use_keeps_a_scope_alive() {
        try (Redaction redaction = redaction()) {
            String surrogate = redaction.pseudonymise(SCOPE, "alice");
            for (int i = 0; i < 5; i++) {
                now.updateAndGet(t -> t.plus(Duration.ofMinutes(50)));
                assertThat(redaction.pseudonymise(SCOPE, "alice")).isEqualTo(surrogate);
            }
        }
    }

    @Test
    void only_live_scopes_refuse_when_it_is_full_and_ended_ones_make_room() {
        try (Redaction redaction = redaction(new ScopeSettings(Duration.ofHours(1), 2))) {
            redaction.pseudonymise(SCOPE, "a@a.org b@b.org");
            assertThatThrownBy(() -> redaction.pseudonymise(Scope.of("t", "d"), "c@c.org"))
                    .isInstanceOfSatisfying(
                            GuardException.class,
                            e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.UNAVAILABLE))
                    .hasMessageContaining("scope.max_live");
            assertThat(redaction.pseudonymise(SCOPE, "a@a.org")).startsWith("EMAIL_ADDRESS_1_");
            now.updateAndGet(t -> t.plus(Duration.ofHours(2)));
            assertThat(redaction.pseudonymise(Scope.of("t", "d"), "c@c.org")).startsWith("EMAIL_ADDRESS_1_");
        }
    }

    @Test
    void an_id_that_is_linked_keeps_its_scope_as_long_as_the_link_lives() {
        try (Redaction redaction = redaction()) {
            Scope other = Scope.of("t", "d");
            redaction.link(SCOPE, "resp_1", Duration.ofMinutes(5));
            redaction.link(other, "resp_1", Duration.ofMinutes(5));
            assertThat(redaction.find("t", "resp_1")).contains(SCOPE);
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(6)));
            redaction.link(other, "resp_1", Duration.ofMinutes(5));
            assertThat(redaction.find("t", "resp_1")).contains(other);
        }
    }

    @Test
    void links_whose_time_is_over_make_room_and_only_live_ones_refuse() {
        try (Redaction redaction = redaction(new ScopeSettings(Duration.ofHours(1), 2))) {
            redaction.link(SCOPE, "resp_1", Duration.ofMinutes(5));
            redaction.link(SCOPE, "resp_2", Duration.ofDays(1));
            redaction.link(SCOPE, "resp_2", Duration.ofDays(1));
            assertThatThrownBy(() -> redaction.link(SCOPE, "resp_3", Duration.ofDays(1)))
                    .isInstanceOfSatisfying(
                            GuardException.class,
                            e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.UNAVAILABLE));
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(6)));
            redaction.link(SCOPE, "resp_3", Duration.ofDays(1));
            assertThat(redaction.find("t", "resp_3")).contains(SCOPE);
            now.updateAndGet(t -> t.plus(Duration.ofHours(1)));
            assertThat(redaction.find("t", "resp_3"))
                    .as("no longer than a scope")
                    .isEmpty();
        }
    }

    @Test
    void a_link_is_found_by_its_tenant_for_its_time() {
        try (Redaction redaction = redaction()) {
            redaction.link(SCOPE, "resp_1", Duration.ofMinutes(5));
            assertThat(redaction.find("t", "resp_1")).contains(SCOPE);
            assertThat(redaction.find("u", "resp_1")).isEmpty();
            assertThat(redaction.find("t", "resp_2")).isEmpty();
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(5)));
            assertThat(redaction.find("t", "resp_1")).isEmpty();
        }
    }

    @Test
    void values_that_differ_in_lone_surrogates_only_are_different() {
        try (Redaction redaction = Redaction.builder(Policy.defaults())
                .withoutBuiltInDetectors()
                .detectors(
                        TestDetectors.word(EntityType.PERSON, "a\ud800b"),
                        TestDetectors.word(EntityType.PERSON, "a\ud801b"))
                .build()) {
            String sent = redaction.pseudonymise(SCOPE, "a\ud800b a\ud801b");
            assertThat(redaction.reidentify(SCOPE, sent)).isEqualTo("a\ud800b a\ud801b");
        }
    }

    @Test
    void a_closed_redaction_refuses() {
        Redaction redaction = redaction();
        redaction.close();
        assertThatThrownBy(() -> redaction.pseudonymise(SCOPE, "alice"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void a_saved_scope_restores_and_goes_on_in_another_process(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("map");
        VaultFile file = VaultFile.at(path, new SecretKeySpec(new byte[32], "AES"));
        String sent;
        try (Redaction first = redaction()) {
            sent = first.pseudonymise(SCOPE, "alice bob@example.com Bob@example.com PERSON_1_ABCDEF");
            file.save(first, SCOPE);
        }
        assertThat(new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("alice");
        try (Redaction second = redaction()) {
            assertThat(file.load(second)).isEqualTo(SCOPE);
            assertThat(second.reidentify(SCOPE, sent))
                    .isEqualTo("alice bob@example.com Bob@example.com PERSON_1_ABCDEF");
            assertThat(second.pseudonymise(SCOPE, "alice x@y.z"))
                    .startsWith(sent.substring(0, 15) + " EMAIL_ADDRESS_2_");
            assertThatThrownBy(() -> file.load(second)).hasMessageContaining("in use");
        }
    }

    @Test
    void a_file_with_another_key_or_an_altered_one_is_refused(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("map");
        byte[] other = new byte[32];
        other[0] = 1;
        try (Redaction redaction = redaction()) {
            redaction.pseudonymise(SCOPE, "alice");
            VaultFile.at(path, "open sesame".toCharArray()).save(redaction, SCOPE);
            redaction.forget(SCOPE);
            assertThatThrownBy(() ->
                            VaultFile.at(path, new SecretKeySpec(other, "AES")).load(redaction))
                    .hasMessageContaining("passphrase");
            assertThatThrownBy(() -> VaultFile.at(path, "sesame".toCharArray()).load(redaction))
                    .hasMessageContaining("another key");
            byte[] bytes = Files.readAllBytes(path);
            bytes[bytes.length - 1] ^= 1;
            Files.write(path, bytes);
            assertThatThrownBy(() ->
                            VaultFile.at(path, "open sesame".toCharArray()).load(redaction))
                    .isInstanceOfSatisfying(
                            GuardException.class,
                            e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.CONFIGURATION));
        }
    }
}
