package io.chatguard.benchmarks;

import io.chatguard.internal.json.SseAnswer;
import io.chatguard.internal.json.SseEvent;
import io.chatguard.internal.json.SseHandler;
import io.chatguard.internal.json.SseInsert;
import io.chatguard.internal.json.SseRewriter;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Server-sent events through the rewriter, per event: framing alone, which every event pays whatever is done about it.
 *
 * <p>Workload: {@value #EVENTS} events with deltas of four characters from different chats, each fed by itself.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar DeltaBenchmark -prof gc
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
public class DeltaBenchmark {

    static final int EVENTS = 4096;

    private static final SseHandler FORWARD = new SseHandler() {
        @Override
        public void onEvent(SseEvent event, SseAnswer out) {
            out.forward();
        }

        @Override
        public void onFinish(SseInsert out) {}
    };

    private final List<byte[]> events = events();

    private static List<byte[]> events() {
        List<byte[]> all = new ArrayList<>();
        for (Chat chat : Chats.pool(2048, 3)) {
            List<byte[]> stream = Echo.events(chat.body());
            all.addAll(stream.subList(1, stream.size() - 2));
        }
        return List.copyOf(all.subList(0, EVENTS));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void frame(Blackhole out) {
        SseRewriter rewriter = SseRewriter.of(FORWARD);
        for (byte[] event : events) {
            rewriter.feed(event, 0, event.length, (bytes, offset, length) -> out.consume(bytes));
        }
    }
}
