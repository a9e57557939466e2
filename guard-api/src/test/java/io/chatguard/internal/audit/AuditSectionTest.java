package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.AuditSettings;
import io.chatguard.AuditSettings.Durability;
import io.chatguard.AuditSettings.OnFailure;
import io.chatguard.AuditTrail;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code audit} of a policy file. */
class AuditSectionTest {

    @TempDir
    Path root;

    private static AuditSettings parse(String section) {
        return Policy.parse("version: 1\n" + section, "p.yaml").section(AuditSettings.class);
    }

    @Test
    void withoutASectionNothingGoesToFiles() {
        assertThat(parse("name: a")).isEqualTo(AuditSettings.none());
    }

    @Test
    void folderAndKeyAreEnough() {
        assertThat(parse("audit: {path: trail, key: audit.key}"))
                .isEqualTo(AuditSettings.in(Path.of("trail"), Path.of("audit.key")));
    }

    @Test
    void everythingCanBeSaid() {
        AuditSettings settings = parse("""
                audit:
                  path: trail
                  key: audit.key
                  on_failure: continue
                  fsync: false
                  timeout: 3s
                  rotate: {size: 1MiB, every: 12h}
                  checkpoint: {records: 10, every: 5s}
                """);
        assertThat(settings)
                .isEqualTo(AuditSettings.in(Path.of("trail"), Path.of("audit.key"))
                        .onFailure(OnFailure.CONTINUE)
                        .durability(Durability.OPERATING_SYSTEM)
                        .timeout(Duration.ofSeconds(3))
                        .rotating(1 << 20, Duration.ofHours(12))
                        .checkpoints(10, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit: {path: a}                                  | 2:8: audit: the key 'key' is missing",
                "audit: {key: a}                                   | 2:8: audit: the key 'path' is missing",
                "audit: {path: '', key: a}                         | 2:15: audit.path: expected a path",
                "audit: {path: a, key: b, fsnyc: true}             | did you mean 'fsync'?",
                "audit: {path: a, key: b, fsync: 'on'}             | expected true or false",
                "audit: {path: a, key: b, on_failure: ignore}      | allowed: block, continue",
                "audit: {path: a, key: b, timeout: 0s}             | longer than nothing",
                "audit: {path: a, key: b, rotate: {size: 1KiB}}    | from 4KiB to 1024GiB",
                "audit: {path: a, key: b, rotate: {size: big}}     | expected a size",
                "audit: {path: a, key: b, rotate: {at: 1d}}        | allowed: size, every",
                "audit: {path: a, key: b, checkpoint: {records: 0}} | a whole number from 1 to 1000000"
            })
    void aMistakeIsToldWithItsPlace(String section, String told) {
        assertThatThrownBy(() -> parse(section))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION))
                .hasMessageStartingWith("p.yaml:2:")
                .hasMessageContaining(told);
    }

    @Test
    void aGuardOpensTheTrailAndEndsItWhenItIsClosed() {
        Path key = root.resolve("audit.key");
        var open = AuditTrail.createKey(key);
        Guard guard = Guard.builder().policy(policy(key)).redaction(nothing()).build();
        assertThatThrownBy(() -> AuditTrail.open(AuditSettings.in(root.resolve("trail"), key)))
                .hasMessageContaining("another guard");
        guard.close();

        var report = AuditTrail.verify(List.of(root.resolve("trail")), List.of(open), List.of());
        assertThat(report.isWhole()).isTrue();
        assertThat(report.notices()).isEmpty();
    }

    @Test
    void aGuardThatIsNotBuiltLeavesTheTrailToOthers() {
        Path key = root.resolve("audit.key");
        AuditTrail.createKey(key);
        assertThatThrownBy(() -> Guard.from(policy(key))).hasMessageContaining("at least one stage");
        AuditTrail.open(AuditSettings.in(root.resolve("trail"), key)).close();
    }

    @Test
    void aKeyThatIsNoneStopsTheGuardWithoutQuotingIt() throws IOException {
        Path key = Files.writeString(
                root.resolve("audit.key"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----");
        assertThatThrownBy(() -> Guard.from(policy(key)))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION))
                .hasMessageContaining("not an Ed25519 key")
                .message()
                .doesNotContain("c2VjcmV0");
    }

    private static Interceptor nothing() {
        return new Interceptor() {
            @Override
            public String name() {
                return "nothing";
            }

            @Override
            public Call open(Exchange exchange) {
                return new Call() {};
            }
        };
    }

    private Policy policy(Path key) {
        return Policy.builder()
                .section(AuditSettings.class, AuditSettings.in(root.resolve("trail"), key))
                .build();
    }
}
