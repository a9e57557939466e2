package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.ResilienceSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A request may ask for far more model tokens than it takes in the end: the rate is charged with the estimate at first and
 * with the reply's usage as soon as that is known.
 */
@Timeout(60)
class UsageRateTest {

    private static final String USAGE = "\"usage\":{\"total_tokens\":100}";

    /** The estimate of such a request fills the rate of one minute and more. */
    private static final long ANSWER = 100_000;

    private FaultServer.Answer answer = FaultServer.HELLO;
    private final FaultServer server = new FaultServer(n -> answer);
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(server.baseUrl())
            .apiKey("test-key")
            .build();
    private final Guard guard = Guard.builder()
            .policy(Policy.builder()
                    .section(
                            ResilienceSettings.class,
                            ResilienceSettings.defaults()
                                    .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(20))
                                    .withRate(
                                            new ResilienceSettings.Rate(OptionalLong.empty(), OptionalLong.of(60_000))))
                    .build())
            .redaction(new SwapRedaction())
            .audit(event -> {})
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);

    @AfterEach
    void close() {
        guard.close();
        bare.close();
        server.close();
    }

    private static FaultServer.Answer stream(String... events) {
        return (socket, out) -> {
            byte[] body = ("data: " + String.join("\n\ndata: ", events) + "\n\n").getBytes(StandardCharsets.UTF_8);
            FaultServer.head(out, 200, "Content-Type: text/event-stream\r\nContent-Length: " + body.length + "\r\n");
            out.write(body);
            out.flush();
        };
    }

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-5")
                .addUserMessage("Hello")
                .maxCompletionTokens(ANSWER)
                .build();
    }

    private static ResponseCreateParams response() {
        return ResponseCreateParams.builder()
                .model("gpt-5")
                .input("Hello")
                .maxOutputTokens(ANSWER)
                .build();
    }

    private void twice(Runnable call) {
        call.run();
        call.run();
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aReplyWithoutUsageLeavesTheEstimate() {
        assertThat(client.chat().completions().create(chat()).choices()).hasSize(1);
        assertThatThrownBy(() -> client.chat().completions().create(chat()))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.rule()).isEqualTo("resilience/rate"));
    }

    @Test
    void theUsageOfAChatCompletionCounts() {
        answer = FaultServer.reply(200, "", FaultServer.CHAT.replaceFirst("\\{", "{" + USAGE + ","));
        twice(() ->
                assertThat(client.chat().completions().create(chat()).choices()).hasSize(1));
    }

    @Test
    void theUsageOfAStreamedChatCompletionCounts() {
        answer = stream(
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"usage\":null,\"choices\":"
                        + "[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}",
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],"
                        + USAGE + "}",
                "[DONE]");
        twice(() -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(chat())) {
                assertThat(stream.stream().count()).isEqualTo(2);
            }
        });
    }

    @Test
    void theUsageOfAResponseCounts() {
        answer = FaultServer.reply(200, "", "{\"id\":\"r\",\"object\":\"response\",\"output\":[]," + USAGE + "}");
        twice(() -> assertThat(client.responses().create(response()).output()).isEmpty());
    }

    @Test
    void theUsageOfAStreamedResponseCounts() {
        answer = stream("{\"type\":\"response.completed\",\"sequence_number\":1,\"response\":{\"id\":\"r\","
                + "\"object\":\"response\",\"output\":[]," + USAGE + "}}");
        twice(() -> {
            try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(response())) {
                assertThat(stream.stream().count()).isEqualTo(1);
            }
        });
    }
}
