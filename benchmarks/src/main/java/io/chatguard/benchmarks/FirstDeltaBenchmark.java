package io.chatguard.benchmarks;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A streamed chat completion over loopback HTTP, guarded and bare: to the first text that the caller can show, and to
 * the end.
 *
 * <p>Workload: the chats of {@link GuardedCallBenchmark}; the model streams its answer in about two hundred deltas of
 * four characters, each flushed by itself. The bare call takes half a minute to reach its steady state on two cores
 * (model, SDK and compiler share them), so the warm-up is as long.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar FirstDeltaBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 15, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class FirstDeltaBenchmark {

    /** A stream that is read to its end outside the measured time. */
    @State(Scope.Thread)
    public static class Rest {
        private @Nullable StreamResponse<ChatCompletionChunk> stream;
        private @Nullable Iterator<ChatCompletionChunk> chunks;

        Iterator<ChatCompletionChunk> open(StreamResponse<ChatCompletionChunk> response) {
            stream = response;
            chunks = response.stream().iterator();
            return chunks;
        }

        @TearDown(Level.Invocation)
        public void drain() {
            while (chunks != null && chunks.hasNext()) {
                chunks.next();
            }
            if (stream != null) {
                stream.close();
            }
        }
    }

    /** The stream is closed by {@link Rest}, after the clock has stopped. */
    @Benchmark
    @SuppressWarnings("MustBeClosedChecker")
    public String firstDelta(Calls calls, Rest rest) {
        Iterator<ChatCompletionChunk> chunks =
                rest.open(calls.client().chat().completions().createStreaming(calls.next()));
        while (true) {
            String text = text(chunks.next());
            if (!text.isEmpty()) {
                return text;
            }
        }
    }

    @Benchmark
    public int wholeStream(Calls calls) {
        int characters = 0;
        try (StreamResponse<ChatCompletionChunk> stream =
                calls.client().chat().completions().createStreaming(calls.next())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            while (chunks.hasNext()) {
                characters += text(chunks.next()).length();
            }
        }
        return characters;
    }

    private static String text(ChatCompletionChunk chunk) {
        return chunk.choices().isEmpty()
                ? ""
                : chunk.choices().get(0).delta().content().orElse("");
    }
}
