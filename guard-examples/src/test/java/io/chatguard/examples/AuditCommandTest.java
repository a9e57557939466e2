package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.AuditSettings;
import io.chatguard.AuditTrail;
import io.chatguard.Caller;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditSink;
import io.chatguard.spi.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

    @TempDir
    Path root;

    private Path folder = Path.of("");
    private Path key = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void writeATrail() throws IOException {
        folder = root.resolve("trail");
        key = root.resolve("audit.key");
        Run made = Run.of("audit", "key", key.toString());
        assertThat(made.status()).isZero();
        Files.write(root.resolve("audit.pub"), made.output());
        try (AuditSink sink = AuditTrail.open(AuditSettings.in(folder, key))) {
            for (int i = 1; i <= 5; i++) {
                sink.write(decision("x-" + i));
            }
        }
        file = folder.resolve("audit-000001.jsonl");
    }

    private static AuditEvent decision(String exchange) {
        Facts facts = new Facts(
                "responses", "gpt-x", List.of(), Facts.Transfer.WHOLE, Facts.Storage.STORED, 1, Facts.Format.TEXT);
        return new AuditEvent(
                AuditEvent.Phase.DECISION,
                Instant.parse("2026-01-31T09:00:00.123Z"),
                Scope.of("acme", "ticket-4711"),
                Caller.anonymous(),
                new Receipt(exchange, "default", facts, List.of()),
                Optional.empty());
    }

    private Run verify(String... more) {
        String[] args = new String[more.length + 5];
        System.arraycopy(
                new String[] {
                    "audit",
                    "verify",
                    folder.toString(),
                    "--key",
                    root.resolve("audit.pub").toString()
                },
                0,
                args,
                0,
                5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Run.of(args);
    }

    @Test
    void saysThatAWholeTrailIsWhole() {
        Run run = verify();
        assertThat(run.status()).isZero();
        assertThat(run.text())
                .contains("1 files, records 1 to 7 (5 decisions, 0 outcomes)")
                .endsWith("whole\n");
    }

    @Test
    void namesFileLineAndDamage() throws IOException {
        Files.writeString(file, Files.readString(file).replace("x-3", "x-4"));
        Run run = verify();
        assertThat(run.status()).isEqualTo(6);
        assertThat(run.text())
                .contains("edited: audit-000001.jsonl line 4 (record 4)")
                .contains("DAMAGED: 1 problems");
    }

    @Test
    void findsACutByTheAnchorThatItPrinted() throws IOException {
        String last = verify().text()
                .lines()
                .filter(l -> l.startsWith("last record "))
                .findFirst()
                .orElseThrow();
        Files.write(file, Files.readAllLines(file).subList(0, 4));
        assertThat(verify().status()).isZero();
        Run run = verify("--anchor", last.substring("last record ".length()));
        assertThat(run.status()).isEqualTo(6);
        assertThat(run.text()).contains("truncated: ");
    }

    @Test
    void refusesAnotherKeyAndWhatIsNoTrail() {
        assertThat(Run.of("audit", "key", root.resolve("other").toString()).status())
                .isZero();
        Run run = Run.of(
                "audit",
                "verify",
                folder.toString(),
                "--key",
                root.resolve("other").toString());
        assertThat(run.status()).isEqualTo(6);
        assertThat(run.text()).contains("foreign: ");
        assertThat(Run.of("audit", "verify", root.toString()).status()).isEqualTo(1);
        assertThat(Run.of("audit", "verify").status()).isEqualTo(2);
        assertThat(verify("--anchor", "7").status()).isEqualTo(2);
        assertThat(Run.of("audit").status()).isEqualTo(2);
    }

    @Test
    void showsTheLastRecords() {
        Run run = Run.of("audit", "tail", "-n", "2", folder.toString());
        assertThat(run.status()).isZero();
        assertThat(run.text().lines()).hasSize(2);
        assertThat(run.text()).startsWith("6  2026-01-31T09:00:00.123Z  decision  exchange=x-5 policy=default ");
        assertThat(Run.of("audit", "tail", file.toString()).text().lines()).hasSize(7);
        assertThat(Run.of("audit", "tail", root.toString()).status()).isEqualTo(1);
    }

    @Test
    void neverOverwritesAKey() {
        assertThat(Run.of("audit", "key", key.toString()).status()).isEqualTo(1);
    }
}
