package io.chatguard.redact.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Action;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.testkit.Soak;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Where there is nothing to find, a guard changes nothing: every method is called on a bare and on a guarded client
 * with the same harmless parameters, a server on loopback answers both with the same sample, and what the server
 * received and what the caller holds are compared.
 *
 * <p>Each kind of parameters and of answers goes deep once, through the variants of its unions, in a soak run all of
 * them; every other method is called once, in a soak run also those that only fill in what is missing and call another.
 */
class SameAsBareTest {

    private static final int WORKERS = 2;
    private static final int NORMAL_ROUNDS = 4;
    private static final int MOST_INSTANCES = Soak.cases(NORMAL_ROUNDS, 60);

    private static final Samples SAMPLES = new Samples();
    private static final Map<String, String> DIFFERENCES = new TreeMap<>();
    private static final Map<String, String> NOT_COMPARED = new TreeMap<>();
    private static final Set<Method> REACHED = new HashSet<>();
    private static final Set<Method> COMPARED = new HashSet<>();
    private static final Map<Reply.Form, Integer> CALLS = new TreeMap<>();
    private static final Deque<Consumer<Twins>> JOBS = new ArrayDeque<>();

    @BeforeAll
    static void callEverythingTwice() throws InterruptedException {
        Set<Class<?>> deep = new HashSet<>();
        for (Doors.Door door : Doors.all()) {
            if ((Soak.on() || door.isWhole()) && REACHED.add(door.method())) {
                boolean first = door.client() == OpenAIClient.class && door.isWhole() && deep.add(door.params());
                JOBS.add(twins -> compare(twins, door, first));
            }
        }
        Policy policy = Policy.builder()
                .opaque(Policy.Opaque.ALLOW)
                .otherwise(Action.REDACT)
                .build();
        try (Guard guard = Guard.builder().policy(policy).build()) {
            Thread[] workers = new Thread[WORKERS];
            for (int i = 0; i < WORKERS; i++) {
                workers[i] = new Thread(() -> drain(guard), "twins-" + i);
                workers[i].start();
            }
            for (Thread worker : workers) {
                worker.join();
            }
        }
        System.out.println("methods " + REACHED.size() + ", compared " + COMPARED.size() + ", pairs of calls " + CALLS
                + ", differences " + DIFFERENCES.size());
    }

    private static void drain(Guard guard) {
        try (Twins twins = new Twins(guard)) {
            while (true) {
                Consumer<Twins> job;
                synchronized (JOBS) {
                    job = JOBS.poll();
                }
                if (job == null) {
                    return;
                }
                job.accept(twins);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no server on loopback", e);
        }
    }

    private static void compare(Twins twins, Doors.Door door, boolean deep) {
        Reply reply = Reply.of(door.method());
        List<AnyApi.Answer> answers = SAMPLES.of(reply);
        List<Supplier<Object>> params = Cast.of(door.params()).harmless(MOST_INSTANCES, Samples::words);
        if (params.isEmpty() || answers.isEmpty()) {
            tell(NOT_COMPARED, door, params.isEmpty() ? "parameters cannot be built" : "opens a web socket");
            return;
        }
        int rounds = deep ? Math.min(MOST_INSTANCES, Math.max(params.size(), answers.size())) : 1;
        for (int i = 0; i < rounds; i++) {
            Supplier<Object> next = params.get((i + params.size() - 1) % params.size());
            twins.answerWith(answers.get((i + answers.size() - 1) % answers.size()));
            Twins.Got bare = twins.bare(door, next.get());
            Twins.Got guarded = twins.guarded(door, next.get());
            count(door, reply, bare, Twins.difference(bare, guarded));
        }
    }

    private static void count(Doors.Door door, Reply reply, Twins.Got bare, Optional<String> difference) {
        if (difference.isPresent()) {
            tell(DIFFERENCES, door, difference.get());
        } else if (bare.sent().isEmpty()
                || (!bare.failure().isEmpty() && bare.objects().isEmpty())) {
            tell(
                    NOT_COMPARED,
                    door,
                    "both fail: " + bare.failure().substring(0, bare.failure().indexOf(':')));
        } else {
            synchronized (CALLS) {
                CALLS.merge(reply.form(), 1, Integer::sum);
                COMPARED.add(door.method());
                NOT_COMPARED.remove(door.name());
            }
        }
    }

    /** A difference counts whenever it is met, a failure of both only if nothing was compared. */
    private static void tell(Map<String, String> list, Doors.Door door, String what) {
        synchronized (CALLS) {
            if (list == DIFFERENCES || !COMPARED.contains(door.method())) {
                list.put(door.name(), what);
            }
        }
    }

    @Test
    void neitherWhatIsSentNorWhatTheCallerHoldsDiffers() {
        assertThat(DIFFERENCES).isEmpty();
    }

    @Test
    void nearlyEveryMethodIsComparedAndTheOthersAreListedWithTheirReason() {
        assertThat(REACHED).hasSizeGreaterThan(1_500);
        assertThat(COMPARED.size()).isGreaterThanOrEqualTo(REACHED.size() * 95 / 100);
        if (!Soak.on()) {
            Golden.check("not-compared.txt", Golden.lines(NOT_COMPARED));
        }
    }

    @Test
    void theComparisonSeesWhatIsFound() throws IOException {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model("m")
                .addUserMessage("mail zoe@example.com")
                .build();
        Doors.Door door = Doors.all().stream()
                .filter(d -> d.isWhole() && d.params() == ChatCompletionCreateParams.class)
                .findFirst()
                .orElseThrow();
        try (Guard guard = Guard.builder().policy(Policy.defaults()).build();
                Twins twins = new Twins(guard)) {
            twins.answerWith(SAMPLES.of(Reply.of(door.method())).get(0));
            Twins.Got bare = twins.bare(door, params);
            assertThat(Twins.difference(bare, twins.guarded(door, params)))
                    .hasValueSatisfying(
                            text -> assertThat(text).startsWith("request: ").contains("zoe@example.com"));
        }
    }

    @Test
    void everyFormOfAnswerIsCompared() {
        assertThat(CALLS.keySet()).contains(Reply.Form.JSON, Reply.Form.EVENTS, Reply.Form.BYTES, Reply.Form.NOTHING);
    }
}
