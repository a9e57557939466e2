package io.chatguard.examples.demo;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Model;
import io.chatguard.testkit.Recorded;
import io.chatguard.testkit.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where the demo's calls go: a server in this process, or the real API where there is a key.
 *
 * <p>What left the JVM is what the server received; of the real API, which does not tell, what passed the wiretap.
 */
final class Endpoint implements AutoCloseable {
    private static final String KEY = "OPENAI_API_KEY";
    private static final int LONGEST_TOKEN = 9;

    private final Optional<FakeOpenAi> fake;
    private final OpenAIClient bare;
    private final OpenAIClient tapped;
    private final CopyOnWriteArrayList<Wiretap.Tapped> calls = new CopyOnWriteArrayList<>();
    private final String model;
    private final Optional<Endpoint> beside;

    private Endpoint(Optional<FakeOpenAi> fake, OpenAIClient bare, String model, Optional<Endpoint> beside) {
        this.fake = fake;
        this.bare = bare;
        this.model = model;
        this.beside = beside;
        this.tapped = bare.withOptions(options -> Wiretap.install(options, calls));
    }

    /** The real API if the environment has a key, else a server in this process. */
    static Endpoint of(Map<String, String> environment) {
        String model = environment.getOrDefault("OPENAI_MODEL", "");
        if (!environment.getOrDefault(KEY, "").isBlank()) {
            return new Endpoint(
                    Optional.empty(),
                    OpenAIOkHttpClient.fromEnv(),
                    model.isBlank() ? "gpt-4o-mini" : model,
                    Optional.of(ofThisProcess()));
        }
        return ofThisProcess();
    }

    private static Endpoint ofThisProcess() {
        FakeOpenAi fake = FakeOpenAi.start().split(Endpoint::tokens);
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(fake.baseUrl())
                .apiKey("none")
                .maxRetries(0)
                .build();
        return new Endpoint(Optional.of(fake), client, "fake-model", Optional.empty());
    }

    /** Cuts a text about as a model does: short words whole with the blank before them, long ones in pieces. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        for (int at = 1; at <= text.length(); at++) {
            boolean wordEnds = at == text.length() || text.charAt(at) == ' ' || text.charAt(at - 1) == '\n';
            if (wordEnds || at - from == LONGEST_TOKEN) {
                tokens.add(text.substring(from, at));
                from = at;
            }
        }
        return tokens;
    }

    /** A client with the wiretap in it, not guarded yet. */
    OpenAIClient client() {
        return tapped;
    }

    /** The server in this process, for what no provider does when it is asked to: this one, or one beside the real API. */
    Endpoint inThisProcess() {
        return beside.orElse(this);
    }

    String model() {
        return model;
    }

    boolean isReal() {
        return fake.isEmpty();
    }

    String description() {
        return fake.map(f ->
                        "FakeOpenAi at " + f.baseUrl() + ", in this process; with OPENAI_API_KEY set: the real API")
                .orElse("the real API, model " + model);
    }

    /** Lets the model in this process answer that way; the real one answers as it likes. */
    void answers(Model as) {
        fake.ifPresent(f -> f.model(as));
    }

    /** Lets the server in this process do that to the next request. */
    void does(Reply once) {
        fake.orElseThrow().enqueue(once);
    }

    /** The value of a header in each request that the server in this process has received. */
    List<String> headers(String name) {
        return fake.orElseThrow().requests().stream()
                .map(request -> request.headers().entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name))
                        .map(header -> String.join(", ", header.getValue()))
                        .findFirst()
                        .orElse("-"))
                .toList();
    }

    /** What the newest request said when it left. */
    String newestRequest() {
        List<String> bodies = bodies();
        return SentBody.of(bodies.get(bodies.size() - 1)).conversation();
    }

    /** How many requests have left so far. */
    int count() {
        return bodies().size();
    }

    /** The bodies that have left so far. */
    List<String> bodies() {
        return fake.map(f -> f.requests().stream().map(Recorded::text).toList())
                .orElseGet(() -> calls.stream()
                        .map(c -> new String(c.sent(), StandardCharsets.UTF_8))
                        .toList());
    }

    /** What the model's side has sent back on the newest call so far. */
    byte[] newestAnswer() {
        return calls.isEmpty() ? new byte[0] : calls.get(calls.size() - 1).answer();
    }

    /** Whether this text stands anywhere in what has left: as it is, and decoded. */
    boolean saw(String value) {
        if (fake.isPresent()) {
            return fake.get().requests().stream().anyMatch(request -> request.contains(value));
        }
        return bodies().stream()
                .anyMatch(body -> body.contains(value) || SentBody.of(body).contains(value));
    }

    @Override
    public void close() {
        bare.close();
        fake.ifPresent(FakeOpenAi::close);
        beside.ifPresent(Endpoint::close);
    }
}
