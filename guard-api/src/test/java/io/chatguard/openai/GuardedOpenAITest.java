package io.chatguard.openai;

import static io.chatguard.openai.SwapRedaction.SURROGATE;
import static io.chatguard.openai.SwapRedaction.VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.JsonValue;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Scope;
import io.chatguard.spi.Content;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Verdict;
import io.chatguard.spi.View;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Reply;
import io.chatguard.testkit.Splitter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guarded client of the real SDK against a real server on loopback. */
class GuardedOpenAITest {

    private static final String ANSWER = "Dear " + SURROGATE + ", hello " + SURROGATE + "! 🦓 " + SURROGATE;
    private static final String READ = ANSWER.replace(SURROGATE, VALUE);

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final SwapRedaction swap = new SwapRedaction();
    private final Guard guard = Guard.builder().redaction(swap).build();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .responseValidation(true)
            .build();
    private final OpenAIClientAsync bareAsync = OpenAIOkHttpClientAsync.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .responseValidation(true)
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);
    private final OpenAIClientAsync async = GuardedOpenAI.wrap(bareAsync, guard);

    @AfterEach
    void close() {
        bare.close();
        bareAsync.close();
        fake.close();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("I am " + VALUE + ".");
    }

    private static ResponseCreateParams.Builder response() {
        return ResponseCreateParams.builder().model("gpt-4o").input("I am " + VALUE + ".");
    }

    private void assertValueStayed() {
        assertThat(fake.requests()).isNotEmpty().allSatisfy(r -> {
            assertThat(r.contains(VALUE)).isFalse();
            assertThat(r.contains("Zebedee")).isFalse();
            assertThat(r.contains(SURROGATE)).isTrue();
        });
    }

    @Test
    void sendsTheSurrogateAndReturnsTheValueInAChat() {
        fake.enqueue(Reply.text(ANSWER));
        ChatCompletion reply = client.chat().completions().create(chat().build());
        assertThat(reply.choices().get(0).message().content()).contains(READ);
        assertValueStayed();
        assertThat(swap.endings).containsExactly(Ending.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void restoresAStreamedChatHoweverItIsSplit(long seed) {
        fake.split(Splitter.randomInsidePairs(seed)).enqueue(Reply.text(ANSWER));
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat().build())) {
            stream.stream().forEach(all::accumulate);
        }
        assertThat(all.chatCompletion().choices().get(0).message().content()).contains(READ);
        assertValueStayed();
        assertThat(swap.endings).containsExactly(Ending.COMPLETED);
    }

    @Test
    void restoresEachOfSeveralInterleavedChoices() {
        fake.split(Splitter.perCharacter()).enqueue(Reply.choices(Reply.text(ANSWER), Reply.text("No " + SURROGATE)));
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        try (var stream =
                client.chat().completions().createStreaming(chat().n(2).build())) {
            stream.stream().forEach(all::accumulate);
        }
        assertThat(all.chatCompletion().choices().get(0).message().content()).contains(READ);
        assertThat(all.chatCompletion().choices().get(1).message().content()).contains("No " + VALUE);
    }

    @Test
    void restoresAStreamedLegacyCompletion() {
        String chunk =
                "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\",\"choices\":"
                        + "[{\"index\":0,\"logprobs\":null,\"text\":\"%s\",\"finish_reason\":%s}]}\n\n";
        fake.enqueueAt(
                "/completions",
                Fault.status(
                        200,
                        Map.of("Content-Type", "text/event-stream"),
                        String.format(chunk, "Dear PERS", "null")
                                + String.format(chunk, "ON_1_7KQXM4, PERSON", "null")
                                + String.format(chunk, "_1", "\"stop\"") + "data: [DONE]\n\n"));
        StringBuilder text = new StringBuilder();
        // The SDK's strict mode takes a legacy chunk without finish reason for invalid.
        try (var stream = client.withOptions(options -> options.responseValidation(false))
                .completions()
                .createStreaming(CompletionCreateParams.builder()
                        .model("m")
                        .prompt("I am " + VALUE)
                        .build())) {
            stream.stream().forEach(c -> text.append(c.choices().get(0).text()));
        }
        assertThat(text.toString()).isEqualTo("Dear " + VALUE + ", PERSON_1");
    }

    @Test
    void decodesAndEncodesArgumentsOfToolCalls() {
        String arguments =
                "{\"who\":\"" + SURROGATE + "\",\"list\":[\"x " + SURROGATE + "\",1,true],\"n\\/m\":\"é\\u00e9\"}";
        String read = arguments.replace(SURROGATE, "Zebedee\\\"Ω\\\\");
        var params = chat().addFunctionTool(FunctionDefinition.builder()
                        .name("greet")
                        .description("Greets " + VALUE)
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .build())
                        .build())
                .build();
        fake.enqueue(Reply.toolCall("greet", arguments), Reply.toolCall("greet", arguments));
        fake.split(Splitter.perCharacter());
        var whole = client.chat()
                .completions()
                .create(params)
                .choices()
                .get(0)
                .message()
                .toolCalls();
        assertThat(whole.get().get(0).asFunction().function().arguments()).isEqualTo(read);
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        try (var stream = client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(all::accumulate);
        }
        var calls = all.chatCompletion().choices().get(0).message().toolCalls();
        assertThat(calls.get().get(0).asFunction().function().arguments()).isEqualTo(read);
        assertThat(swap.channels).allSatisfy(c -> assertThat(c.tool()).isEqualTo("greet"));
        assertThat(swap.channels).extracting(c -> c.inner()).contains("/who", "/list/0");
        assertValueStayed();
    }

    @Test
    void restoresAResponse() {
        fake.enqueue(Reply.text(ANSWER));
        Response reply = client.responses()
                .create(response().instructions("Know " + VALUE).build());
        assertThat(reply.output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asOutputText()
                        .text())
                .isEqualTo(READ);
        assertThat(reply.instructions().get().asString()).isEqualTo("Know " + VALUE);
        assertValueStayed();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void restoresAStreamedResponseInDeltasAndInEveryEventThatRepeatsTheWhole(long seed) {
        fake.split(Splitter.random(seed)).enqueue(Reply.text(ANSWER));
        ResponseAccumulator all = ResponseAccumulator.create();
        StringBuilder deltas = new StringBuilder();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(response().build())) {
            stream.stream().peek(all::accumulate).forEach(e -> {
                e.outputTextDelta().ifPresent(d -> deltas.append(d.delta()));
                e.outputTextDone().ifPresent(d -> assertThat(d.text()).isEqualTo(READ));
            });
        }
        assertThat(deltas.toString()).isEqualTo(READ);
        assertThat(all.response()
                        .output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asOutputText()
                        .text())
                .isEqualTo(READ);
        assertValueStayed();
        assertThat(swap.endings).containsExactly(Ending.COMPLETED);
    }

    @Test
    void restoresFunctionCallsOfAStreamedResponse() {
        String arguments = "{\"who\":\"" + SURROGATE + "\"}";
        String read = arguments.replace(SURROGATE, "Zebedee\\\"Ω\\\\");
        fake.split(Splitter.perCharacter()).enqueue(Reply.toolCall("greet", arguments));
        ResponseAccumulator all = ResponseAccumulator.create();
        StringBuilder deltas = new StringBuilder();
        try (var stream = client.responses().createStreaming(response().build())) {
            stream.stream().peek(all::accumulate).forEach(e -> {
                e.functionCallArgumentsDelta().ifPresent(d -> deltas.append(d.delta()));
                e.functionCallArgumentsDone()
                        .ifPresent(d -> assertThat(d.arguments()).isEqualTo(read));
            });
        }
        assertThat(deltas.toString()).isEqualTo(read);
        assertThat(all.response().output().get(0).asFunctionCall().arguments()).isEqualTo(read);
    }

    @Test
    void shiftsTheOffsetsOfAnnotations() {
        String text = "🦓 see " + SURROGATE + " in the source for more";
        fake.enqueue(Reply.text(text).cite("https://example.com/a", "A title", "the source"));
        fake.enqueue(Reply.text(text).cite("https://example.com/a", "A title", "the source"));
        var whole = client.responses()
                .create(response().build())
                .output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText();
        var citation = whole.annotations().get(0).asUrlCitation();
        assertThat(byCodePoints(whole.text(), citation.startIndex(), citation.endIndex()))
                .isEqualTo("the source");
        ResponseAccumulator all = ResponseAccumulator.create();
        AtomicInteger added = new AtomicInteger();
        try (var stream = client.responses().createStreaming(response().build())) {
            stream.stream()
                    .peek(all::accumulate)
                    .forEach(e -> e.outputTextAnnotationAdded().ifPresent(a -> added.incrementAndGet()));
        }
        var streamed =
                all.response().output().get(0).asMessage().content().get(0).asOutputText();
        var again = streamed.annotations().get(0).asUrlCitation();
        assertThat(byCodePoints(streamed.text(), again.startIndex(), again.endIndex()))
                .isEqualTo("the source");
        assertThat(added).hasValue(1);
    }

    private static String byCodePoints(String text, long start, long end) {
        return text.substring(text.offsetByCodePoints(0, (int) start), text.offsetByCodePoints(0, (int) end));
    }

    @Test
    void servesAsynchronousCallsAndStreams() throws Exception {
        fake.split(Splitter.perCharacter()).enqueue(Reply.text(ANSWER), Reply.text(ANSWER));
        ChatCompletion reply = async.chat().completions().create(chat().build()).get();
        assertThat(reply.choices().get(0).message().content()).contains(READ);
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        AsyncStreamResponse<ChatCompletionChunk> stream =
                async.chat().completions().createStreaming(chat().build());
        stream.subscribe(all::accumulate).onCompleteFuture().get();
        assertThat(all.chatCompletion().choices().get(0).message().content()).contains(READ);
        assertValueStayed();
        assertThat(swap.endings).containsExactly(Ending.COMPLETED, Ending.COMPLETED);
    }

    @Test
    void sendsTheVeryBytesOfARequestInWhichNothingIsRewritten() {
        var params = ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("nothing \u0007 to find ü")
                .build();
        fake.enqueue(Reply.text("a"), Reply.text("a"));
        bare.chat().completions().create(params);
        client.chat().completions().create(params);
        assertThat(fake.requests().get(1).body())
                .isEqualTo(fake.requests().get(0).body());
    }

    @Test
    void keepsTheErrorsOfTheSdkWithTheSurrogatesInThem() {
        fake.enqueue(Reply.error(429, "rate_limit_exceeded", "slow down " + SURROGATE));
        assertThatThrownBy(() -> client.chat().completions().create(chat().build()))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining(SURROGATE);
        assertThat(swap.endings).containsExactly(Ending.FAILED);
    }

    @Test
    void reportsAStreamThatEndsBeforeItsFinalEvent() {
        fake.split(Splitter.perCharacter()).enqueue(Reply.text(ANSWER).with(Fault.endAfterEvents(9)));
        assertThatThrownBy(() -> {
                    try (var stream = client.chat().completions().createStreaming(chat().build())) {
                        stream.stream().forEach(c -> {});
                    }
                })
                .isInstanceOfSatisfying(GuardException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
                    assertThat(e.partial()).isTrue();
                });
        assertThat(swap.endings).containsExactly(Ending.TRUNCATED);
    }

    @Test
    void endsAsCancelledWhenTheCallerClosesTheStreamEarly() {
        fake.split(Splitter.perCharacter()).enqueue(Reply.text(ANSWER));
        try (var stream = client.chat().completions().createStreaming(chat().build())) {
            assertThat(stream.stream().findFirst()).isPresent();
        }
        assertThat(swap.endings).containsExactly(Ending.CANCELLED);
    }

    @Test
    void understandsGzippedRepliesAndRoughlyWrittenStreams() {
        fake.enqueue(Reply.text(ANSWER).with(Fault.gzip()));
        assertThat(client.chat()
                        .completions()
                        .create(chat().build())
                        .choices()
                        .get(0)
                        .message()
                        .content())
                .contains(READ);
    }

    @Test
    void failsClosedAndNamesTheStageThatFailed() {
        Guard failing = Guard.builder()
                .redaction(swap)
                .interceptor(new Interceptor() {
                    @Override
                    public String name() {
                        return "broken-stage";
                    }

                    @Override
                    public Call open(Exchange exchange) {
                        return new Call() {
                            @Override
                            public Content onRequest(Content request) {
                                throw new IllegalStateException("I quote " + VALUE);
                            }
                        };
                    }
                })
                .build();
        assertThatThrownBy(() ->
                        GuardedOpenAI.wrap(bare, failing).chat().completions().create(chat().build()))
                .isInstanceOfSatisfying(GuardException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.STAGE_FAILED);
                    assertThat(e.interceptor()).isEqualTo("broken-stage");
                    assertThat(e).hasMessageNotContaining("Zebedee");
                    assertThat(e.getCause()).hasMessageNotContaining("Zebedee");
                });
        assertThat(fake.requests()).isEmpty();
        assertThat(swap.endings).containsExactly(Ending.FAILED);
    }

    @Test
    void asksTheModelOnceMoreWhenAGuardrailSaysSo() {
        Guardrail polite = new Guardrail() {
            @Override
            public String name() {
                return "polite";
            }

            @Override
            public View view() {
                return View.CLEAR;
            }

            @Override
            public Verdict onReply(Content reply, Exchange exchange) {
                boolean please =
                        reply.segments().stream().anyMatch(s -> s.text().contains("please"));
                return please ? Verdict.pass() : Verdict.askAgain("Say please, " + VALUE);
            }
        };
        Guard asking = Guard.builder().redaction(swap).guardrail(polite).build();
        OpenAIClient guarded = GuardedOpenAI.wrap(bare, asking);
        fake.enqueue(Reply.text("do it"), Reply.text("please " + SURROGATE));
        assertThat(guarded.chat()
                        .completions()
                        .create(chat().build())
                        .choices()
                        .get(0)
                        .message()
                        .content())
                .contains("please " + VALUE);
        assertThat(fake.requests()).hasSize(2);
        assertThat(fake.requests().get(1).at("/messages/1/content")).isEqualTo("Say please, " + SURROGATE);
        fake.enqueue(Reply.text("do it"), Reply.text("now"));
        assertThatThrownBy(() -> guarded.chat().completions().create(chat().build()))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BLOCKED));
        assertValueStayed();
    }

    @Test
    void refusesToGuardTwiceOrToPinAnUnguardedClient() {
        assertThatThrownBy(() -> GuardedOpenAI.wrap(client, guard)).isInstanceOf(GuardException.class);
        assertThatThrownBy(() -> GuardedOpenAI.withScope(bare, Scope.of("t", "c"), Caller.anonymous()))
                .isInstanceOf(GuardException.class);
        fake.enqueue(Reply.text(ANSWER));
        assertThat(GuardedOpenAI.withScope(client, Scope.of("t", "c"), Caller.anonymous())
                        .chat()
                        .completions()
                        .create(chat().build())
                        .choices()
                        .get(0)
                        .message()
                        .content())
                .contains(READ);
    }

    @Test
    void screensMetadataWhateverItsKeysAreCalled() {
        fake.enqueue(Reply.text("a"));
        client.chat()
                .completions()
                .create(chat().metadata(ChatCompletionCreateParams.Metadata.builder()
                                .additionalProperties(
                                        Map.of("id", JsonValue.from(VALUE), "k" + VALUE, JsonValue.from("v")))
                                .build())
                        .putAdditionalBodyProperty("brand_new_field", JsonValue.from(VALUE))
                        .build());
        assertValueStayed();
        assertThat(swap.seen).noneMatch(s -> s.contains("Zebedee"));
    }
}
