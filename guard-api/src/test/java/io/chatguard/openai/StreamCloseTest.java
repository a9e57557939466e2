package io.chatguard.openai;

import static io.chatguard.openai.SwapRedaction.SURROGATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.RequestOptions;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import io.chatguard.Guard;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.internal.openai.GuardedTransport;
import io.chatguard.spi.Ending;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Gate;
import io.chatguard.testkit.Reply;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing and cancelling: what the caller gives up ends at once here, and soon at the provider. */
@Timeout(60)
class StreamCloseTest {

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final SwapRedaction swap = new SwapRedaction();
    private final Guard guard = Guard.builder().redaction(swap).build();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .build();
    private final OpenAIClientAsync bareAsync = OpenAIOkHttpClientAsync.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);
    private final OpenAIClientAsync async = GuardedOpenAI.wrap(bareAsync, guard);
    private final Gate gate = Gate.closed();

    @AfterEach
    void close() {
        bare.close();
        bareAsync.close();
        fake.close();
    }

    /** A reply whose first event is let out, and that never ends: the server writes until the client is gone. */
    private Reply paced() {
        gate.pass(1);
        return Reply.text("Dear " + SURROGATE).with(Fault.pacedBy(gate), Fault.endlessCommentsAfterEvents(1));
    }

    @Test
    void aCloseUnderABlockedReaderReturnsAtOnceAndTheReaderSeesTheEnd() throws Exception {
        fake.enqueue(paced());
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(StreamOutcome.chat(1))) {
            CountDownLatch first = new CountDownLatch(1);
            CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> {
                Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
                chunks.next();
                first.countDown();
                return chunks.hasNext();
            });
            first.await();
            // The server stands before its second event: nothing that it does can wake the reader.
            gate.awaitArrivals(2);
            stream.close();
            assertThat(reader.get()).as("there are more events").isFalse();
        }
        assertThat(swap.endings).containsExactly(Ending.CANCELLED);
        gate.open();
        fake.awaitHangUps(1);
    }

    @Test
    void aCloseOfAnAsynchronousStreamCompletesItAtOnceAndHangsUp() throws Exception {
        fake.enqueue(paced());
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<Optional<Throwable>> completed = new CompletableFuture<>();
        AsyncStreamResponse<ChatCompletionChunk> stream =
                async.chat().completions().createStreaming(StreamOutcome.chat(1));
        stream.subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(ChatCompletionChunk chunk) {
                first.countDown();
            }

            @Override
            public void onComplete(Optional<Throwable> error) {
                completed.complete(error);
            }
        });
        first.await();
        gate.awaitArrivals(2);
        stream.close();
        assertThat(completed.get()).isEmpty();
        assertThat(swap.endings).containsExactly(Ending.CANCELLED);
        gate.open();
        fake.awaitHangUps(1);
    }

    @Test
    void aCloseBetweenTwoReadsHangsUp() {
        fake.enqueue(paced());
        try (var stream = client.chat().completions().createStreaming(StreamOutcome.chat(1))) {
            assertThat(stream.stream().findFirst()).isPresent();
        }
        assertThat(swap.endings).containsExactly(Ending.CANCELLED);
        gate.open();
        fake.awaitHangUps(1);
    }

    @Test
    void anAsynchronousStreamClosedBeforeItsReplyHangsUpWhenTheReplyComes() throws Exception {
        fake.enqueue(Reply.text("Hi").with(Fault.heldBy(gate), Fault.endlessCommentsAfterEvents(1)));
        var stream = async.chat().completions().createStreaming(StreamOutcome.chat(1));
        gate.awaitArrivals(1);
        stream.close();
        gate.open();
        fake.awaitHangUps(1);
    }

    @Test
    void anInterruptedReaderEndsWithAnErrorAndHangsUp() throws Exception {
        fake.enqueue(paced());
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (var stream = client.chat().completions().createStreaming(StreamOutcome.chat(1))) {
                stream.stream().forEach(chunk -> first.countDown());
                ended.complete(new AssertionError("read to the end"));
            } catch (RuntimeException e) {
                ended.complete(e);
            }
        });
        reader.start();
        first.await();
        gate.awaitArrivals(2);
        reader.interrupt();
        assertThat(ended.get()).isInstanceOf(com.openai.errors.OpenAIIoException.class);
        assertThat(swap.endings).containsExactly(Ending.CANCELLED);
        gate.open();
        fake.awaitHangUps(1);
    }

    @Test
    void aCancelledCallOfTheTransportHangsUpWhenItsReplyComesAndLeavesNoConnection() throws Exception {
        fake.enqueue(Reply.text("Hi").with(Fault.heldBy(gate), Fault.endlessCommentsAfterEvents(1)));
        AtomicReference<HttpClient> stack = new AtomicReference<>();
        bare.withOptions(options -> stack.set(options.build().httpClient()));
        GuardedTransport transport = new GuardedTransport(stack.get(), GuardCore.of(guard), Optional.empty());
        CompletableFuture<HttpResponse> call =
                transport.executeAsync(WireRequest.streamedChat(fake.baseUrl(), 1), RequestOptions.none());
        gate.awaitArrivals(1);
        call.cancel(true);
        assertThat(swap.endings).containsExactly(Ending.CANCELLED);
        gate.open();
        fake.awaitHangUps(1);
    }

    @Test
    void aCancelledCallCancelsATransportThatCanCancel() throws Exception {
        CompletableFuture<HttpResponse> below = new CompletableFuture<>();
        CountDownLatch sent = new CountDownLatch(1);
        HttpClient direct = new HttpClient() {
            @Override
            public HttpResponse execute(HttpRequest request, RequestOptions options) {
                throw new IllegalStateException();
            }

            @Override
            public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
                sent.countDown();
                return below;
            }

            @Override
            public void close() {}
        };
        GuardedTransport transport = new GuardedTransport(direct, GuardCore.of(guard), Optional.empty());
        CompletableFuture<HttpResponse> call =
                transport.executeAsync(WireRequest.streamedChat(fake.baseUrl(), 1), RequestOptions.none());
        sent.await();
        call.cancel(true);
        assertThat(below.handle((r, e) -> below.isCancelled()).get(30, TimeUnit.SECONDS))
                .isTrue();
        assertThat(swap.endings).containsExactly(Ending.CANCELLED);
    }
}
