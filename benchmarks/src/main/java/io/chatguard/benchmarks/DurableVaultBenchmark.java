package io.chatguard.benchmarks;

import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.Redaction;
import io.chatguard.redact.VaultSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request of 2 KB with five values that nobody has seen, pseudonymised with their mapping on the device.
 *
 * <p>Workload: conversations of ten such requests, one after the other, so that a tenth begin a conversation and write
 * its key too; p50 and p99 are what counts. SQLite in the temporary folder (choose it with {@code -jvmArgsAppend
 * -Djava.io.tmpdir=…}; a tmpfs has no fsync to speak of), PostgreSQL on loopback with fsync and synchronous_commit.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar DurableVaultBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 5)
@Fork(1)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class DurableVaultBenchmark {

    private static final int REQUESTS_OF_A_CONVERSATION = 10;
    private static final String FILLER =
            "The customer asked again when the second parcel of the order would arrive and was told to wait. "
                    .repeat(4);

    @Param({"sqlite", "postgresql"})
    public String store = "sqlite";

    private Optional<Path> folder = Optional.empty();
    private Optional<EmbeddedPostgres> server = Optional.empty();
    private Optional<Redaction> redaction = Optional.empty();
    private int count;

    @Setup(Level.Trial)
    public void open() throws IOException, SQLException {
        Path root = Files.createTempDirectory("chatguard-vault");
        folder = Optional.of(root);
        Path key = Files.writeString(root.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        VaultSettings settings = switch (store) {
            case "sqlite" -> new VaultSettings("jdbc:sqlite:" + root.resolve("vault.db"), "file:" + key, "");
            case "postgresql" -> new VaultSettings(postgresql("vault"), "file:" + key, postgresql("ring"));
            default -> VaultSettings.defaults();
        };
        redaction = Optional.of(Redaction.of(
                Policy.builder().section(VaultSettings.class, settings).build()));
    }

    private String postgresql(String database) throws IOException, SQLException {
        if (server.isEmpty()) {
            server = Optional.of(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start());
            execute("CREATE ROLE \"" + System.getProperty("user.name") + "\" LOGIN SUPERUSER");
        }
        execute("CREATE DATABASE " + database);
        return "jdbc:postgresql://localhost:" + server.orElseThrow().getPort() + "/" + database;
    }

    private void execute(String command) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.orElseThrow().getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        redaction.ifPresent(Redaction::close);
        if (server.isPresent()) {
            server.get().close();
        }
        try (Stream<Path> files = Files.walk(folder.orElseThrow())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public String request() {
        int request = count++;
        StringBuilder text = new StringBuilder(2_200);
        for (int i = 0; i < 5; i++) {
            text.append(FILLER)
                    .append("Write to customer")
                    .append(request)
                    .append('.')
                    .append(i)
                    .append("@example.com. ");
        }
        Scope scope = Scope.of("acme", "ticket-" + request / REQUESTS_OF_A_CONVERSATION);
        return redaction.orElseThrow().pseudonymise(scope, text.toString());
    }
}
