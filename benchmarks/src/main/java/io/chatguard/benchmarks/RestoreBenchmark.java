package io.chatguard.benchmarks;

import io.chatguard.Caller;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Role;
import io.chatguard.redact.Redaction;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The restore filter over deltas of prose without surrogates, in a scope that has issued some, beside a bare search for
 * an underscore; both with what a stream costs anyway, the buffer of what is undecided.
 *
 * <p>Workload: {@value #DELTAS} deltas of two to seven characters.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RestoreBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@State(Scope.Benchmark)
public class RestoreBenchmark {

    static final int DELTAS = 4096;

    private static final String TEXT =
            "The report shows that revenue grew by 12 percent, mostly in Europe. Please note,"
                    + " however, that costs rose as well, and that the board has asked for a plan until Friday. ";
    private static final io.chatguard.Scope SCOPE = io.chatguard.Scope.of("t", "c");

    private final Redaction redaction = Redaction.of(Policy.defaults());
    private final List<String> deltas = deltas();

    public RestoreBenchmark() {
        String sent = redaction.pseudonymise(SCOPE, "Mail bob@corp.example.com, card 4111 1111 1111 1111");
        if (sent.contains("@")) {
            throw new IllegalStateException("the workload needs surrogates");
        }
    }

    private static List<String> deltas() {
        Random random = new Random(1);
        List<String> out = new ArrayList<>();
        int at = 0;
        while (out.size() < DELTAS) {
            int end = Math.min(TEXT.length(), at + 2 + random.nextInt(6));
            out.add(TEXT.substring(at, end));
            at = end == TEXT.length() ? 0 : end;
        }
        return List.copyOf(out);
    }

    @Benchmark
    @OperationsPerInvocation(DELTAS)
    public int restore() {
        StreamFilter filter = redaction
                .open(new Alone())
                .onStream(new Channel(
                        0, 0, "content", -1, "", "", "/choices/0/delta/content", Segment.Kind.PROSE, Role.ASSISTANT));
        StringBuilder undecided = new StringBuilder();
        Passed passed = new Passed();
        for (String delta : deltas) {
            undecided.append(delta);
            passed.chars = 0;
            filter.onText(undecided, passed);
            undecided.delete(0, passed.chars);
        }
        return passed.all;
    }

    @Benchmark
    @OperationsPerInvocation(DELTAS)
    public int indexOf() {
        StringBuilder undecided = new StringBuilder();
        int found = 0;
        for (String delta : deltas) {
            undecided.append(delta);
            found += undecided.indexOf("_");
            undecided.delete(0, undecided.length());
        }
        return found;
    }

    private static final class Passed implements StreamFilter.Output {
        private int chars;
        private int all;

        @Override
        public void pass(int count) {
            chars += count;
            all += count;
        }

        @Override
        public void replace(int count, String with) {
            chars += count;
        }
    }

    /** An exchange that is nothing but its scope. */
    private record Alone() implements Exchange {
        @Override
        public String id() {
            return "benchmark";
        }

        @Override
        public io.chatguard.Scope scope() {
            return SCOPE;
        }

        @Override
        public ScopeOrigin scopeOrigin() {
            return ScopeOrigin.PINNED;
        }

        @Override
        public Caller caller() {
            return Caller.anonymous();
        }

        @Override
        public Facts facts() {
            return new Facts(
                    "chat.completions",
                    "m",
                    List.of(),
                    Facts.Transfer.STREAMED,
                    Facts.Storage.NOT_STORED,
                    1,
                    Facts.Format.TEXT);
        }

        @Override
        public Policy policy() {
            return Policy.defaults();
        }

        @Override
        public void record(Event event) {}

        @Override
        public Receipt receipt() {
            return new Receipt(id(), "default", facts(), List.of());
        }
    }
}
