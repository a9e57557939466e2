package io.chatguard.benchmarks;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import io.chatguard.Guard;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.internal.openai.GuardedTransport;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a guard does in a call, without SDK and network: read the request, screen, pseudonymise, write the audit, screen
 * the reply, restore.
 *
 * <p>Workload: {@value Chats#POOL} different chats with no, three or twenty values. {@code none} is the echo without a
 * guard, to be taken off; {@code lens} a guard that looks for nothing; {@code chain} the same with the section {@code resilience}; {@code rules} the configuration of that name.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar GuardAloneBenchmark -prof gc
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
public class GuardAloneBenchmark {

    private static final int SINK = 1 << 14;

    @Param({"none", "lens", "chain", "rules"})
    public String guard = "rules";

    @Param({"0", "3", "20"})
    public int values = 3;

    /** Size of the request in bytes. */
    @Param("2048")
    public int size = 2048;

    private List<HttpRequest> whole = List.of();
    private List<HttpRequest> streamed = List.of();
    private Optional<Guard> open = Optional.empty();
    private HttpClient transport = new EchoTransport();
    private final byte[] sink = new byte[SINK];
    private int next;

    @Setup(Level.Trial)
    public void open() {
        List<Chat> chats = Chats.pool(size, values);
        whole = chats.stream().map(chat -> request(chat.body())).toList();
        streamed = chats.stream().map(chat -> request(chat.streamedBody())).toList();
        open = switch (guard) {
            case "none" -> Optional.empty();
            case "lens" -> Optional.of(Guards.lens());
            case "chain" -> Optional.of(Guards.chain());
            case "rules" -> Optional.of(Guards.rules());
            default -> throw new IllegalArgumentException("guard is none, lens, chain or rules");
        };
        open.ifPresent(g -> transport = new GuardedTransport(transport, GuardCore.of(g), Optional.empty()));
    }

    @TearDown(Level.Trial)
    public void close() {
        open.ifPresent(Guard::close);
    }

    @Benchmark
    public int whole() throws IOException {
        return run(whole.get(next++ & (Chats.POOL - 1)));
    }

    /** All of a streamed reply; about {@code length / 4} deltas. */
    @Benchmark
    public int streamed() throws IOException {
        return run(streamed.get(next++ & (Chats.POOL - 1)));
    }

    private int run(HttpRequest request) throws IOException {
        int sum = 0;
        try (HttpResponse response = transport.execute(request, RequestOptions.none());
                InputStream body = response.body()) {
            int n;
            while ((n = body.read(sink)) >= 0) {
                sum += n;
            }
        }
        return sum;
    }

    private static HttpRequest request(byte[] body) {
        return HttpRequest.builder()
                .method(HttpMethod.POST)
                .baseUrl("http://localhost/v1")
                .addPathSegments("chat", "completions")
                .putHeader("Authorization", "Bearer sk-benchmark")
                .putHeader("User-Agent", "OpenAIClientImpl/Java 4.101.0")
                .putHeader("X-Stainless-Lang", "java")
                .putHeader("X-Stainless-Runtime", "JRE")
                .body(new EchoTransport.Body(body))
                .build();
    }
}
