package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.AuditTrail;
import io.chatguard.AuditTrail.Report;
import io.chatguard.GuardException;
import io.chatguard.testkit.Soak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed at any moment lose no record that they were told is written, and write none twice. */
class KillTest {

    private static final int RUNS_OF_A_TRAIL = 50;
    private static final int THREADS = 4;

    @TempDir
    Path root;

    /** What holds of A127: the record of a decision. */
    @Test
    void noKillLosesOrDoublesARecord() throws Exception {
        Random random = new Random(Soak.seed());
        Path key = root.resolve("audit.key");
        PublicKey open = AuditTrail.createKey(key);
        int kills = Soak.cases(20, 1_000);
        Set<String> acknowledged = new HashSet<>();
        Path folder = root.resolve("trail-0");
        for (int run = 0; run < kills; run++) {
            if (run % RUNS_OF_A_TRAIL == 0) {
                verify(folder, open, acknowledged, run);
                acknowledged.clear();
                folder = root.resolve("trail-" + run);
            }
            acknowledged.addAll(killed(folder, key, "r" + run, 1 + random.nextInt(100)));
        }
        verify(folder, open, acknowledged, kills);
    }

    /** What a run had acknowledged when it was killed, some time after so many. */
    private static List<String> killed(Path folder, Path key, String run, int after) throws Exception {
        Process child = AuditChild.start(folder, key, run, THREADS, true);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < after; i++) {
                String line = out.readLine();
                assertThat(line).as("%s writes until it is killed", run).isNotNull();
                acknowledged.add(line);
            }
            AuditChild.kill(child);
            out.lines().forEach(acknowledged::add);
        } finally {
            AuditChild.kill(child);
        }
        return acknowledged;
    }

    private static void verify(Path folder, PublicKey key, Set<String> acknowledged, int run) throws IOException {
        if (acknowledged.isEmpty()) {
            return;
        }
        FileAuditSink.open(Trails.settings(folder), Trails.KEY).close(); // the recovery after the last kill
        Report report = AuditTrail.verify(List.of(folder), List.of(key, Trails.KEY.getPublic()), List.of());
        assertThat(report.problems()).as("after run %d", run).isEmpty();
        Set<String> written = new HashSet<>();
        for (String line : Trails.lines(folder, Kind.DECISION)) {
            if (AuditLine.parse(line.getBytes(StandardCharsets.US_ASCII)).isEmpty()) {
                continue; // a torn tail
            }
            int from = line.indexOf("\"exchange\":\"") + 12;
            assertThat(written.add(line.substring(from, line.indexOf('"', from))))
                    .as("written once: %s", line)
                    .isTrue();
        }
        assertThat(written).containsAll(acknowledged);
        assertThat(report.decisions()).isEqualTo(written.size());
    }

    @Test
    void aSecondProcessIsRefusedWhileTheFirstLives() throws Exception {
        Path key = root.resolve("audit.key");
        AuditTrail.createKey(key);
        Path folder = root.resolve("trail");
        Process child = AuditChild.start(folder, key, "r", 1, true);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(out.readLine()).isEqualTo("r-0-0");
            assertThatThrownBy(() -> Trails.open(Trails.settings(folder)))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("another process");
            assertThat(out.readLine()).isEqualTo("r-0-1");
        } finally {
            AuditChild.kill(child);
        }
        Trails.open(Trails.settings(folder)).close();
    }
}
