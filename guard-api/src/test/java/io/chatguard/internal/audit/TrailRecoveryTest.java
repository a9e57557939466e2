package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.AuditSettings;
import io.chatguard.AuditSettings.Durability;
import io.chatguard.AuditTrail;
import io.chatguard.AuditTrail.Anchor;
import io.chatguard.AuditTrail.Damage;
import io.chatguard.AuditTrail.Report;
import io.chatguard.GuardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves, and how a trail goes on. */
class TrailRecoveryTest {

    @TempDir
    Path root;

    @Test
    void whereverAFileIsTornTheTrailGoesOnAndTheTailStaysAndIsTold() throws IOException {
        Path written = root.resolve("written");
        Trails.write(Trails.settings(written).checkpoints(4, Duration.ofDays(1)), 6);
        byte[] bytes = Files.readAllBytes(Trails.files(written).get(0));
        int header = new String(bytes, StandardCharsets.US_ASCII).indexOf('\n') + 1;
        for (int length = header; length <= bytes.length; length += 41) {
            Path folder = Files.createDirectory(root.resolve("torn" + length));
            Path first = folder.resolve(Trails.files(written).get(0).getFileName());
            Files.write(first, Arrays.copyOf(bytes, length));
            int whole = Files.readString(first).split("\n", -1).length - 1;
            long torn = length - Files.readString(first).lastIndexOf('\n') - 1;

            Trails.write(Trails.settings(folder).durability(Durability.OPERATING_SYSTEM), 2);

            assertThat(Files.readAllBytes(first)).isEqualTo(Arrays.copyOf(bytes, length));
            Report report = Trails.verify(folder);
            assertThat(report.problems()).isEmpty();
            assertThat(report.records()).isEqualTo(whole + 4);
            assertThat(report.notices()).hasSize(torn == 0 ? 0 : 1);
            if (torn > 0) {
                assertThat(report.notices().get(0)).contains("line " + (whole + 1) + ": " + torn + " bytes");
            }
        }
    }

