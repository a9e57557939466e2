package io.chatguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From nothing to the first sentence read, in a JVM of its own, and what that leaves in the heap and in the process. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xmx1g"})
@State(Scope.Benchmark)
public class NamePeersStart {

    @Param({"tier1", "tier2", "both", "stanford"})
    public String finder = "";

    private NameFinder names = (text, sink) -> {};

    /** Memory, in megabytes. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Memory {
        public long heap;
        public long process;
        private long heapBefore;
        private long processBefore;

        @Setup(Level.Iteration)
        public void before() {
            heapBefore = heapNow();
            processBefore = processNow();
        }

        @TearDown(Level.Iteration)
        public void after() {
            heap = heapNow() - heapBefore >> 20;
            process = processNow() - processBefore >> 20;
        }

        private static long heapNow() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        /** What is resident; 0 where there is no procfs. */
        private static long processNow() {
            try {
                for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                    if (line.startsWith("VmRSS:")) {
                        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                    }
                }
                return 0;
            } catch (IOException e) {
                return 0;
            }
        }
    }

    @Benchmark
    public NameFinder load(Memory memory) {
        names = NameFinder.load(finder);
        names.find("Anna Schmidt called from Hamburg.", (type, start, end) -> memory.heapBefore += 0);
        return names;
    }
}
