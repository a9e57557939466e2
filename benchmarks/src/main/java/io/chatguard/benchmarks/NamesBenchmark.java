package io.chatguard.benchmarks;

import io.chatguard.Role;
import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.internal.names.NameCache;
import io.chatguard.redact.internal.names.NameDetector;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Names of tier 1: a sentence, a sentence without a candidate, a new segment of 2 KB, one that the scope has sent before.
 *
 * <p>Workload: {@value #TEXTS} distinct segments of sentences as people write them, every second with a name, drawn with a
 * fixed seed. {@code Load} is one shot in a fresh program: the lists, the cues, the model, and the first sentence.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar NamesBenchmark -prof gc
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@State(Scope.Benchmark)
public class NamesBenchmark {

    static final int TEXTS = 256;
    private static final int LENGTH = 2048;

    private static final List<String> PEOPLE = List.of(
            "Anna Schmidt",
            "kwame owusu",
            "José García",
            "Yuki Tanaka",
            "Müller",
            "priya",
            "Jean-Luc Moreau",
            "Dr. Rossi");
    private static final List<String> WITH = List.of(
            "Could you ask % about the invoice from last week? ",
            "ich habe gestern mit % telefoniert, bitte ruf zurück. ",
            "The meeting with % in Berlin was moved to Thursday. ",
            "% a écrit qu'elle ne peut pas venir demain. ");
    private static final List<String> WITHOUT = List.of(
            "please look over the list again, it is late and i have no time. ",
            "Der Bericht zeigt, dass die Kosten im Mai gestiegen sind. ",
            "The service returns 503 when the cache is cold; see the log. ",
            "y luego no sé cómo se puede cambiar la contraseña. ");

    private final Consumer<Finding> sink = new Count();
    private final List<Segment> texts = texts();
    private final Segment sentence = segment("Hi Anna, my colleague Kwame Owusu will call you tomorrow. ");
    private final Segment plain = segment("could you look over the list again? it is late and i have no time.");
    private final Detector detector = NameDetector.of(NamesSettings.defaults());
    private final Detector within = NameDetector.of(NamesSettings.defaults()).within(new NameCache());
    private int next;

    /** Counts findings, so that they are made. */
    private static final class Count implements Consumer<Finding> {
        private int findings;

        @Override
        public void accept(Finding finding) {
            findings += finding.end();
        }
    }

    private static Segment segment(String text) {
        return Segment.of("/messages/0/content", Role.USER, Segment.Kind.PROSE, text);
    }

    private static List<Segment> texts() {
        Random random = new Random(7);
        List<Segment> out = new ArrayList<>();
        while (out.size() < TEXTS) {
            StringBuilder text = new StringBuilder();
            while (text.length() < LENGTH) {
                String with = WITH.get(random.nextInt(WITH.size()));
                text.append(with.replace("%", PEOPLE.get(random.nextInt(PEOPLE.size()))));
                text.append(WITHOUT.get(random.nextInt(WITHOUT.size())));
            }
            out.add(segment(text.substring(0, LENGTH)));
        }
        return out;
    }

    @Setup(Level.Trial)
    public void send() {
        within.detect(texts, sink);
    }

    @Benchmark
    public void sentence() {
        detector.detect(List.of(sentence), sink);
    }

    @Benchmark
    public void sentenceWithoutCandidate() {
        detector.detect(List.of(plain), sink);
    }

    @Benchmark
    public void newSegment() {
        detector.detect(List.of(texts.get(next++ % TEXTS)), sink);
    }

    @Benchmark
    public void cachedSegment() {
        within.detect(List.of(texts.get(next++ % TEXTS)), sink);
    }

    /** Of a state without the set-up of the others, so that nothing is loaded before. */
    @State(Scope.Benchmark)
    public static class Fresh {}

    /** The load of a program that looks for names for the first time. */
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(10)
    public static class Load {

        @Benchmark
        public void load(Fresh fresh, Blackhole hole) {
            NameDetector.of(NamesSettings.defaults())
                    .detect(List.of(segment("Please tell Anna Schmidt in Berlin.")), hole::consume);
        }
    }
}
