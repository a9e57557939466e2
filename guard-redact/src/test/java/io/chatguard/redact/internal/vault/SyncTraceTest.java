package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatguard.testkit.Soak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut would take: a system-call trace tells, for each acknowledgement, which files of the database had been
 * written since their last fsync. kill -9 shows nothing of this, since the kernel keeps what a killed process wrote.
 * Needs strace; in a soak run only.
 */
class SyncTraceTest {

    private static final int ACKNOWLEDGED = 100;

    @TempDir
    private Path folder;

    @Test
    void an_fsync_lies_between_each_write_and_its_acknowledgement() throws Exception {
        assumeTrue(Soak.on(), "a soak run");
        Trace trace = traced(VaultChild.start(
                strace(),
                "jdbc:sqlite:" + folder.resolve("vault.db"),
                "jdbc:sqlite:" + folder.resolve("keys.db"),
                "r",
                1,
                ACKNOWLEDGED,
                0));
        assertThat(trace.acknowledged()).isEqualTo(ACKNOWLEDGED);
        assertThat(trace.lost()).isZero();
    }

    /** The same test fails where SQLite is told not to wait for the device. */
    @Test
    void without_synchronous_commits_a_power_cut_would_lose_what_was_acknowledged() throws Exception {
        assumeTrue(Soak.on(), "a soak run");
        List<String> command = new ArrayList<>(strace());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Off.class.getName(),
                "jdbc:sqlite:" + folder.resolve("vault.db")));
        Trace trace = traced(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        assertThat(trace.acknowledged()).isEqualTo(ACKNOWLEDGED);
        assertThat(trace.lost()).isEqualTo(ACKNOWLEDGED);
    }

    private List<String> strace() {
        return List.of(
                "strace",
                "-f",
                "-y",
                "-e",
                "trace=write,pwrite64,fsync,fdatasync",
                "-o",
                folder.resolve("trace").toString());
    }

    private Trace traced(Process child) throws Exception {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(out.lines().count()).isEqualTo(ACKNOWLEDGED);
        }
        assertThat(child.waitFor()).isZero();
        return Trace.of(Files.readAllLines(folder.resolve("trace"), StandardCharsets.ISO_8859_1));
    }

    /** How many acknowledgements there were, and before how many something written was not on the device. */
    private record Trace(int acknowledged, int lost) {

        static Trace of(List<String> calls) {
            Set<String> unsynced = new HashSet<>();
            int acknowledged = 0;
            int lost = 0;
            for (String call : calls) {
                String file = call.replaceAll("^[^<]*<([^>]*)>.*$", "$1");
                if (call.contains(" fsync(") || call.contains(" fdatasync(")) {
                    unsynced.remove(file);
                } else if (call.contains("write(1<") && call.contains("|")) {
                    acknowledged++;
                    lost += unsynced.isEmpty() ? 0 : 1;
                } else if (call.contains("write") && file.endsWith(".db-wal")) {
                    unsynced.add(file);
                }
            }
            return new Trace(acknowledged, lost);
        }
    }

    /** What a store would be that does not wait for the device. */
    static final class Off {

        private Off() {}

        public static void main(String[] args) throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection(args[0]);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=OFF");
                statement.execute("CREATE TABLE t (x TEXT)");
                for (int i = 0; i < ACKNOWLEDGED; i++) {
                    statement.execute("INSERT INTO t VALUES ('" + i + "')");
                    System.out.write(("shared|value|" + i + "\n").getBytes(StandardCharsets.US_ASCII));
                    System.out.flush();
                }
            }
        }
    }
}
