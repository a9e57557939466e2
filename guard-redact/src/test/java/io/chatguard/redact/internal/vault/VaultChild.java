package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.ScopeVault.Value;
import io.chatguard.redact.internal.vault.jdbc.JdbcRingRows;
import io.chatguard.redact.internal.vault.jdbc.JdbcUrl;
import io.chatguard.redact.internal.vault.jdbc.JdbcVaultStore;
import io.chatguard.redact.internal.vault.jdbc.Postgres;
import io.chatguard.redact.internal.vault.redis.RedisVaultStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process that uses a vault until somebody kills it or its calls are made, and names each mapping on standard output
 * once it was acknowledged.
 *
 * <p>Arguments: URL of the rows, URL of the ring, a word for this run, threads, calls of each thread (0: for ever), and
 * how many values they share (0: each call has a new one).
 */
final class VaultChild {

    /** What a killed process leaves of its libraries goes with this process. */
    private static final Path FOLDER = folder();

    private VaultChild() {}

    public static void main(String[] args) throws InterruptedException {
        Thread parent = new Thread(VaultChild::endWithParent);
        parent.setDaemon(true);
        parent.start();
        try (Vault vault = open(args[0], args[1])) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < Integer.parseInt(args[3]); t++) {
                int number = t;
                Thread thread = new Thread(
                        () -> use(vault, args[2] + "-" + number, Integer.parseInt(args[4]), Integer.parseInt(args[5])));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException gone) {
            // As if it had ended.
        }
        Runtime.getRuntime().halt(1);
    }

    static Vault open(String rows, String ring) {
        InstantSource clock = InstantSource.system();
        return Vault.durable(
                rows.startsWith("redis:")
                        ? RedisVaultStore.open(rows, name -> null, clock)
                        : JdbcVaultStore.open(JdbcUrl.of(rows), Postgres::environment, clock),
                JdbcRingRows.open(JdbcUrl.of(ring), Postgres::environment),
                DurableVaults.fixedKeys(),
                clock,
                DurableVaults.TTL);
    }

    /** The scope of a line: half of the calls begin new ones. */
    static Scope scope(String word) {
        return Scope.of("t", word);
    }

    private static void use(Vault vault, String word, int calls, int values) {
        OutputStream out = System.out;
        Random random = new Random(word.hashCode());
        try {
            for (int i = 0; calls == 0 || i < calls; i++) {
                String conversation = values > 0 || i % 2 == 0 ? "shared" : word + "-" + i;
                String name = values > 0 ? "value " + random.nextInt(values) : word + " " + i;
                Value value = new Value("PERSON", name);
                String surrogate;
                try {
                    surrogate = vault.assign(scope(conversation), List.of(value))
                            .surrogateOf(value)
                            .orElseThrow();
                } catch (GuardException unavailable) {
                    if (calls > 0) {
                        throw unavailable;
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)); // a server that was killed comes back
                    continue;
                }
                String line = conversation + "|" + name + "|" + surrogate + "\n";
                synchronized (out) {
                    out.write(line.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            }
        } catch (IOException pipeClosed) {
            // Nobody reads any more.
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("vault-child");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> empty(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            // The system's cleaning of temporary files takes the rest.
        }
    }

    /** Starts one; its errors are dropped: a server that is killed under it makes it fail, as it should. */
    static Process start(List<String> prefix, String rows, String ring, String run, int threads, int calls, int values)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + FOLDER,
                "-cp",
                System.getProperty("java.class.path"),
                VaultChild.class.getName(),
                rows,
                ring,
                run,
                Integer.toString(threads),
                Integer.toString(calls),
                Integer.toString(values)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
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
