package io.chatguard.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Names in a sentence and in a prompt of 2 KB: tier 1, tier 2, both, and Stanford CoreNLP's CRF, one thread each. No text comes
 * twice within 4,096 sentences or 256 prompts.
 *
 * <pre>{@code
 * benchmarks/run.sh --peers FILE
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Benchmark)
public class NamePeersBenchmark {

    @Param({"tier1", "tier2", "both", "stanford"})
    public String finder = "";

    private final List<String> sentences = NameTexts.sentences(4096);
    private final List<String> prompts = NameTexts.prompts(256);
    private NameFinder names = (text, sink) -> {};
    private int next;

    @Setup(Level.Trial)
    public void load() {
        names = NameFinder.load(finder);
    }

    @Benchmark
    public void sentence(Blackhole out) {
        next = next + 1 & 4095;
        names.find(sentences.get(next), (type, start, end) -> out.consume(start));
    }

    @Benchmark
    public void prompt(Blackhole out) {
        next = next + 1 & 255;
        names.find(prompts.get(next), (type, start, end) -> out.consume(start));
    }
}
