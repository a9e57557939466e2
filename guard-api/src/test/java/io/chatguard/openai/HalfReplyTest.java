package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.ResilienceSettings;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.internal.openai.GuardedTransport;
import io.chatguard.spi.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A122: Successful replies that break off, or are no JSON, before anything of them has reached the caller. */
@Timeout(60)
class HalfReplyTest {

    /** Ways to lose the second half of a body. */
    enum Half {
        RESET(OpenAIIoException.class),
        ENDED_EARLY(OpenAIIoException.class),
        ENDED_IN_A_CHUNK(OpenAIIoException.class),
        MALFORMED(GuardException.class),
        EMPTY(OpenAIInvalidDataException.class);

        private final Class<?> error;

        Half(Class<?> error) {
            this.error = error;
        }

        FaultServer.Answer answer() {
            return (socket, out) -> {
                String half = FaultServer.CHAT.substring(0, FaultServer.CHAT.length() / 2);
                int whole = FaultServer.CHAT.length();
                String type = "Content-Type: application/json\r\n";
                switch (this) {
                    case RESET, ENDED_EARLY -> FaultServer.head(out, 200, type + "Content-Length: " + whole + "\r\n");
                    case ENDED_IN_A_CHUNK -> {
                        FaultServer.head(out, 200, type + "Transfer-Encoding: chunked\r\n");
                        out.write((Integer.toHexString(whole) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                    case MALFORMED -> FaultServer.head(out, 200, type + "Content-Length: " + half.length() + "\r\n");
                    case EMPTY -> {
                        FaultServer.head(out, 200, type + "Content-Length: 0\r\n");
                        return;
                    }
                }
                out.write(half.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                if (this == RESET) {
                    socket.setSoLinger(true, 0);
                }
                if (this != MALFORMED) {
                    throw new IOException(name().toLowerCase(Locale.ROOT));
                }
            };
        }
    }

    private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
            .model("gpt-5")
            .addUserMessage("Hello")
            .build();

    private enum Style {
        BLOCKING,
        ASYNCHRONOUS
    }

    private IntFunction<FaultServer.Answer> script = n -> FaultServer.HELLO;
    private final FaultServer server = new FaultServer(n -> script.apply(n));
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(server.baseUrl())
            .apiKey("test-key")
            .build();
    private final OpenAIClientAsync bareAsync = OpenAIOkHttpClientAsync.builder()
            .baseUrl(server.baseUrl())
            .apiKey("test-key")
            .build();
    private final Guard guard = Guard.builder()
            .policy(Policy.builder()
                    .section(
                            ResilienceSettings.class,
                            ResilienceSettings.defaults()
                                    .withTimes(Duration.ofSeconds(50), Duration.ofSeconds(20))
                                    .withRetry(new ResilienceSettings.Retry(
                                            3, 1, 100, Duration.ofMillis(5), Duration.ofMillis(20))))
                    .build())
            .redaction(new SwapRedaction())
            .audit(event -> {})
            .onReceipt(receipts::add)
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);
    private final OpenAIClientAsync async = GuardedOpenAI.wrap(bareAsync, guard);

    @AfterEach
    void close() {
        guard.close();
        bare.close();
        bareAsync.close();
        server.close();
    }

    private ChatCompletion chat(Style style) {
        return style == Style.BLOCKING
                ? client.chat().completions().create(CHAT)
                : async.chat().completions().create(CHAT).join();
    }

    private void isAskedForAgain(Half half, Style style) {
        script = n -> n == 1 ? half.answer() : FaultServer.HELLO;
        assertThat(chat(style).choices().get(0).message().content()).contains("Hello");
        assertThat(receipts.get(0).attempts())
                .containsExactly(
                        new Event.Attempted(1, Event.Sending.BROKEN, 200),
                        new Event.Attempted(2, Event.Sending.REPLIED, 200));
        assertThat(receipts.get(0).fields()).containsEntry("attempts", "broken,200");
    }

    @ParameterizedTest
    @EnumSource(Half.class)
    void ofABlockingCallIsAskedForAgain(Half half) {
        isAskedForAgain(half, Style.BLOCKING);
    }

    @ParameterizedTest
    @EnumSource(Half.class)
    void ofAnAsynchronousCallIsAskedForAgain(Half half) {
        isAskedForAgain(half, Style.ASYNCHRONOUS);
    }

    private void endsInATypedError(Half half, Style style) {
        script = n -> half.answer();
        Throwable failure = catchThrowable(() -> chat(style));
        assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
                .isInstanceOf(half.error);
        assertThat(server.requests()).isEqualTo(3);
        assertThat(receipts.get(0).fields()).containsEntry("attempts", "broken,broken,broken");
    }

    @ParameterizedTest
    @EnumSource(Half.class)
    void ofABlockingCallEndsInATypedErrorWhenNoTryHelps(Half half) {
        endsInATypedError(half, Style.BLOCKING);
    }

    @ParameterizedTest
    @EnumSource(Half.class)
    void ofAnAsynchronousCallEndsInATypedErrorWhenNoTryHelps(Half half) {
        endsInATypedError(half, Style.ASYNCHRONOUS);
    }

    private Batch batch(OpenAIClient client) {
        return client.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId("file-1")
                        .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build());
    }

    @Test
    void isNotAskedForAgainWhereTheProviderWouldDoItTwice() {
        script = n -> Half.RESET.answer();
        assertThatThrownBy(() -> batch(client)).isInstanceOf(OpenAIIoException.class);
        assertThatThrownBy(() -> client.responses()
                        .create(ResponseCreateParams.builder()
                                .model("gpt-5")
                                .conversation("conv_1")
                                .input("Hello")
                                .build()))
                .isInstanceOf(OpenAIIoException.class);
        assertThat(server.requests()).isEqualTo(2);
        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.fields()).containsEntry("attempts", "broken"));
    }

