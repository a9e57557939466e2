package io.chatguard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and writes what was measured as tables: {@code Report quick|full FILE}.
 *
 * <p>Calls are measured in rounds, bare and guarded in turn, each in a JVM of its own; a ratio is made within a round,
 * so that a slow quarter of an hour of the machine is in both of its sides, and the median of the rounds counts.
 */
public final class Report {

    private record Length(int rounds, int warmups, int iterations, int seconds) {}

    private static final Length QUICK = new Length(1, 15, 5, 2);
    private static final Length FULL = new Length(7, 15, 5, 2);

    private static final int ALONE_WARMUPS = 6;

    private final Length calls;
    private final StringBuilder out = new StringBuilder();

    private final Path file;

    private Report(Length calls, Path file) {
        this.calls = calls;
        this.file = file;
    }

    /** Runs everything; {@code args} are {@code quick} or {@code full} and the file to write. */
    public static void main(String[] args) throws RunnerException {
        if (args.length != 2 || !List.of("quick", "full").contains(args[0])) {
            throw new IllegalArgumentException("usage: Report quick|full FILE");
        }
        Path file = Path.of(args[1]).toAbsolutePath();
        Report report = new Report(args[0].equals("full") ? FULL : QUICK, file);
        report.head(args[0]);
        report.compare(
                "Blocking call",
                "guarded",
                GuardedCallBenchmark.class,
                "chat",
                "goal: p50 at most 1.10 times the bare one");
        report.compare(
                "Blocking call through the chain alone: resilience and audit, nothing looked for",
                "chain",
                GuardedCallBenchmark.class,
                "chat",
                "goal: at most 50 µs later than the bare one");
        report.compare(
                "First streamed delta",
                "guarded",
                FirstDeltaBenchmark.class,
                "firstDelta",
                "goal: at most 1 ms later than the bare one");
        report.compare("Whole stream", "guarded", FirstDeltaBenchmark.class, "wholeStream", "no goal");
        report.alone();
        report.table("The lens over a request's bytes", JsonBenchmark.class);
        report.table("Framing of a streamed event", DeltaBenchmark.class);
        report.line("");
        report.out.append(
                EngineComparison.section(args[0].equals("full") ? "3" : "1", file.resolveSibling("engine.svg")));
        report.write();
    }

    private void head(String mode) {
        line("# Benchmark results");
        line("");
        line("Written by `benchmarks/run.sh" + (mode.equals("full") ? " --full" : "")
                + "`. Nothing is here that was not run.");
        line("");
        line("- Machine: " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + "; load "
                + load() + " before the run");
        line("- JVM: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version")
                + ", heap 512 MiB");
        line("- Configuration `rules`: built-in detectors (tier 0), vault in memory, SLF4J audit (slf4j-simple, written"
                + " to the null device)");
        line("- Client and model share the machine: client, guard and model run over loopback without any model or"
                + " network time, so ratios are the worst that a call can have");
    }

    private static String load() {
        double load = java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", load);
    }

    /** Bare and that side in turn, in rounds. */
    private void compare(String title, String side, Class<?> type, String method, String goal) throws RunnerException {
        String include = type.getSimpleName() + "." + method;
        List<String> rows = new ArrayList<>();
        double[] ratios = new double[calls.rounds()];
        double[] later = new double[calls.rounds()];
        for (int round = 0; round < calls.rounds(); round++) {
            Map<String, RunResult> sides = new TreeMap<>();
            for (RunResult result : run(options(type, "\\." + method + "$")
                    .param("client", "bare", side)
                    .warmupIterations(calls.warmups())
                    .warmupTime(TimeValue.seconds(calls.seconds()))
                    .measurementIterations(calls.iterations())
                    .measurementTime(TimeValue.seconds(calls.seconds())))) {
                sides.put(result.getParams().getParam("client"), result);
            }
            double bare = percentile(sides, "bare", 50);
            double guarded = percentile(sides, side, 50);
            ratios[round] = guarded / bare;
            later[round] = guarded - bare;
            rows.add(row(
                    Integer.toString(round + 1),
                    number(bare),
                    number(guarded),
                    number(percentile(sides, "bare", 99)),
                    number(percentile(sides, side, 99)),
                    number(later[round]),
                    String.format(Locale.ROOT, "%.2f", ratios[round])));
        }
        section(title + " (" + goal + ")");
        line(row("round", "bare p50 µs", side + " p50 µs", "bare p99 µs", side + " p99 µs", "later µs", "ratio"));
        line("|---|---|---|---|---|---|---|");
        rows.forEach(this::line);
        line("");
        line(String.format(
                Locale.ROOT,
                "Median of the rounds: %s µs later, ratio **%.2f**.",
                number(median(later)),
                median(ratios)));
        command(include + " -p client=bare," + side + " -wi " + calls.warmups() + " -i " + calls.iterations() + " -w "
                + calls.seconds() + " -r " + calls.seconds());
    }

    private void alone() throws RunnerException {
        section("A guard by itself, without SDK and network");
        rows(run(options(GuardAloneBenchmark.class, "")
                .warmupIterations(ALONE_WARMUPS)
                .addProfiler(GCProfiler.class)));
        command("GuardAloneBenchmark -prof gc -wi " + ALONE_WARMUPS);
    }

    private void table(String title, Class<?> type) throws RunnerException {
        section(title);
        rows(run(options(type, "").addProfiler(GCProfiler.class)));
        command(type.getSimpleName() + " -prof gc");
    }

    private void rows(Collection<RunResult> results) {
        line(row("benchmark", "parameters", "time", "± 99.9 %", "unit", "bytes allocated"));
        line("|---|---|---|---|---|---|");
        for (RunResult result : results) {
            Map<String, String> params = new LinkedHashMap<>();
            result.getParams()
                    .getParamsKeys()
                    .forEach(key -> params.put(key, result.getParams().getParam(key)));
            var time = result.getPrimaryResult();
            var bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            line(row(
                    time.getLabel(),
                    params.isEmpty() ? "" : params.toString().replaceAll("[{}]", ""),
                    number(time.getScore()),
                    number(time.getScoreError()),
                    time.getScoreUnit(),
                    bytes == null ? "" : String.format(Locale.ROOT, "%.0f", bytes.getScore())));
        }
    }

    private static ChainedOptionsBuilder options(Class<?> type, String method) {
        return new OptionsBuilder()
                .include(type.getName().replace(".", "\\.") + method)
                .shouldFailOnError(true);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static double percentile(Map<String, RunResult> sides, String side, double rank) {
        RunResult result = sides.get(side);
        if (result == null) {
            throw new IllegalStateException("no result for " + side);
        }
        return result.getPrimaryResult().getStatistics().getPercentile(rank);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
    }

    private void section(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void command(String arguments) {
        line("");
        line("`java -jar benchmarks/target/benchmarks.jar " + arguments + "`");
        write();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    /** After each section, so that a run that is broken off leaves what it has measured. */
    private void write() {
        try {
            Files.writeString(file, out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
