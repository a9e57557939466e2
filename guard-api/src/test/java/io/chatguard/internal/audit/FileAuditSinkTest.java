package io.chatguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatguard.AuditSettings;
import io.chatguard.AuditSettings.Durability;
import io.chatguard.AuditSettings.OnFailure;
import io.chatguard.AuditTrail.Report;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.internal.audit.TestDisk.State;
import io.chatguard.testkit.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditSinkTest {

    @TempDir
    Path folder;

    @Test
    void aTrailBeginsWithASignedRecordAndEndsWithOne() throws IOException {
        Trails.write(Trails.settings(folder), 3);

        assertThat(Trails.lines(folder)).hasSize(5);
        Report report = Trails.verify(folder);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notices()).isEmpty();
        assertThat(report.decisions()).isEqualTo(3);
        assertThat(report.last()).isEqualTo(5).isEqualTo(report.signedUpTo());
    }

    @Test
    void oneFsyncServesAllThatWait() throws Exception {
        TestDisk disk = new TestDisk();
        int callers = 64;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try (FileAuditSink sink = Trails.open(Trails.settings(folder), disk)) {
            disk.hold();
            int before = disk.forces.get();
            Future<?> first = threads.submit(() -> sink.write(Trails.decision("x-0")));
            await(() -> disk.forces.get() == before + 1);
            List<Future<?>> others = new ArrayList<>();
            for (int i = 1; i < callers; i++) {
                String exchange = "x-" + i;
                others.add(threads.submit(() -> sink.write(Trails.decision(exchange))));
            }
            await(() -> sink.waiting() == callers - 1);
            assertThat(first.isDone()).isFalse();
            disk.permits.release(1000);
            first.get();
            for (Future<?> other : others) {
                other.get();
            }
            assertThat(disk.forces.get() - before).isEqualTo(2);
        } finally {
            threads.shutdown();
        }
        assertThat(Trails.verify(folder).decisions()).isEqualTo(callers);
        assertThat(Trails.verify(folder).isWhole()).isTrue();
    }

    @Test
    void nobodyGoesOnBeforeTheFsyncHasEnded() throws Exception {
        TestDisk disk = new TestDisk();
        try (FileAuditSink sink = Trails.open(Trails.settings(folder), disk)) {
            disk.hold();
            int before = disk.forces.get();
            CompletableFuture<Void> call = CompletableFuture.runAsync(() -> sink.write(Trails.decision("x-1")));
            await(() -> disk.forces.get() == before + 1);
            assertThat(Trails.lines(folder, Kind.DECISION)).hasSize(1);
            assertThat(call).isNotDone();
            disk.permits.release(1000);
            call.join();
        }
    }

    @Test
    void withoutFsyncNothingIsForced() {
        TestDisk disk = new TestDisk();
        try (FileAuditSink sink = Trails.open(Trails.settings(folder).durability(Durability.OPERATING_SYSTEM), disk)) {
            sink.write(Trails.decision("x-1"));
        }
        assertThat(disk.forces).hasValue(0);
    }

    @Test
    void filesRotateBySizeAndTheChainGoesOnOverThem() throws IOException {
        Trails.write(Trails.settings(folder).rotating(4096, Duration.ofDays(1)), 40);

        assertThat(Trails.files(folder).size()).isGreaterThan(3);
        for (Path file : Trails.files(folder)) {
            assertThat(Files.size(file)).isLessThan(2 * 4096);
        }
        Report report = Trails.verify(folder);
        assertThat(report.problems()).isEmpty();
        assertThat(report.decisions()).isEqualTo(40);
    }

    @Test
    void filesRotateByAge() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Trails.NOW);
        AuditSettings settings = Trails.settings(folder).rotating(1 << 20, Duration.ofHours(1));
        try (FileAuditSink sink = FileAuditSink.open(settings, Trails.SIGNING_KEY, Disk.REAL, clock(now))) {
            sink.write(Trails.decision("x-1"));
            now.set(Trails.NOW.plus(Duration.ofMinutes(59)));
            sink.write(Trails.decision("x-2"));
            assertThat(Trails.files(folder)).hasSize(1);
            now.set(Trails.NOW.plus(Duration.ofMinutes(60)));
            sink.write(Trails.decision("x-3"));
            assertThat(Trails.files(folder)).hasSize(2);
        }
        assertThat(Trails.verify(folder).isWhole()).isTrue();
    }

    @Test
    void checkpointsComeAfterSoManyRecords() throws IOException {
        Trails.write(Trails.settings(folder).checkpoints(10, Duration.ofDays(1)), 25);

        assertThat(Trails.lines(folder, Kind.CHECKPOINT)).hasSize(3);
        assertThat(Trails.lines(folder, Kind.CHECKPOINT).get(0)).contains("\"seq\":12,");
    }

    @Test
    void aCheckpointComesWithTheNextRecordAfterSoLongATime() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Trails.NOW);
        AuditSettings settings = Trails.settings(folder).checkpoints(1000, Duration.ofMinutes(1));
        try (FileAuditSink sink = FileAuditSink.open(settings, Trails.SIGNING_KEY, Disk.REAL, clock(now))) {
            sink.write(Trails.decision("x-1"));
            sink.write(Trails.decision("x-2"));
            assertThat(Trails.lines(folder, Kind.CHECKPOINT)).isEmpty();
            now.set(Trails.NOW.plus(Duration.ofMinutes(1)));
            sink.write(Trails.decision("x-3"));
            assertThat(Trails.lines(folder, Kind.CHECKPOINT)).hasSize(1);
        }
    }

    @Test
    void aCheckpointComesByItselfWhenNoRecordFollows() throws Exception {
        AuditSettings settings = Trails.settings(folder).checkpoints(1000, Duration.ofMillis(1));
        try (FileAuditSink sink = Trails.open(settings)) {
            sink.write(Trails.decision("x-1"));
            await(() -> Trails.lines(folder, Kind.CHECKPOINT).size() == 1);
        }
    }

    @Test
    void aFullDiskStopsCallsAndNamesNoWordOfTheFailure() {
        TestDisk disk = new TestDisk();
        try (FileAuditSink sink = Trails.open(Trails.settings(folder), disk)) {
            sink.write(Trails.decision("x-1"));
            disk.state = State.FULL;
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> sink.write(Trails.decision("x-2")))
                        .isInstanceOfSatisfying(GuardException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reason.STAGE_FAILED);
                            assertThat(e.interceptor()).isEqualTo("audit");
                            assertThat(e).hasMessageContaining("on_failure: continue");
                        })
                        .hasStackTraceContaining("java.io.IOException")
                        .extracting(Printed::trace)
                        .asString()
                        .doesNotContain("No space left");
            }
            disk.state = State.WELL;
        }
    }

    @Test
    void afterAFullDiskTheTrailGoesOnByItselfAndSaysWhatItLacks() throws IOException {
        TestDisk disk = new TestDisk();
        try (FileAuditSink sink = Trails.open(Trails.settings(folder), disk)) {
            sink.write(Trails.decision("x-1"));
            disk.state = State.FULL;
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> sink.write(Trails.decision("x-2"))).isInstanceOf(GuardException.class);
            }
            disk.state = State.WELL;
            sink.write(Trails.decision("x-3"));
        }
        assertThat(Trails.lines(folder, Kind.GAP)).singleElement().asString().contains("\"unwritten\":3,");
        Report report = Trails.verify(folder);
        assertThat(report.decisions()).isEqualTo(2);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notices()).singleElement().asString().contains("of a crash or failure");
        assertThat(Trails.files(folder)).hasSize(2);
    }

    @Test
    void aFailedFsyncIsNotAskedAgain() throws IOException {
        TestDisk disk = new TestDisk();
        try (FileAuditSink sink = Trails.open(Trails.settings(folder), disk)) {
            sink.write(Trails.decision("x-1"));
            disk.state = State.FORCE_FAILS;
            assertThatThrownBy(() -> sink.write(Trails.decision("x-2"))).isInstanceOf(GuardException.class);
            disk.state = State.WELL;
            sink.write(Trails.decision("x-3"));
        }
        assertThat(Trails.files(folder)).hasSize(2);
        Report report = Trails.verify(folder);
        assertThat(report.problems()).isEmpty();
        assertThat(report.decisions()).isEqualTo(2);
    }

    @Test
    void callsGoOnWithoutRecordsWhereThePolicySaysSo() throws IOException {
        TestDisk disk = new TestDisk();
        disk.state = State.FULL;
        AuditSettings settings = Trails.settings(folder).onFailure(OnFailure.CONTINUE);
        try (FileAuditSink sink = Trails.open(settings, disk)) {
            sink.write(Trails.decision("x-1"));
            sink.write(Trails.decision("x-2"));
            disk.state = State.WELL;
            sink.write(Trails.decision("x-3"));
        }
        assertThat(Trails.lines(folder, Kind.GAP)).singleElement().asString().contains("\"unwritten\":2,");
        assertThat(Trails.verify(folder).isWhole()).isTrue();
    }

    @Test
    void aFullDiskStopsTheGuardFromBeingBuilt() {
        TestDisk disk = new TestDisk();
        disk.state = State.FULL;
        assertThatThrownBy(() -> Trails.open(Trails.settings(folder), disk))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
        disk.state = State.WELL;
        Trails.open(Trails.settings(folder), disk).close();
    }

    @Test
    void aDiskThatHangsIsAFailureAfterTheTimeoutAndAtOnceAfterThat() {
        TestDisk disk = new TestDisk();
        try (FileAuditSink sink = Trails.open(Trails.settings(folder).timeout(Duration.ofMillis(50)), disk)) {
            disk.hold();
            assertThatThrownBy(() -> sink.write(Trails.decision("x-1"))).isInstanceOf(GuardException.class);
            assertThatThrownBy(() -> sink.write(Trails.decision("x-2"))).isInstanceOf(GuardException.class);
            assertThat(sink.waiting()).isZero();
            disk.permits.release(1000);
        }
    }

    @Test
    void anInterruptedCallerGetsItsRecordAndKeepsItsInterrupt() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        try (FileAuditSink sink = Trails.open(Trails.settings(folder))) {
            Thread caller = new Thread(() -> {
                Thread.currentThread().interrupt();
                sink.write(Trails.decision("x-1"));
                interrupted.set(Thread.interrupted());
            });
            caller.start();
            caller.join();
            sink.write(Trails.decision("x-2"));
        }
        assertThat(interrupted).hasValue(true);
        assertThat(Trails.files(folder)).hasSize(1);
        assertThat(Trails.verify(folder).decisions()).isEqualTo(2);
    }

    @Test
    void manyThreadsWriteEachRecordOnce() throws Exception {
        int threads = 16;
        int each = 50;
        AuditSettings settings = Trails.settings(folder)
                .rotating(16 * 1024, Duration.ofDays(1))
                .checkpoints(7, Duration.ofDays(1))
                .durability(Durability.OPERATING_SYSTEM);
        try (FileAuditSink sink = Trails.open(settings)) {
            CountDownLatch go = new CountDownLatch(1);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            for (int t = 0; t < threads; t++) {
                int thread = t;
                all.add(CompletableFuture.runAsync(
                        () -> {
                            awaitQuietly(go);
                            for (int i = 0; i < each; i++) {
                                sink.write(Trails.decision("x-" + thread + "-" + i));
                            }
                        },
                        pool));
            }
            go.countDown();
            all.forEach(CompletableFuture::join);
            pool.shutdown();
        }
        Report report = Trails.verify(folder);
        assertThat(report.problems()).isEmpty();
        assertThat(report.decisions()).isEqualTo((long) threads * each);
        assertThat(Trails.lines(folder, Kind.DECISION).stream()
                        .map(line -> line.substring(line.indexOf("\"exchange\"")))
                        .map(line -> line.substring(0, line.indexOf(",")))
                        .distinct())
                .hasSize(threads * each);
    }

    @Test
    void aSecondWriterInThisProcessIsRefusedAndTheFirstGoesOn() {
        try (FileAuditSink sink = Trails.open(Trails.settings(folder))) {
            assertThatThrownBy(() -> Trails.open(Trails.settings(folder)))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("another process or another guard");
            assertThatThrownBy(() -> Trails.open(Trails.settings(folder.resolve("../" + folder.getFileName()))))
                    .isInstanceOf(GuardException.class);
            sink.write(Trails.decision("x-1"));
        }
        Trails.write(Trails.settings(folder), 1);
        assertThat(Trails.verify(folder).isWhole()).isTrue();
    }

    @Test
    void aClosedSinkStopsCalls() {
        FileAuditSink sink = Trails.open(Trails.settings(folder));
        sink.close();
        sink.close();
        assertThatThrownBy(() -> sink.write(Trails.decision("x-1"))).isInstanceOf(GuardException.class);
    }

    @Test
    void filesAreTheirOwnersAlone() throws IOException {
        Path own = folder.resolve("own");
        Trails.write(Trails.settings(own), 1);
        assumeTrue(own.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        for (Path file : Trails.files(own)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits for what another thread is about to do; the build's own limit ends a test for which it does not come. */
    private static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