    @Test
    void thatStallsIsNotAskedForAgainWhereTheProviderWouldDoItTwice() {
        try (Guard hasty = hasty()) {
            script = n -> stalling();
            assertThatThrownBy(() -> batch(GuardedOpenAI.wrap(bare, hasty)))
                    .isInstanceOfSatisfying(
                            GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DEADLINE));
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void isAskedForAgainWhereTheProviderDidNothingYet() {
        script = n -> switch (n) {
            case 1 -> FaultServer.error(503, "", "overloaded");
            case 2 -> FaultServer.reset();
            default -> FaultServer.reply(200, "", "{\"id\":\"batch_1\",\"object\":\"batch\"}");
        };
        assertThat(batch(client).id()).isEqualTo("batch_1");
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void isAskedForAgainWhereItIsOnlyRead() {
        script = n -> n == 1 ? Half.RESET.answer() : FaultServer.reply(200, "", "{\"data\":[],\"object\":\"list\"}");
        assertThat(client.models().list().data()).isEmpty();
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void thatIsTooLargeIsNotAskedForAgain() {
        script = n -> (socket, out) ->
                FaultServer.head(out, 200, "Content-Type: application/json\r\nContent-Length: " + (65L << 20) + "\r\n");
        assertThat(catchThrowable(() -> chat(Style.BLOCKING)))
                .isInstanceOfSatisfying(
                        GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REPLY_REFUSED));
        assertThat(server.requests()).isEqualTo(1);
    }

    private Guard hasty() {
        return Guard.builder()
                .policy(Policy.builder()
                        .section(
                                ResilienceSettings.class,
                                ResilienceSettings.defaults()
                                        .withTimes(Duration.ofSeconds(50), Duration.ofSeconds(1))
                                        .withRetry(new ResilienceSettings.Retry(
                                                20, 1, 100, Duration.ofMillis(5), Duration.ofMillis(20))))
                        .build())
                .redaction(new SwapRedaction())
                .audit(event -> {})
                .build();
    }

    private static FaultServer.Answer stalling() {
        return (socket, out) -> {
            FaultServer.head(out, 200, "Content-Type: application/json\r\nContent-Length: 1000\r\n");
            out.write('{');
            out.flush();
            FaultServer.silence().give(socket, out);
        };
    }

    @Test
    void thatStallsIsGivenUpAndAskedForAgain() {
        try (Guard hasty = hasty()) {
            script = n -> n > 1 ? FaultServer.HELLO : stalling();
            ChatCompletion answer =
                    GuardedOpenAI.wrap(bare, hasty).chat().completions().create(CHAT);
            assertThat(answer.choices()).hasSize(1);
            assertThat(server.requests()).isGreaterThan(1);
        }
    }

    @Test
    void thatIsCancelledIsGivenUpAtItsNextByte() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        script = n -> (socket, out) -> {
            try {
                FaultServer.head(out, 200, "Content-Type: application/json\r\nContent-Length: 1000000000\r\n");
                out.write('{');
                out.flush();
                begun.countDown();
                while (true) {
                    out.write(' ');
                    Thread.sleep(1);
                }
            } finally {
                gone.countDown();
            }
        };
        try (Guard patient = Guard.builder()
                .policy(Policy.builder()
                        .section(ResilienceSettings.class, ResilienceSettings.defaults())
                        .build())
                .redaction(new SwapRedaction())
                .audit(event -> {})
                .build()) {
            AtomicReference<HttpClient> stack = new AtomicReference<>();
            bareAsync.withOptions(
                    options -> stack.set(options.maxRetries(0).build().httpClient()));
            GuardedTransport transport = new GuardedTransport(stack.get(), GuardCore.of(patient), Optional.empty());
            CompletableFuture<HttpResponse> call =
                    transport.executeAsync(WireRequest.streamedChat(server.baseUrl(), 1), RequestOptions.none());
            begun.await();
            call.cancel(true);
            assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.requests()).isEqualTo(1);
        }
    }
}
