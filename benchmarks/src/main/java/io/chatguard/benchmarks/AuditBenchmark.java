package io.chatguard.benchmarks;

import io.chatguard.Action;
import io.chatguard.AuditSettings;
import io.chatguard.AuditTrail;
import io.chatguard.Caller;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditSink;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Records of decisions that are durable when the call goes on: how an fsync is shared by all that wait for it.
 *
 * <p>Workload: one decision with three findings a record, 1 to 64 threads, on the disk of the temporary folder (choose
 * it with {@code -jvmArgsAppend -Djava.io.tmpdir=…}; a tmpfs has no fsync to speak of). {@code FSYNC} against
 * {@code OPERATING_SYSTEM} is the price of the device.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar AuditBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class AuditBenchmark {

    @Param({"FSYNC", "OPERATING_SYSTEM"})
    public AuditSettings.Durability durability = AuditSettings.Durability.FSYNC;

    private Optional<Path> folder = Optional.empty();
    private Optional<AuditSink> sink = Optional.empty();
    private final AuditEvent decision = decision();

    @Setup(Level.Trial)
    public void open() throws IOException {
        Path root = Files.createTempDirectory("chatguard-audit");
        folder = Optional.of(root);
        Path key = root.resolve("audit.key");
        if (AuditTrail.createKey(key).getEncoded().length == 0) {
            throw new IllegalStateException("a key has bytes");
        }
        sink = Optional.of(
                AuditTrail.open(AuditSettings.in(root.resolve("trail"), key).durability(durability)));
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        sink.ifPresent(AuditSink::close);
        try (Stream<Path> all = Files.walk(folder.orElseThrow())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    @Threads(1)
    public void oneThread() {
        sink.orElseThrow().write(decision);
    }

    @Benchmark
    @Threads(8)
    public void eightThreads() {
        sink.orElseThrow().write(decision);
    }

    @Benchmark
    @Threads(64)
    public void sixtyFourThreads() {
        sink.orElseThrow().write(decision);
    }

    private static AuditEvent decision() {
        Facts facts = new Facts(
                "chat.completions",
                "gpt-4o-mini",
                List.of(),
                Facts.Transfer.WHOLE,
                Facts.Storage.NOT_STORED,
                1,
                Facts.Format.TEXT);
        Event found = new Event.Found(
                EntityType.EMAIL_ADDRESS,
                Action.PSEUDONYMIZE,
                "email/rfc5321",
                "/messages/0/content",
                Event.Recognition.DETECTED);
        List<Event> events = List.of(new Event.Screened(Direction.REQUEST, 4), found, found, found);
        return new AuditEvent(
                AuditEvent.Phase.DECISION,
                Instant.now(),
                Scope.of("acme", "ticket-4711"),
                Caller.authenticated("agent-7"),
                new Receipt("xg_0123456789abcdefghjkmnpq", "default", facts, events),
                Optional.empty());
    }
}
