package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import io.chatguard.testkit.FakeOpenAi;
import java.util.Optional;

/**
 * Clients for the recipes: of the real API where the SDK finds a key ({@code OPENAI_API_KEY}), else of a server in this
 * process whose model repeats the surrogates that it was sent.
 */
final class Playground implements AutoCloseable {
    private final Optional<FakeOpenAi> fake;

    private Playground(Optional<FakeOpenAi> fake) {
        this.fake = fake;
    }

    static Playground open() {
        boolean key = System.getenv("OPENAI_API_KEY") != null || System.getProperty("openai.apiKey") != null;
        return new Playground(key ? Optional.empty() : Optional.of(FakeOpenAi.start()));
    }

    /** A client as your application has one. */
    OpenAIClient client() {
        return fake.map(f -> OpenAIOkHttpClient.builder()
                        .baseUrl(f.baseUrl())
                        .apiKey("none")
                        .build())
                .orElseGet(OpenAIOkHttpClient::fromEnv);
    }

    /** The same for asynchronous calls. */
    OpenAIClientAsync async() {
        return fake.map(f -> OpenAIOkHttpClientAsync.builder()
                        .baseUrl(f.baseUrl())
                        .apiKey("none")
                        .build())
                .orElseGet(OpenAIOkHttpClientAsync::fromEnv);
    }

    String model() {
        return Optional.ofNullable(System.getenv("OPENAI_MODEL")).orElse("gpt-4o-mini");
    }

    @Override
    public void close() {
        fake.ifPresent(FakeOpenAi::close);
    }
}
