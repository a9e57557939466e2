package io.chatguard.benchmarks;

import com.openai.models.chat.completions.ChatCompletion;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A blocking chat completion over loopback HTTP, guarded and bare.
 *
 * <p>Workload: {@value Chats#POOL} different chats of 2 KB with two e-mail addresses and one telephone number each; the
 * model answers with the last message, so that all three come back. No time of a model or network is in the figures:
 * the ratio is the worst that a call can have.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar GuardedCallBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class GuardedCallBenchmark {

    @Benchmark
    public ChatCompletion chat(Calls calls) {
        return calls.client().chat().completions().create(calls.next());
    }
}
