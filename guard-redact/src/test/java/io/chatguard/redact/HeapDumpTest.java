package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A redaction that was closed leaves no value in the live heap. */
class HeapDumpTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"memory", "jdbc:sqlite:"})
    void after_close_no_value_is_live(String vault) throws Exception {
        assertThat(found(vault, false))
                .as("before close, or the search finds nothing")
                .isPositive();
        assertThat(found(vault, true)).isZero();
    }

    private long found(String vault, boolean closed) throws Exception {
        Path dump = folder.resolve("heap" + closed + ".hprof");
        Path key = folder.resolve("key");
        Files.writeString(key, "B".repeat(42) + "A=");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String url = vault.equals("memory") ? vault : vault + folder.resolve("vault" + closed + ".db");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapChild.class.getName(),
                        dump.toString(),
                        url,
                        key.toString(),
                        Boolean.toString(closed))
                .inheritIO()
                .start();
        assertThat(child.waitFor()).isZero();
        byte[] heap = Files.readAllBytes(dump);
        Files.delete(dump);
        long count = 0;
        String canary = HeapChild.canary(1).substring(0, 11);
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE)) {
            count += occurrences(heap, canary.getBytes(charset));
        }
        return count;
    }

    private static long occurrences(byte[] in, byte[] wanted) {
        long count = 0;
        for (int i = 0; i <= in.length - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && in[i + j] == wanted[j]) {
                j++;
            }
            count += j == wanted.length ? 1 : 0;
        }
        return count;
    }
}
