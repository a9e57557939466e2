package io.chatguard.openai;

import static io.chatguard.openai.SwapRedaction.SURROGATE;
import static io.chatguard.openai.SwapRedaction.VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.auth.SubjectTokenProvider;
import com.openai.auth.SubjectTokenType;
import com.openai.auth.WorkloadIdentity;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Sleeper;
import com.openai.core.http.HttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Gate;
import io.chatguard.testkit.Recorded;
import io.chatguard.testkit.Reply;
import io.chatguard.testkit.Soak;
import io.chatguard.testkit.Splitter;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The traps of putting a guard into the SDK, each over real HTTP.
 *
 * <table>
 * <caption>Trap and test</caption>
 * <tr><th>trap<th>test
 * <tr><td>1 the SDK's log prints bodies<td>{@link SdkLogTest}
 * <tr><td>2 closing ours, or its collection, closes the user's client<td>{@link #aThousandClientsCloseNothingOfTheUsers},
 * {@link #closingLeavesTransportPoolAndSleeperOpen}
 * <tr><td>3 accumulators throw after the final chunk<td>{@link GuardedOpenAITest} (every stream there is accumulated),
 * {@link #noSequenceNumberIsAdded}
 * <tr><td>4 reads that fill the buffer kill streaming<td>{@link #anEventIsSeenBeforeTheNextIsSent}
 * <tr><td>5 JSON inside JSON<td>{@link GuardedOpenAITest#decodesAndEncodesArgumentsOfToolCalls},
 * {@link GuardedOpenAITest#restoresFunctionCallsOfAStreamedResponse}
 * <tr><td>6 annotation offsets<td>{@link GuardedOpenAITest#shiftsTheOffsetsOfAnnotations}; log probabilities:
 * {@link TruncationTest#anUncutStreamIsReadToItsEnd}
 * <tr><td>7 errors arrive typed and pseudonymised<td>{@link GuardedOpenAITest#keepsTheErrorsOfTheSdkWithTheSurrogatesInThem},
 * {@link #errorsInStreamsStayPseudonymised}, {@link #anAnswerThatIsNotTheJsonAskedForStaysPseudonymised}
 * <tr><td>8 multipart and other bodies<td>{@code BadInputTest}
 * <tr><td>9 WebSockets<td>{@link #webSocketsAreRefused}
 * <tr><td>10 threads change<td>{@link GuardedOpenAITest#servesAsynchronousCallsAndStreams}
 * <tr><td>11 a truncated stream ends without error<td>{@link TruncationTest}
 * <tr><td>12 close and cancel<td>{@link StreamCloseTest}
 * <tr><td>13 retry count, repeatable bodies, gzip, Azure, beta<td>{@link #theRetryCountIsThatOfTheUsersRetries},
 * {@link #gzippedStreamsAreReadAsTheyArrive}, {@link #azurePathsAreGuarded}, {@link #betaVariantsAreGuarded}
 * <tr><td>14 the wire is more than the body<td>{@link #queryValuesAndHeadersAreScreened},
 * {@link #credentialsAreNeverAltered}
 * <tr><td>15 authenticators run once, below<td>{@link #clientsThatSignAreRefused}
 * <tr><td>16 no way around<td>{@link GuardedOpenAITest#refusesToGuardTwiceOrToPinAnUnguardedClient}
 * </table>
 */
@Timeout(120)
class SixteenTrapsTest {

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final SwapRedaction swap = new SwapRedaction();
    private final Guard guard =
            Guard.builder().redaction(swap).audit(event -> {}).build();
    private final OpenAIClient bare = bare(options -> {});
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);

    @AfterEach
    void close() {
        bare.close();
        fake.close();
        guard.close();
    }

    private OpenAIClient bare(Consumer<OpenAIOkHttpClient.Builder> more) {
        OpenAIOkHttpClient.Builder builder = OpenAIOkHttpClient.builder()
                .baseUrl(fake.baseUrl())
                .apiKey("test-key")
                .maxRetries(0);
        more.accept(builder);
        return builder.build();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("I am " + VALUE + ".");
    }

    private static ResponseCreateParams.Builder response() {
        return ResponseCreateParams.builder().model("gpt-4o").input("I am " + VALUE + ".");
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().get(0).message().content().orElse("");
    }

    private void assertValueStayed() {
        assertThat(fake.requests())
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.contains("Zebedee")).isFalse());
    }

    @Test
    void aThousandClientsCloseNothingOfTheUsers() throws InterruptedException {
        ReferenceQueue<OpenAIClient> collected = new ReferenceQueue<>();
        List<WeakReference<OpenAIClient>> references = new ArrayList<>();
        int clients = Soak.cases(100, 1_000);
        for (int i = 0; i < clients; i++) {
            references.add(used(collected));
        }
        for (int gone = 0; gone < clients; ) {
            System.gc();
            for (var reference = collected.remove(100); reference != null; reference = collected.poll()) {
                gone++;
            }
        }
        assertThat(references).hasSize(clients).allMatch(r -> r.get() == null);
        fake.enqueue(Reply.text("still there"), Reply.text("still there"));
        assertThat(text(bare.chat().completions().create(chat().build()))).isEqualTo("still there");
        try (var stream = bare.async().sync().chat().completions().createStreaming(chat().build())) {
            assertThat(stream.stream().count()).isPositive();
        }
    }

    /** A guarded client that was used and closed, or only dropped. */
    private WeakReference<OpenAIClient> used(ReferenceQueue<OpenAIClient> collected) {
        OpenAIClient guarded = GuardedOpenAI.wrap(bare, guard);
        fake.enqueue(Reply.text("Hi"));
        assertThat(text(guarded.chat().completions().create(chat().build()))).isEqualTo("Hi");
        if (fake.requests().size() % 2 == 0) {
            guarded.close();
        }
        return new WeakReference<>(guarded, collected);
    }

    @Test
    void closingLeavesTransportPoolAndSleeperOpen() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        AtomicInteger closed = new AtomicInteger();
        Sleeper sleeper = new Sleeper() {
            @Override
            public void sleep(Duration duration) {}

            @Override
            public CompletableFuture<Void> sleepAsync(Duration duration) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        OpenAIClient own = bare(b -> b.streamHandlerExecutor(pool).sleeper(sleeper));
        OpenAIClient guarded = GuardedOpenAI.wrap(own, guard);
        fake.enqueue(Reply.text("Hello " + SURROGATE));
        StringBuilder text = new StringBuilder();
        guarded.async()
                .chat()
                .completions()
                .createStreaming(chat().build())
                .subscribe(c -> c.choices().get(0).delta().content().ifPresent(text::append))
                .onCompleteFuture()
                .get();
        assertThat(text.toString()).isEqualTo("Hello " + VALUE);
        guarded.close();
        assertThat(closed).hasValue(0);
        assertThat(pool.isShutdown()).isFalse();
        fake.enqueue(Reply.text("still there"));
        assertThat(text(own.chat().completions().create(chat().build()))).isEqualTo("still there");
        own.close();
        pool.shutdown();
    }

    @Test
    void noSequenceNumberIsAdded() {
        Reply reply = Reply.text("Dear " + SURROGATE).reasoning("About " + SURROGATE);
        fake.split(Splitter.perCharacter()).enqueue(reply, reply);
        assertThat(numbers(client)).containsExactlyInAnyOrderElementsOf(numbers(bare));
    }

    private static List<Long> numbers(OpenAIClient of) {
        try (StreamResponse<ResponseStreamEvent> stream =
                of.responses().createStreaming(response().build())) {
            return stream.stream()
                    .map(e -> e._json().orElseThrow().convert(Map.class).get("sequence_number"))
                    .map(n -> ((Number) n).longValue())
                    .distinct()
                    .toList();
        }
    }

    @Test
    void anEventIsSeenBeforeTheNextIsSent() {
        Gate gate = Gate.closed();
        gate.pass(2);
        fake.enqueue(Reply.text("Dear all").split(Splitter.every(100)).with(Fault.pacedBy(gate)));
        try (var stream = client.chat().completions().createStreaming(chat().build())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            chunks.next();
            // The server has not sent its third event.
            assertThat(chunks.next().choices().get(0).delta().content()).contains("Dear all");
            gate.open();
            assertThat(chunks.hasNext()).isTrue();
        }
    }

    @Test
    void errorsInStreamsStayPseudonymised() {
        Reply reply = Reply.text("x".repeat(40));
        fake.enqueue(
                reply.with(Fault.streamErrorAfterEvents(3, "c", "about " + SURROGATE)),
                reply.with(Fault.responseFailedAfterEvents(5, "server_error", "about " + SURROGATE)),
                reply.with(Fault.streamErrorAfterEvents(5, "c", "about " + SURROGATE)));
        assertThatThrownBy(() -> {
                    try (var stream = client.chat().completions().createStreaming(chat().build())) {
                        stream.stream().forEach(c -> {});
                    }
                })
                .isInstanceOf(com.openai.errors.SseException.class)
                .hasMessageContaining("about " + SURROGATE);
        assertThat(lastEvent().asFailed().response().error().orElseThrow().message())
                .isEqualTo("about " + SURROGATE);
        assertThat(lastEvent().asError().message()).isEqualTo("about " + SURROGATE);
    }

    private ResponseStreamEvent lastEvent() {
        try (var stream = client.responses().createStreaming(response().build())) {
            return stream.stream().reduce((a, b) -> b).orElseThrow();
        }
    }

    @Test
    void anAnswerThatIsNotTheJsonAskedForStaysPseudonymised() {
        fake.enqueue(Reply.text("{\"who\": " + SURROGATE), Reply.text("{\"who\": \"" + SURROGATE + "\"}"));
        var params = chat().responseFormat(ResponseFormatJsonObject.builder().build())
                .build();
        assertThat(text(client.chat().completions().create(params))).isEqualTo("{\"who\": " + SURROGATE);
        assertThat(text(client.chat().completions().create(params))).contains("Zebedee");
    }

    @Test
    void webSocketsAreRefused() {
        assertThatThrownBy(() -> {
                    try (var connection = client.responses().connect()) {
                        assertThat(connection).isNull();
                    }
                })
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("WebSocket");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void theRetryCountIsThatOfTheUsersRetries() {
        OpenAIClient retrying = bare(b -> b.maxRetries(2));
        fake.enqueue(Fault.status(503, Map.of("Retry-After-Ms", "1"), "{}"));
        fake.enqueue(Reply.text("Hello " + SURROGATE));
        assertThat(text(GuardedOpenAI.wrap(retrying, guard).chat().completions().create(chat().build())))
                .isEqualTo("Hello " + VALUE);
        assertThat(fake.requests())
                .extracting(r -> header(r, "X-stainless-retry-count"))
                .containsExactly("0", "1");
        assertThat(fake.requests().get(1).body())
                .isEqualTo(fake.requests().get(0).body());
        assertThat(swap.opened).as("screened once, not for each attempt").hasValue(1);
        assertValueStayed();
        retrying.close();
    }

    private static String header(Recorded request, String name) {
        return request.headers().getOrDefault(name, List.of("none")).get(0);
    }

    @Test
    void gzippedStreamsAreReadAsTheyArrive() {
        fake.enqueue(Reply.text("Hello " + SURROGATE).with(Fault.gzip()));
        StringBuilder text = new StringBuilder();
        try (var stream = client.chat().completions().createStreaming(chat().build())) {
            stream.stream().forEach(c -> c.choices().get(0).delta().content().ifPresent(text::append));
        }
        assertThat(text.toString()).isEqualTo("Hello " + VALUE);
    }

    @Test
    void azurePathsAreGuarded() {
        OpenAIClient azure = OpenAIOkHttpClient.builder()
                .baseUrl(fake.origin())
                .credential(AzureApiKeyCredential.create("azure-key"))
                .azureUrlPathMode(AzureUrlPathMode.LEGACY)
                .azureServiceVersion(AzureOpenAIServiceVersion.latestStableVersion())
                .maxRetries(0)
                .build();
        fake.enqueue(Reply.text("Hello " + SURROGATE));
        assertThat(text(GuardedOpenAI.wrap(azure, guard).chat().completions().create(chat().build())))
                .isEqualTo("Hello " + VALUE);
        Recorded request = fake.requests().get(0);
        assertThat(request.target()).startsWith("/openai/deployments/gpt-4o/chat/completions?api-version=");
        assertThat(header(request, "Api-key")).isEqualTo("azure-key");
        assertValueStayed();
        azure.close();
    }

    @Test
    void betaVariantsAreGuarded() {
        fake.enqueue(Reply.text("Hello " + SURROGATE), Reply.text("Hello " + SURROGATE));
        var params = com.openai.models.beta.responses.ResponseCreateParams.builder()
                .model("gpt-4o")
                .input("I am " + VALUE)
                .build();
        assertThat(client.beta().responses().create(params).toString()).contains("Zebedee");
        StringBuilder events = new StringBuilder();
        try (var stream = client.beta().responses().createStreaming(params)) {
            stream.stream().forEach(e -> events.append(e.toString()));
        }
        assertThat(events.toString()).contains("Zebedee").doesNotContain(SURROGATE);
        assertThat(fake.requests()).allSatisfy(r -> assertThat(r.target()).endsWith("/responses?beta=true"));
        assertValueStayed();
    }

    @Test
    void queryValuesAndHeadersAreScreened() {
        fake.enqueue(Reply.text("Hi"));
        client.chat()
                .completions()
                .create(chat().putAdditionalQueryParam("note", "of " + VALUE).build());
        assertThat(fake.requests().get(0).target()).contains("note=of%20" + SURROGATE);
        assertValueStayed();
        // This redaction rewrites whatever it finds; a header or path is never rewritten, so the call stops.
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(chat().putAdditionalHeader("X-Note", "of " + VALUE)
                                .build()))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STAGE_FAILED));
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void credentialsAreNeverAltered() {
        OpenAIClient odd = bare(b -> b.apiKey("key of " + SURROGATE));
        fake.enqueue(Reply.text("Hi"));
        assertThat(text(GuardedOpenAI.wrap(odd, guard).chat().completions().create(chat().build())))
                .isEqualTo("Hi");
        assertThat(header(fake.requests().get(0), "Authorization")).isEqualTo("Bearer key of " + SURROGATE);
        assertThat(swap.seen).noneMatch(s -> s.contains("key of"));
        odd.close();
    }

    @Test
    void clientsThatSignAreRefused() {
        OpenAIClient signing = OpenAIOkHttpClient.builder()
                .baseUrl(fake.baseUrl())
                .workloadIdentity(WorkloadIdentity.builder()
                        .clientId("client")
                        .identityProviderId("provider")
                        .serviceAccountId("account")
                        .provider(new NoToken())
                        .build())
                .build();
        assertThatThrownBy(() -> GuardedOpenAI.wrap(signing, guard))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION))
                .hasMessageContaining("sign");
        signing.close();
    }

    /** Is never asked: the client is refused before. */
    private static final class NoToken implements SubjectTokenProvider {
        @Override
        public SubjectTokenType tokenType() {
            return SubjectTokenType.JWT;
        }

        @Override
        public String getToken(HttpClient http, JsonMapper json) {
            throw new AssertionError("asked for a token");
        }

        @Override
        public CompletableFuture<String> getTokenAsync(HttpClient http, JsonMapper json) {
            throw new AssertionError("asked for a token");
        }
    }
}
