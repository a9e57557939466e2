package io.chatguard.benchmarks;

import io.chatguard.redact.internal.match.Pattern;
import io.chatguard.redact.internal.match.PatternSet;
import io.chatguard.redact.internal.match.Spans;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The matching engine on a megabyte of text, beside the same rules as gated {@code java.util.regex} patterns and one
 * loop over the characters, the floor of anything that looks at each of them. Scores are passes a second, so MB/s.
 *
 * <p>{@code benchmarks/run.sh EngineBenchmark -prof gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {
    /** Rules that match. */
    @Param({"200"})
    int rules;

    /** What the text is. */
    @Param({"clean", "dense", "code", "logs"})
    String text = "";

    private String input = "";
    private final Spans found = new Spans();
    private PatternSet engine = PatternSet.of(List.of());
    private GatedRegex gated = new GatedRegex(List.of());

    /** Compiles both, and checks that both find the same. */
    @Setup
    public void compile() {
        List<EngineRules.Rule> all = EngineRules.first(rules);
        input = EngineTexts.of(text);
        gated = new GatedRegex(all);
        engine = PatternSet.of(
                all.stream().map(rule -> Pattern.compile(rule.regex())).toList());
        if (!gated.matches(input).equals(EngineRival.of("ours", all).matches(input))) {
            throw new IllegalStateException("the engine and java.util.regex do not find the same");
        }
    }

    /** The engine. */
    @Benchmark
    public int engine() {
        found.clear();
        engine.scan(input, found);
        return found.size();
    }

    /** One rule after the other, behind its keywords. */
    @Benchmark
    public int gatedRegex() {
        return gated.find(input);
    }

    /** One loop over the characters. */
    @Benchmark
    public int charAt() {
        String in = input;
        int sum = 0;
        for (int i = 0; i < in.length(); i++) {
            sum = 31 * sum + in.charAt(i);
        }
        return sum;
    }
}
