package io.chatguard.redact.testkit;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Model;
import io.chatguard.testkit.Recorded;
import io.chatguard.testkit.Splitter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Checks a guard of your own, and your own prompt template, against generated values: none of them may reach the wire,
 * and what comes back must read exactly as it was written.
 *
 * <p>One line in a test:
 *
 * <pre>{@code
 * LeakCheck.of(guard).template(v -> "Summarise the complaint of " + v.get(EntityType.EMAIL_ADDRESS));
 * }</pre>
 *
 * <p>Each try goes through the real SDK to a server on loopback, in turn streamed and not, and the server's record of
 * what it received is searched for every planted value: as it is, and JSON-, URL- and base64-decoded. If one is found
 * the values are shrunk as far as the leak allows, and an {@link AssertionError} shows the prompt, what leaked and
 * where. All values are invented, so they may be printed.
 *
 * <p>Needs {@code openai-java}, {@code jqwik} and {@code guard-api}'s test kit on the test class path. Not thread-safe.
 */
public final class LeakCheck {

    private static final int DEFAULT_TRIES = 100;
    private static final int MOST_SHRINKS = 400;

    private final Guard guard;
    private int tries = DEFAULT_TRIES;
    private long seed = new Random().nextLong();
    private Restoring restoring = Restoring.EXACT;

    /** What is asked of the way back. */
    private enum Restoring {
        EXACT,
        NOT_CHECKED
    }

    private LeakCheck(Guard guard) {
        this.guard = guard;
    }

    /** Checks that guard; it is not closed. */
    public static LeakCheck of(Guard guard) {
        return new LeakCheck(guard);
    }

