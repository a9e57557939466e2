package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatguard.AuditTrail;
import io.chatguard.testkit.Soak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel's view of what {@link FsyncEventsTest} asks the JVM: written, then synchronised, then acknowledged. Soak
 * runs only, where it fails if there is no strace.
 */
class StraceTest {

    private static final int RECORDS = 50;
    private static final Pattern RECORD = Pattern.compile("write\\(\\d+, \"\\{\\\\\"v\\\\\":1,.*");
    private static final Pattern SYNCED =
            Pattern.compile("(fdatasync|fsync)\\(\\d+\\) *= 0|<\\.\\.\\. (fdatasync|fsync) resumed>\\) *= 0");
    private static final Pattern ACKNOWLEDGED = Pattern.compile("write\\(1, \"r-0-\\d+\\\\n\".*");

    @TempDir
    Path root;

    @Test
    void eachRecordIsWrittenThenSynchronisedThenAcknowledged() throws Exception {
        assumeTrue(Soak.on());
        assertThat(acknowledgedAfterSync(true)).isGreaterThanOrEqualTo(RECORDS);
    }

    @Test
    void theSameLookFailsWithFsyncOff() throws Exception {
        assumeTrue(Soak.on());
        assertThat(acknowledgedAfterSync(false)).isZero();
    }

    private int acknowledgedAfterSync(boolean fsync) throws Exception {
        Path trace = root.resolve("trace");
        Path key = root.resolve("audit.key");
        AuditTrail.createKey(key);
        Process child = AuditChild.start(
                root.resolve("trail"),
                key,
                "r",
                1,
                fsync,
                "strace",
                "-f",
                "-qq",
                "-e",
                "trace=write,fsync,fdatasync",
                "-o",
                trace.toString());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < RECORDS + 1; i++) {
                assertThat(out.readLine()).isEqualTo("r-0-" + i);
            }
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            AuditChild.kill(child);
        }
        return count(trace);
    }

    private static int count(Path trace) throws IOException {
        int acknowledged = 0;
        int state = 0;
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            if (ACKNOWLEDGED.matcher(line).find()) {
                acknowledged += state == 2 ? 1 : 0;
                state = 0;
            } else if (RECORD.matcher(line).find()) {
                state = 1;
            } else if (state == 1 && SYNCED.matcher(line).find()) {
                state = 2;
            }
        }
        return acknowledged;
    }
}
