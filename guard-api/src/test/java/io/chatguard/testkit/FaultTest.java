package io.chatguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {
    private FakeOpenAi fake;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start().model(prompt -> Reply.text("one two three four"));
        client = SdkTestClients.sync(fake);
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    private String chat() {
        return client.chat()
                .completions()
                .create(SdkTestClients.chat("Hi").build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
    }

    private List<ChatCompletionChunk> chatStream() {
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(SdkTestClients.chat("Hi").build())) {
            return stream.stream().toList();
        }
    }

    private List<ResponseStreamEvent> responseStream() {
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(SdkTestClients.response("Hi").build())) {
            return stream.stream().toList();
        }
    }

    @Test
    void statusesBecomeTheExceptionsOfTheSdk() {
        fake.enqueue(
                Fault.badRequest(),
                Fault.unauthorized(),
                Fault.rateLimited(),
                Fault.quotaExceeded(),
                Fault.serverError(),
                Fault.unavailable());

        assertThatThrownBy(this::chat).isInstanceOf(BadRequestException.class);
        assertThatThrownBy(this::chatStream).isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(this::responseStream)
                .isInstanceOfSatisfying(
                        RateLimitException.class, e -> assertThat(e.code()).contains("rate_limit_exceeded"));
        assertThatThrownBy(this::chat)
                .isInstanceOfSatisfying(
                        RateLimitException.class, e -> assertThat(e.code()).contains("insufficient_quota"));
        assertThatThrownBy(this::chat).isInstanceOf(InternalServerException.class);
        assertThatThrownBy(this::chat)
                .isInstanceOfSatisfying(
                        OpenAIServiceException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(503));
        assertThat(fake.queued()).isZero();
    }

    @Test
    void retryAfterIsSentAsScripted() {
        fake.enqueue(
                Fault.rateLimited("Wed, 21 Oct 2026 07:28:00 GMT"), Fault.rateLimited(Map.of("retry-after-ms", "50")));

        assertThatThrownBy(this::chat)
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        e -> assertThat(e.headers().values("Retry-After"))
                                .containsExactly("Wed, 21 Oct 2026 07:28:00 GMT"));
        assertThatThrownBy(this::chat)
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        e -> assertThat(e.headers().values("retry-after-ms")).containsExactly("50"));
    }

    @Test
    void aRetryingClientGetsPastAQueuedFault() {
        OpenAIClient retrying = OpenAIOkHttpClient.builder()
                .baseUrl(fake.baseUrl())
                .apiKey("test-key")
                .maxRetries(1)
                .build();
        fake.enqueue(Fault.rateLimited(Map.of("retry-after-ms", "1")));

        retrying.chat().completions().create(SdkTestClients.chat("Hi").build());

        assertThat(fake.requests()).hasSize(2);
        retrying.close();
    }

    @Test
    void aStatusMayCarryAnyBodyAndNone() {
        fake.enqueue(Fault.status(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>"));
        fake.enqueue(Fault.status(500, Map.of(), ""));

        assertThatThrownBy(this::chat).isInstanceOf(InternalServerException.class);
        assertThatThrownBy(this::chat).isInstanceOf(InternalServerException.class);
    }

    @Test
    void aConnectionDroppedBeforeTheReplyIsAnIoErrorAndTheRequestIsRecorded() {
        fake.enqueue(Fault.dropBeforeReply(), Fault.dropBeforeReply());

        assertThatThrownBy(this::chat).isInstanceOf(OpenAIIoException.class);
        assertThatThrownBy(this::chatStream).isInstanceOf(OpenAIIoException.class);
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void aConnectionDroppedInsideTheBodyIsAnIoError() {
        fake.enqueue(Fault.dropAfterBytes(40), Fault.dropAfterBytes(700), Fault.dropAfterEvents(2));

        assertThatThrownBy(this::chat).hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(this::chatStream).isInstanceOf(OpenAIIoException.class);
        assertThatThrownBy(this::responseStream).isInstanceOf(OpenAIIoException.class);
    }

    @Test
    void aStreamEndedEarlyLooksCompleteToTheSdk() {
        fake.enqueue(Fault.endAfterEvents(3), Fault.endAfterEvents(3), Fault.endAfterBytes(0));

        assertThat(chatStream())
                .hasSize(3)
                .allSatisfy(chunk ->
                        assertThat(chunk.choices().get(0).finishReason()).isEmpty());
        assertThat(responseStream()).hasSize(3);
        assertThat(chatStream()).isEmpty();
    }

    @Test
    void aBodyEndedEarlyIsTornJson() {
        fake.enqueue(Fault.endAfterBytes(40));

        assertThatThrownBy(this::chat).isInstanceOf(OpenAIInvalidDataException.class);
    }

    @Test
    void gzipIsUndoneByTheClient() {
        fake.enqueue(Fault.gzip(), Fault.gzip(), Fault.gzip());

        assertThat(chat()).isEqualTo("one two three four");
        assertThat(chatStream()).hasSizeGreaterThan(3);
        assertThat(responseStream()).hasSizeGreaterThan(8);
    }

    @Test
    void faultsCombine() {
        fake.enqueue(Reply.text("abcdef").split(Splitter.perCharacter()).with(Fault.gzip(), Fault.endAfterEvents(4)));

        assertThat(chatStream()).hasSize(4);
    }

    @Test
    void malformedJsonIsRefusedByTheClient() {
        fake.enqueue(Fault.malformedJson(), Fault.malformedJson());

        assertThatThrownBy(this::chat).isInstanceOf(OpenAIInvalidDataException.class);
        assertThatThrownBy(this::chatStream).isInstanceOf(OpenAIInvalidDataException.class);
    }

    @Test
    void aHugeReplyIsSentWithoutBeingHeld() {
        fake.enqueue(Fault.huge(10_000_000));

        assertThat(chat()).isEqualTo("one two three four");
    }

    @Test
    void aReplyHeldAtAGateComesWhenItIsLetThrough() {
        Gate gate = Gate.closed();
        fake.enqueue(Fault.heldBy(gate));

        CompletableFuture<String> reply = CompletableFuture.supplyAsync(this::chat);
        gate.awaitArrivals(1);
        assertThat(reply).isNotDone();
        gate.pass(1);

        assertThat(reply.join()).isEqualTo("one two three four");
    }

    @Test
    void eventsPacedByAGateComeOneByOne() {
        Gate gate = Gate.closed();
        fake.enqueue(Fault.pacedBy(gate));
        gate.pass(2);

        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(SdkTestClients.chat("Hi").build())) {
            var chunks = stream.stream().iterator();
            chunks.next();
            assertThat(chunks.next().choices().get(0).delta().content()).contains("one ");
            gate.awaitArrivals(3);
            gate.pass(1);
            assertThat(chunks.next().choices().get(0).delta().content()).contains("two ");
            gate.open();
            assertThat(chunks).toIterable().isNotEmpty();
        }
    }

    @Test
    void endlessCommentsEndWhenTheClientGoes() {
        fake.enqueue(Reply.text("abc").with(Fault.endlessCommentsAfterEvents(1)));

        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(SdkTestClients.chat("Hi").build())) {
            assertThat(stream.stream().iterator().next()).isNotNull();
        }

        fake.awaitHangUps(1);
        assertThat(chat()).isEqualTo("one two three four");
    }

    @Test
    void anErrorInsideAChatStreamIsTheSdksSseException() {
        fake.enqueue(Fault.streamErrorAfterEvents(2, "server_error", "The server had an error"));

        assertThatThrownBy(this::chatStream)
                .isInstanceOfSatisfying(
                        SseException.class, e -> assertThat(e.code()).contains("server_error"));
    }

    @Test
    void anErrorInsideAResponseStreamIsAnEventAndTheLast() {
        fake.enqueue(Fault.streamErrorAfterEvents(3, "rate_limit_exceeded", "Too fast"));

        List<ResponseStreamEvent> events = responseStream();

        assertThat(events).hasSize(4);
        assertThat(events.get(3).validate().asError().code()).contains("rate_limit_exceeded");
        assertThat(events.get(3).asError().sequenceNumber()).isEqualTo(3);
    }

    @Test
    void aFailedResponseSaysWhy() {
        fake.enqueue(Fault.responseFailedAfterEvents(3, "server_error", "The model broke"));

        var failed = responseStream().get(3).validate().asFailed().response();

        assertThat(failed.error().orElseThrow().message()).isEqualTo("The model broke");
    }

    @Test
    void closingTheServerFreesWhoIsHeld() {
        Gate gate = Gate.closed();
        fake.enqueue(Fault.heldBy(gate));
        CompletableFuture<String> reply = CompletableFuture.supplyAsync(this::chat);
        gate.awaitArrivals(1);

        fake.close();

        assertThat(reply).failsWithin(Duration.ofSeconds(10));
    }
}
