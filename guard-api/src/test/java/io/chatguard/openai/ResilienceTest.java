package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.ResilienceSettings;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Event;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Gate;
import io.chatguard.testkit.Recorded;
import io.chatguard.testkit.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guarded client does with a provider that is slow, busy or down. */
@Timeout(60)
class ResilienceTest {

    @TempDir
    Path folder;

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final SwapRedaction swap = new SwapRedaction();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .build();
    private final OpenAIClientAsync bareAsync = OpenAIOkHttpClientAsync.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .build();
    private final List<Guard> guards = new CopyOnWriteArrayList<>();
    private Guard guard = guard(settings());

    private static ResilienceSettings settings() {
        return ResilienceSettings.defaults()
                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(10))
                .withRetry(new ResilienceSettings.Retry(3, 1, 100, Duration.ofMillis(5), Duration.ofMillis(50)));
    }

    private Guard guard(ResilienceSettings settings) {
        Guard made = Guard.builder()
                .policy(Policy.builder()
                        .section(ResilienceSettings.class, settings)
                        .build())
                .redaction(swap)
                .audit(event -> {})
                .onReceipt(receipts::add)
                .build();
        guards.add(made);
        return made;
    }

    private OpenAIClient client() {
        return GuardedOpenAI.wrap(bare, guard);
    }

    private OpenAIClientAsync async() {
        return GuardedOpenAI.wrap(bareAsync, guard);
    }

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("I am " + SwapRedaction.VALUE)
                .build();
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().get(0).message().content().orElse("");
    }

    @AfterEach
    void close() {
        guards.forEach(Guard::close);
        bare.close();
        bareAsync.close();
        fake.close();
    }

    @Test
    void aBlockingCallIsTriedAgain() {
        fake.enqueue(Fault.unavailable()).enqueue(Reply.text("Hello " + SwapRedaction.SURROGATE));
        assertThat(text(client().chat().completions().create(chat()))).isEqualTo("Hello " + SwapRedaction.VALUE);
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void anAsynchronousCallIsTriedAgain() {
        fake.enqueue(Fault.unavailable()).enqueue(Fault.dropBeforeReply()).enqueue(Reply.text("Hello"));
        assertThat(text(async().chat().completions().create(chat()).join())).isEqualTo("Hello");
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void aStreamIsTriedAgainBeforeItsFirstByte() {
        fake.enqueue(Fault.unavailable()).enqueue(Reply.text("Hello " + SwapRedaction.SURROGATE));
        StringBuilder read = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> stream =
                client().chat().completions().createStreaming(chat())) {
            stream.stream()
                    .forEach(chunk -> chunk.choices().get(0).delta().content().ifPresent(read::append));
        }
        assertThat(read).hasToString("Hello " + SwapRedaction.VALUE);
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void anAsynchronousStreamIsTriedAgainBeforeItsFirstByte() {
        fake.enqueue(Fault.unavailable()).enqueue(Reply.text("Hello"));
        StringBuffer read = new StringBuffer();
        AsyncStreamResponse<ChatCompletionChunk> stream =
                async().chat().completions().createStreaming(chat());
        stream.subscribe(chunk -> chunk.choices().get(0).delta().content().ifPresent(read::append));
        stream.onCompleteFuture().join();
        assertThat(read).hasToString("Hello");
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void nothingIsTriedAgainAfterTheFirstDelta() {
        fake.enqueue(Reply.text("Hello you").with(Fault.dropAfterEvents(2)), Reply.text("again"));
        try (StreamResponse<ChatCompletionChunk> stream =
                client().chat().completions().createStreaming(chat())) {
            assertThatThrownBy(() -> stream.stream().forEach(chunk -> {})).isNotNull();
        }
        assertThat(fake.requests()).hasSize(1);
        assertThat(swap.endings).containsExactly(Ending.FAILED);
    }

    @Test
    void allAttemptsBearOneRequestIdAndTheirNumber() {
        fake.enqueue(Fault.unavailable(), Fault.unavailable()).enqueue(Reply.text("Hello"));
        assertThat(text(client().chat().completions().create(chat()))).isEqualTo("Hello");
        assertThat(fake.requests())
                .extracting(r -> header(r, "X-Client-Request-Id"))
                .containsOnly(receipts.get(0).exchange());
        assertThat(fake.requests())
                .extracting(r -> header(r, "X-Stainless-Retry-Count"))
                .containsExactly("0", "1", "2");
    }

    private static String header(Recorded request, String name) {
        return request.headers().entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name))
                .map(e -> e.getValue().get(0))
                .findFirst()
                .orElse("");
    }

    @Test
    void detectionHappensOnceAndTheReceiptCountsAttempts() {
        fake.enqueue(Fault.serverError(), Fault.dropBeforeReply()).enqueue(Reply.text("Hello"));
        assertThat(text(client().chat().completions().create(chat()))).isEqualTo("Hello");
        assertThat(swap.endings).containsExactly(Ending.COMPLETED);
        assertThat(receipts.get(0).attempts())
                .containsExactly(
                        new Event.Attempted(1, Event.Sending.REPLIED, 500),
                        new Event.Attempted(2, Event.Sending.IO_FAILED, 0),
                        new Event.Attempted(3, Event.Sending.REPLIED, 200));
        assertThat(receipts.get(0).fields()).containsEntry("attempts", "500,io_failed,200");
    }

    @Test
    void theSdksExceptionsStay() {
        fake.enqueue(Fault.unavailable(), Fault.unavailable(), Fault.unavailable());
        assertThatThrownBy(() -> client().chat().completions().create(chat()))
                .isInstanceOf(InternalServerException.class);
        fake.enqueue(Fault.rateLimited(), Fault.rateLimited(), Fault.rateLimited());
        assertThatThrownBy(() -> client().chat().completions().create(chat())).isInstanceOf(RateLimitException.class);
        fake.enqueue(Fault.dropBeforeReply(), Fault.dropBeforeReply(), Fault.dropBeforeReply());
        assertThatThrownBy(() -> client().chat().completions().create(chat())).isInstanceOf(OpenAIIoException.class);
        assertThat(fake.requests()).hasSize(9);
    }

    @Test
    void whatWaitingDoesNotChangeIsSentOnce() {
        fake.enqueue(Fault.quotaExceeded(), Fault.unauthorized(), Fault.badRequest());
        Throwable quota = catchThrowable(() -> client().chat().completions().create(chat()));
        assertThat(quota).isInstanceOf(RateLimitException.class).hasMessageContaining("quota");
        assertThatThrownBy(() -> client().chat().completions().create(chat()))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> client().chat().completions().create(chat())).isInstanceOf(BadRequestException.class);
        assertThat(fake.requests()).hasSize(3);
    }

    static Stream<Map<String, String>> waits() {
        String past = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).minusHours(1));
        return Stream.of(
                Map.of("Retry-After", "0"),
                Map.of("Retry-After", past),
                Map.of("retry-after-ms", "15"),
                Map.of("Retry-After", "-1"),
                Map.of("Retry-After", "NaN"),
                Map.of("Retry-After", "1e30"),
                Map.of("Retry-After", "3 seconds"));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void aShortWaitIsKeptAndGarbageIgnored(Map<String, String> headers) {
        fake.enqueue(Fault.rateLimited(headers)).enqueue(Reply.text("Hello"));
        assertThat(text(client().chat().completions().create(chat()))).isEqualTo("Hello");
        assertThat(fake.requests()).hasSize(2);
    }

    static Stream<Map<String, String>> longWaits() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        return Stream.of(
                Map.of("Retry-After", "3600"), Map.of("Retry-After", date), Map.of("retry-after-ms", "3600000"));
    }

    @ParameterizedTest
    @MethodSource("longWaits")
    void aWaitBeyondTheDeadlineFailsAtOnceAndSaysWhenToComeBack(Map<String, String> headers) {
        fake.enqueue(Fault.rateLimited(headers));
        GuardException stop = (GuardException)
                catchThrowable(() -> client().chat().completions().create(chat()));
        assertThat(stop.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(stop.retryAfter().orElseThrow()).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(61));
        assertThat(fake.requests()).hasSize(1);
        assertThat(swap.endings).containsExactly(Ending.FAILED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAttemptThatGetsNoAnswerIsAbortedAndTriedAgain(boolean asynchronous) {
        // Many attempts, since a busy machine may miss the time of some.
        guard = guard(settings()
                .withTimes(Duration.ofSeconds(50), Duration.ofMillis(500))
                .withRetry(new ResilienceSettings.Retry(20, 1, 100, Duration.ofMillis(5), Duration.ofMillis(50))));
        fake.enqueue(Fault.heldBy(Gate.closed())).enqueue(Reply.text("Hello"));
        ChatCompletion answer = asynchronous
                ? async().chat().completions().create(chat()).join()
                : client().chat().completions().create(chat());
        assertThat(text(answer)).isEqualTo("Hello");
        assertThat(receipts.get(0).attempts().get(0).ended()).isIn(Event.Sending.TIMED_OUT, Event.Sending.IO_FAILED);
    }

    @Test
    void endlessCommentsEndAtTheDeadline() {
        assertThat(client().chat().completions().create(chat()).choices()).isNotEmpty(); // loads classes
        guard = guard(settings().withTimes(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        fake.enqueue(Reply.text("Hello you").with(Fault.endlessCommentsAfterEvents(2)));
        long start = System.nanoTime();
        try (StreamResponse<ChatCompletionChunk> stream =
                client().chat().completions().createStreaming(chat())) {
            GuardException stop =
                    (GuardException) catchThrowable(() -> stream.stream().forEach(chunk -> {}));
            assertThat(stop.reason()).isEqualTo(Reason.DEADLINE);
            assertThat(stop.partial()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyThatTricklesEndsAtTheDeadline(boolean asynchronous) {
        guard = guard(settings().withTimes(Duration.ofMillis(1500), Duration.ofSeconds(10)));
        try (FaultServer trickle = new FaultServer(n -> (socket, out) -> {
            FaultServer.head(out, 200, "Content-Type: application/json\r\nContent-Length: 1000\r\n");
            for (int i = 0; i < 1000; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(500);
            }
        })) {
            long start = System.nanoTime();
            Throwable stop = catchThrowable(() -> {
                ChatCompletion none = asynchronous
                        ? async().withOptions(o -> o.baseUrl(trickle.baseUrl()))
                                .chat()
                                .completions()
                                .create(chat())
                                .join()
                        : client().withOptions(o -> o.baseUrl(trickle.baseUrl()))
                                .chat()
                                .completions()
                                .create(chat());
            });
            Throwable cause = stop instanceof CompletionException ? stop.getCause() : stop;
            assertThat(cause).isInstanceOf(GuardException.class);
            assertThat(((GuardException) cause).reason()).isEqualTo(Reason.DEADLINE);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(6));
            assertThat(trickle.requests()).isEqualTo(1);
        }
    }

    @Test
    void aThrownKillSwitchSendsNothing() {
        guard.kill();
        assertThat(guard.isKilled()).isTrue();
        assertThatThrownBy(() -> client().chat().completions().create(chat()))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThatThrownBy(() -> async().chat().completions().create(chat()).join())
                .hasCauseInstanceOf(GuardException.class);
        assertThat(fake.requests()).isEmpty();
        guard.revive();
        assertThat(client().chat().completions().create(chat()).choices()).isNotEmpty();
    }

    @Test
    void theKillSwitchStopsAStreamAtItsNextChunk() {
        Gate gate = Gate.closed();
        fake.enqueue(Reply.text("Hello, this is a long answer").with(Fault.pacedBy(gate)));
        try (StreamResponse<ChatCompletionChunk> stream =
                client().chat().completions().createStreaming(chat())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            gate.pass(2);
            assertThat(chunks.next()).isNotNull();
            guard.kill();
            gate.open();
            GuardException stop = (GuardException) catchThrowable(() -> chunks.forEachRemaining(chunk -> {}));
            assertThat(stop.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(stop.partial()).isTrue();
        }
    }

    @Test
    void theKillSwitchWorksWhereTheClientRetries() throws Exception {
        guard = guard(ResilienceSettings.ofTheClient().withKillFile(folder.resolve("kill")));
        OpenAIClient client = client();
        assertThat(client.chat().completions().create(chat()).choices()).isNotEmpty();
        Guard killed = guard(ResilienceSettings.ofTheClient().withKillFile(Files.createFile(folder.resolve("kill"))));
        assertThatThrownBy(() ->
                        GuardedOpenAI.wrap(bare, killed).chat().completions().create(chat()))
                .isInstanceOf(GuardException.class);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void withoutTheSectionTheClientsOwnRetriesStay() {
        guard = guard(ResilienceSettings.ofTheClient());
        fake.enqueue(Fault.rateLimited(Map.of("retry-after-ms", "1"))).enqueue(Reply.text("Hello"));
        assertThat(text(client().chat().completions().create(chat()))).isEqualTo("Hello");
        assertThat(fake.requests()).hasSize(2);
        assertThat(receipts.get(0).attempts()).isEmpty();
    }

    @Test
    void withTheSectionTheClientsOwnRetriesAreOff() {
        guard = guard(settings()
                .withRetry(new ResilienceSettings.Retry(1, 0, 0, Duration.ofMillis(5), Duration.ofMillis(50))));
        fake.enqueue(Fault.rateLimited(Map.of("retry-after-ms", "1")));
        assertThatThrownBy(() -> client().chat().completions().create(chat())).isInstanceOf(RateLimitException.class);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void anInterruptedCallerIsLetGo() throws Exception {
        fake.enqueue(Fault.rateLimited("10"));
        Throwable[] met = new Throwable[1];
        Thread caller = new Thread(() -> {
            met[0] = catchThrowable(() -> client().chat().completions().create(chat()));
            if (!Thread.currentThread().isInterrupted()) {
                met[0] = new AssertionError("the interrupt was lost", met[0]);
            }
        });
        caller.start();
        while (fake.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        assertThat(met[0]).isInstanceOf(OpenAIIoException.class);
        assertThat(fake.requests()).hasSize(1);
    }
}
