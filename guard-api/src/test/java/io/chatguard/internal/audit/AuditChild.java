package io.chatguard.internal.audit;

import io.chatguard.AuditSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that writes a trail until somebody kills it, and names each record on standard output once it is written.
 *
 * <p>Arguments: folder, key file, a word for this run, threads, and whether to fsync.
 */
final class AuditChild {

    private AuditChild() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        KeyPair key = KeyFile.pair(Path.of(args[1]));
        AuditSettings settings = AuditSettings.in(folder)
                .rotating(64 * 1024, Duration.ofDays(1))
                .checkpoints(50, Duration.ofDays(1))
                .durability(
                        Boolean.parseBoolean(args[4])
                                ? AuditSettings.Durability.FSYNC
                                : AuditSettings.Durability.OPERATING_SYSTEM);
        try (FileAuditSink sink = FileAuditSink.open(settings, key)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < Integer.parseInt(args[3]); t++) {
                String word = args[2] + "-" + t + "-";
                Thread thread = new Thread(() -> write(sink, word));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Writes until the pipe breaks. */
    private static void write(FileAuditSink sink, String word) {
        // One write per line: what a killed process has written to a pipe can be read.
        OutputStream out = System.out;
        try {
            for (int i = 0; ; i++) {
                String exchange = word + i;
                sink.write(Trails.decision(exchange));
                synchronized (out) {
                    out.write((exchange + "\n").getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            }
        } catch (IOException pipeClosed) {
            // Nobody reads any more.
        }
    }

    /** Starts one; its errors go where ours go. */
    static Process start(Path folder, Path key, String run, int threads, boolean fsync, String... prefix)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                AuditChild.class.getName(),
                folder.toString(),
                key.toString(),
                run,
                Integer.toString(threads),
                Boolean.toString(fsync)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Kills it as {@code kill -9} does and waits until it is gone. */
    static void kill(Process child) throws InterruptedException {
        child.toHandle().destroyForcibly(); // unlike Process.destroyForcibly, it leaves what is in the pipe
        if (!child.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("a killed process is still there");
        }
    }
}