    /** How many prompts are tried; {@value #DEFAULT_TRIES} if not said. */
    public LeakCheck tries(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one try");
        }
        tries = count;
        return this;
    }

    /** The seed of a run to be repeated; a failure names it. */
    public LeakCheck seed(long value) {
        seed = value;
        return this;
    }

    /** Checks only that nothing leaks: for policies that mask, redact or hash, which cannot be undone. */
    public LeakCheck withoutRestore() {
        restoring = Restoring.NOT_CHECKED;
        return this;
    }

    /**
     * Fills the template with generated values and sends it as a user's message.
     *
     * @throws AssertionError with the shrunk prompt if a value reaches the wire or comes back changed
     */
    public void template(Function<Values, String> template) {
        run(Values.arbitrary(), (values, attempt, wire) -> {
            String prompt = template.apply(values);
            Optional<String> problem = send(wire, prompt, values.used(), attempt);
            return problem.map(p -> p + "\nprompt:\n" + prompt);
        });
    }

    /**
     * Sends generated conversations of all shapes.
     *
     * @return how many conversations belonged to each class
     * @throws AssertionError with the shrunk conversation if a value reaches the wire or comes back changed
     */
    public Map<String, Integer> conversations() {
        Map<String, Integer> classes = new TreeMap<>();
        run(Conversations.any(), (conversation, attempt, wire) -> {
            conversation.classes().forEach(c -> classes.merge(c, 1, Integer::sum));
            Optional<String> problem = new ConversationCheck(wire.guarded(), wire.bare(), wire.fake())
                    .problem(conversation, restoring == Restoring.EXACT);
            return problem.map(p -> p + "\n" + ConversationCheck.printed(conversation));
        });
        return classes;
    }

    /** One server and two clients of it. */
    private record WirePair(FakeOpenAi fake, OpenAIClient bare, OpenAIClient guarded) {}

    /** Tries one generated value; tells the problem, if there is one. */
    private interface Trial<T> {
        Optional<String> problem(T value, int attempt, WirePair wire);
    }

    private <T> void run(Arbitrary<T> arbitrary, Trial<T> trial) {
        JqwikSession.run(() -> {
            try (FakeOpenAi fake = FakeOpenAi.start()) {
                OpenAIClient bare = OpenAIOkHttpClient.builder()
                        .baseUrl(fake.baseUrl())
                        .apiKey("leak-check")
                        .maxRetries(0)
                        .build();
                try {
                    WirePair wire = new WirePair(fake, bare, GuardedOpenAI.wrap(bare, guard));
                    tryAll(arbitrary, trial, wire);
                } finally {
                    bare.close();
                }
            }
        });
    }

    private <T> void tryAll(Arbitrary<T> arbitrary, Trial<T> trial, WirePair wire) {
        Random random = new Random(seed);
        var generator = arbitrary.generator(tries, false);
        for (int attempt = 0; attempt < tries; attempt++) {
            Shrinkable<T> candidate = generator.next(random);
            wire.fake().split(Splitter.random(seed + attempt));
            Optional<String> problem = trial.problem(candidate.value(), attempt, wire);
            if (problem.isPresent()) {
                throw new AssertionError(
                        shrunk(candidate, problem.get(), attempt, trial, wire) + "\nrepeat with seed(" + seed + ")");
            }
        }
    }

    /** Follows the first smaller value that still fails, until none does. */
    private static <T> String shrunk(
            Shrinkable<T> failing, String problem, int attempt, Trial<T> trial, WirePair wire) {
        Shrinkable<T> smallest = failing;
        String told = problem;
        int left = MOST_SHRINKS;
        boolean progress = true;
        while (progress && left > 0) {
            progress = false;
            for (Shrinkable<T> smaller :
                    (Iterable<Shrinkable<T>>) smallest.shrink().limit(left)::iterator) {
                left--;
                Optional<String> again = trial.problem(smaller.value(), attempt, wire);
                if (again.isPresent()) {
                    smallest = smaller;
                    told = again.get();
                    progress = true;
                    break;
                }
            }
        }
        return told;
    }

    private Optional<String> send(WirePair wire, String prompt, List<Planted> planted, int attempt) {
        wire.fake().clear();
        wire.fake().model(Model.echo());
        var params = ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage(prompt)
                .build();
        StringBuilder read = new StringBuilder();
        if (attempt % 2 == 0) {
            wire.guarded()
                    .chat()
                    .completions()
                    .create(params)
                    .choices()
                    .forEach(c -> c.message().content().ifPresent(read::append));
        } else {
            try (var stream = wire.guarded().chat().completions().createStreaming(params)) {
                stream.stream()
                        .forEach(chunk ->
                                chunk.choices().forEach(c -> c.delta().content().ifPresent(read::append)));
            }
        }
        Optional<String> leak = leak(wire.fake().requests(), planted);
        if (leak.isPresent() || restoring == Restoring.NOT_CHECKED) {
            return leak;
        }
        return Alignment.equalButForSurrogates(prompt, read.toString())
                ? Optional.empty()
                : Optional.of("the answer does not read as it was written, but:\n" + read);
    }

    static Optional<String> leak(List<Recorded> requests, List<Planted> planted) {
        for (Planted value : planted) {
            for (Recorded request : requests) {
                if (request.contains(value.value())) {
                    return Optional.of(value.type() + " left the JVM at " + Whereabouts.of(request, value.value())
                            + ": " + value.value());
                }
            }
        }
        return Optional.empty();
    }

    /** Values for a template, generated as it asks for them. */
    public static final class Values {
        private final Map<EntityType, List<Planted>> pool;
        private final Map<EntityType, Planted> used = new TreeMap<>();
        private final Map<EntityType, Integer> next = new TreeMap<>();
        private final List<Planted> order = new java.util.ArrayList<>();

        private Values(Map<EntityType, List<Planted>> pool) {
            this.pool = pool;
        }

        static Arbitrary<Values> arbitrary() {
            return PiiArbitraries.byType().entrySet().stream()
                    .map(e -> e.getValue().list().ofSize(POOL).map(l -> Map.of(e.getKey(), l)))
                    .reduce(
                            Arbitraries.just(Map.<EntityType, List<Planted>>of()),
                            (a, b) -> net.jqwik.api.Combinators.combine(a, b).as(Values::joined),
                            (a, b) -> a)
                    .map(Values::new);
        }

        private static final int POOL = 4;

        private static Map<EntityType, List<Planted>> joined(
                Map<EntityType, List<Planted>> a, Map<EntityType, List<Planted>> b) {
            Map<EntityType, List<Planted>> all = new TreeMap<>(a);
            all.putAll(b);
            return all;
        }

        /**
         * The generated value of that type: the same one each time for this prompt.
         *
         * @throws IllegalArgumentException if no values of that type can be generated
         */
        public String get(EntityType type) {
            Planted known = used.get(type);
            return known != null ? known.value() : another(type);
        }

        /** One more value of that type, up to four in a prompt. */
        public String another(EntityType type) {
            List<Planted> all = pool.get(type);
            if (all == null) {
                throw new IllegalArgumentException(
                        "no generated values of type " + type + "; there are " + pool.keySet());
            }
            int at = next.merge(type, 1, Integer::sum) - 1;
            if (at >= all.size()) {
                throw new IllegalArgumentException("no more than " + POOL + " values of a type in one prompt");
            }
            Planted value = all.get(at);
            used.putIfAbsent(type, value);
            order.add(value);
            return value.value();
        }

        private List<Planted> used() {
            return List.copyOf(order);
        }

        /** Shows the types only. */
        @Override
        public String toString() {
            return "Values" + pool.keySet();
        }
    }
}