    @Test
    void aTornTailIsAProblemUntilAWriterHasSaidWhatItIs() throws IOException {
        Trails.write(Trails.settings(root), 2);
        Path file = Trails.files(root).get(0);
        Files.writeString(file, Files.readString(file).substring(0, 1500));

        assertThat(Trails.verify(root).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.damage()).isEqualTo(Damage.TORN));
        Trails.write(Trails.settings(root), 1);
        assertThat(Trails.verify(root).problems()).isEmpty();
    }

    @Test
    void aRecordThatWasAlteredWhileNobodyWroteIsNotTakenForATornTail() throws IOException {
        Trails.write(Trails.settings(root), 10);
        Path file = Trails.files(root).get(0);
        List<String> lines = Files.readAllLines(file);
        lines.set(4, lines.get(4).replace("x-4", "x-9"));
        Files.write(file, lines);

        Trails.write(Trails.settings(root), 1);

        assertThat(Trails.verify(root).problems()).singleElement().satisfies(p -> {
            assertThat(p.damage()).isEqualTo(Damage.EDITED);
            assertThat(p.fromLine()).isEqualTo(5);
        });
    }

    @Test
    void whatIsAppendedToATornTailIsFound() throws IOException {
        Trails.write(Trails.settings(root), 2);
        Path file = Trails.files(root).get(0);
        Files.writeString(file, Files.readString(file).substring(0, 1500));
        Trails.write(Trails.settings(root), 1);
        Files.writeString(file, Files.readString(file) + "more");

        assertThat(Trails.verify(root).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.damage()).isEqualTo(Damage.INSERTED));
    }

    @Test
    void aCutOfTheTailIsFoundByAnAnchorAndOnlyByThat() throws IOException {
        Trails.write(Trails.settings(root).checkpoints(5, Duration.ofDays(1)), 20);
        Report before = Trails.verify(root);
        Anchor anchor = new Anchor(before.last(), before.lastHash());
        Path file = Trails.files(root).get(0);
        Files.write(file, Files.readAllLines(file).subList(0, 8));

        assertThat(Trails.verify(root).isWhole()).isTrue();
        assertThat(Trails.verify(root, anchor).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.damage()).isEqualTo(Damage.TRUNCATED));
        Trails.write(Trails.settings(root), 30);
        assertThat(Trails.verify(root).isWhole()).isTrue();
        assertThat(Trails.verify(root, anchor).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.what()).contains("rewritten"));
    }

    @Test
    void aFileThatDoesNotBeginAsOneStopsTheWriter() throws IOException {
        Trails.write(Trails.settings(root), 1);
        Path file = Trails.files(root).get(0);
        Files.writeString(file, Files.readString(file).replaceFirst("\"file\":1", "\"file\":2"));

        assertThatThrownBy(() -> Trails.open(Trails.settings(root)))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("does not begin with a file record");
    }

    @Test
    void anotherKeyGoesOnInAFileOfItsOwnAndIsToldApart() {
        KeyPair other = SigningKey.generate();
        Trails.write(Trails.settings(root), 2);
        FileAuditSink sink = FileAuditSink.open(Trails.settings(root), other);
        sink.write(Trails.decision("x-3"));
        sink.close();

        var both = List.of(Trails.KEY.getPublic(), other.getPublic());
        assertThat(AuditTrail.verify(List.of(root), both, List.of()).isWhole()).isTrue();
        assertThat(Trails.verify(root).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.damage()).isEqualTo(Damage.FOREIGN));
    }

    @Test
    void aTrailThatSomebodyWroteAnewUnderAnotherKeyIsForeign() {
        FileAuditSink sink = FileAuditSink.open(Trails.settings(root), SigningKey.generate());
        sink.write(Trails.decision("x-1"));
        sink.close();

        assertThat(Trails.verify(root).isWhole()).isFalse();
        Report unasked = AuditTrail.verify(List.of(root), List.of(), List.of());
        assertThat(unasked.isWhole()).isTrue();
        assertThat(unasked.notices()).singleElement().asString().contains("no public key was given");
    }

    @Test
    void oldFilesMayBeTakenAway() throws IOException {
        Trails.write(Trails.settings(root).rotating(4096, Duration.ofDays(1)), 40);
        List<Path> files = Trails.files(root);
        Files.delete(files.get(0));
        Files.delete(files.get(1));

        Report report = Trails.verify(root);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notices()).singleElement().asString().contains("from file 3 on");
    }

    @Test
    void aFileOfItsOwnIsVerifiedAlone() throws IOException {
        Trails.write(Trails.settings(root).rotating(4096, Duration.ofDays(1)), 20);
        Path second = Trails.files(root).get(1);

        Report report = AuditTrail.verify(List.of(second), List.of(Trails.KEY.getPublic()), List.of());
        assertThat(report.problems()).isEmpty();
        assertThat(report.notices()).hasSize(2);
    }

    @Test
    void aRunThatWasKilledBeforeItsFirstFileHadItsNameLeavesNoTrace() throws IOException {
        Files.writeString(root.resolve("audit-000001.jsonl.new"), "{\"v\":1,\"se");
        Trails.write(Trails.settings(root), 1);
        assertThat(Trails.verify(root).isWhole()).isTrue();
        try (Stream<Path> all = Files.list(root)) {
            assertThat(all.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit-000001.jsonl", "audit.lock");
        }
    }

    @Test
    void keysAreMadeOnceAndReadBack() throws IOException {
        Path key = root.resolve("audit.key");
        var made = AuditTrail.createKey(key);
        assertThat(AuditTrail.publicKey(key)).isEqualTo(made);
        assertThatThrownBy(() -> AuditTrail.createKey(key))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("not overwritten");
        Path folder = root.resolve("trail");
        AuditTrail.open(AuditSettings.in(folder, key)).close();
        assertThat(AuditTrail.verify(List.of(folder), List.of(made), List.of()).isWhole())
                .isTrue();
        String pem = Files.readString(key);
        Files.writeString(key, pem.substring(0, pem.indexOf("-----BEGIN PUBLIC")));
        assertThatThrownBy(() -> AuditTrail.open(AuditSettings.in(folder, key)))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("openssl pkey");
    }
}
