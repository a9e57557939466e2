package io.chatguard.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatguard.internal.json.JsonEdits;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonLimits;
import java.io.IOException;
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
 * The lens over a request's bytes beside what Jackson offers: its tokens alone, and a tree that is written again.
 *
 * <p>Workload: {@value Chats#POOL} different chats of 2 and of 20 KB.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar JsonBenchmark -prof gc
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@State(Scope.Benchmark)
public class JsonBenchmark {

    @Param({"2048", "20480"})
    public int size = 2048;

    private final JsonFactory factory = new JsonFactory();
    private final ObjectMapper mapper = new ObjectMapper(factory);
    private List<byte[]> bodies = List.of();
    private int next;

    @Setup(Level.Trial)
    public void bodies() {
        bodies = Chats.pool(size, 3).stream().map(Chat::body).toList();
    }

    private byte[] next() {
        return bodies.get(next++ & (Chats.POOL - 1));
    }

    @Benchmark
    public JsonIndex index() {
        return JsonIndex.of(next(), JsonLimits.DEFAULT);
    }

    /** Index, one text replaced, written. */
    @Benchmark
    public byte[] indexAndSplice() {
        JsonIndex index = JsonIndex.of(next(), JsonLimits.DEFAULT);
        JsonEdits edits = JsonEdits.on(index);
        int message = index.firstChild(index.child(0, "messages"));
        edits.replaceText(index.child(message, "content"), "Answer in short paragraphs.");
        return edits.apply();
    }

    @Benchmark
    public void jacksonTokens(Blackhole seen) throws IOException {
        try (JsonParser parser = factory.createParser(next())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    seen.consume(parser.getTextLength());
                }
            }
        }
    }

    @Benchmark
    public byte[] jacksonTreeAndWrite() throws IOException {
        JsonNode tree = mapper.readTree(next());
        ((com.fasterxml.jackson.databind.node.ObjectNode) tree.get("messages").get(0))
                .put("content", "Answer in short paragraphs.");
        return mapper.writeValueAsBytes(tree);
    }
}
