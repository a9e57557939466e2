package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatguard.AuditTrail.Report;
import io.chatguard.GuardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of 128 KiB, where one can be mounted; {@link FileAuditSinkTest} injects the failure everywhere. */
class FullDiskTest {

    @TempDir
    Path root;

    private Path disk = Path.of("");

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(root.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString()));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @Test
    void callsStopWhenItIsFullAndGoOnWhenThereIsRoomAgain() throws IOException {
        Path filler = disk.resolve("filler");
        Files.write(filler, new byte[64 * 1024]);
        Path folder = disk.resolve("trail");
        int written = 0;
        try (FileAuditSink sink = Trails.open(Trails.settings(folder))) {
            try {
                for (; written < 1000; written++) {
                    sink.write(Trails.decision("x-" + written));
                }
            } catch (GuardException full) {
                assertThat(full).hasMessageContaining("could not be written");
            }
            assertThat(written).isBetween(10, 999);
            assertThatThrownBy(() -> sink.write(Trails.decision("x-full"))).isInstanceOf(GuardException.class);
            Files.delete(filler);
            sink.write(Trails.decision("x-again"));
        }
        Report report = Trails.verify(folder);
        assertThat(report.problems()).isEmpty();
        assertThat(report.decisions()).isEqualTo(written + 1);
        assertThat(Trails.lines(folder, Kind.GAP)).singleElement().asString().contains("\"unwritten\":2,");
    }
}
