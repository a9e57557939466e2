package io.chatguard.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Gate;
import io.chatguard.testkit.Recorded;
import io.chatguard.testkit.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user of this version of the SDK does, guarded. */
@Timeout(60)
class CompatibilityTest {
    private static final long MOST_SECONDS = 60;

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final Guard guard = Guard.builder().redaction(new WordSwap()).build();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .build();
    private final OpenAIClientAsync bareAsync = OpenAIOkHttpClientAsync.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);
    private final OpenAIClientAsync async = GuardedOpenAI.wrap(bareAsync, guard);

    @AfterEach
    void close() {
        List<Recorded> requests = fake.requests();
        assertFalse(requests.isEmpty());
        for (Recorded request : requests) {
            assertFalse(request.contains(WordSwap.VALUE), "the value was on the wire");
            assertFalse(request.headers().keySet().stream().anyMatch(h -> h.equalsIgnoreCase(Guard.SCOPE_HEADER)));
        }
        client.close();
        async.close();
        fake.enqueue(Reply.text("still there"));
        assertEquals("still there", text(bare.chat().completions().create(plain())));
        bare.close();
        bareAsync.close();
        fake.close();
        guard.close();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("I am " + WordSwap.VALUE);
    }

    private static ChatCompletionCreateParams plain() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("Hi")
                .build();
    }

    private static ResponseCreateParams response() {
        return ResponseCreateParams.builder()
                .model("gpt-4o")
                .input("I am " + WordSwap.VALUE)
                .build();
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().get(0).message().content().orElseThrow();
    }

    private static String text(Response response) {
        return response.output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
    }

    @Test
    void theVersionIsTheOneThatWasAskedFor() {
        URL jar = OpenAIClient.class.getProtectionDomain().getCodeSource().getLocation();
        assertTrue(jar.getPath().contains("-" + System.getProperty("openai.version") + ".jar"));
        fake.enqueue(Reply.text("Hi"));
        assertEquals("Hi", text(client.chat().completions().create(chat().build())));
    }

    @Test
    void blockingCalls() {
        fake.enqueue(Reply.text("Hello " + WordSwap.SURROGATE), Reply.text("Hello " + WordSwap.SURROGATE));
        assertEquals("Hello " + WordSwap.VALUE, text(client.chat().completions().create(chat().build())));
        assertEquals("Hello " + WordSwap.VALUE, text(client.responses().create(response())));
    }

    @Test
    void asynchronousCalls() throws Exception {
        fake.enqueue(Reply.text("Hello " + WordSwap.SURROGATE), Reply.text("Hello " + WordSwap.SURROGATE));
        assertEquals(
                "Hello " + WordSwap.VALUE,
                text(async.chat().completions().create(chat().build()).get()));
        assertEquals(
                "Hello " + WordSwap.VALUE,
                text(async.responses().create(response()).get()));
    }

    @Test
    void streams() {
        fake.enqueue(Reply.text("Hello " + WordSwap.SURROGATE + "!"), Reply.text("Hello " + WordSwap.SURROGATE + "!"));
        StringBuilder text = new StringBuilder();
        try (var stream = client.chat().completions().createStreaming(chat().build())) {
            stream.stream()
                    .forEach(c -> c.choices().forEach(x -> x.delta().content().ifPresent(text::append)));
        }
        assertEquals("Hello " + WordSwap.VALUE + "!", text.toString());
        text.setLength(0);
        try (var stream = client.responses().createStreaming(response())) {
            stream.stream().forEach(e -> e.outputTextDelta().ifPresent(d -> text.append(d.delta())));
        }
        assertEquals("Hello " + WordSwap.VALUE + "!", text.toString());
    }

    @Test
    void asynchronousStreams() throws Exception {
        fake.enqueue(Reply.text("Hello " + WordSwap.SURROGATE + "!"));
        StringBuffer text = new StringBuffer();
        async.chat()
                .completions()
                .createStreaming(chat().build())
                .subscribe(c -> c.choices().forEach(x -> x.delta().content().ifPresent(text::append)))
                .onCompleteFuture()
                .get();
        assertEquals("Hello " + WordSwap.VALUE + "!", text.toString());
    }

    @Test
    void aTruncatedStreamIsAnError() {
        fake.enqueue(Reply.text("Hello " + WordSwap.SURROGATE).with(Fault.endAfterEvents(2)));
        GuardException e = assertThrows(GuardException.class, () -> {
            try (var stream = client.chat().completions().createStreaming(chat().build())) {
                stream.stream().forEach(c -> {});
            }
        });
        assertEquals(GuardException.Reason.TRUNCATED, e.reason());
        assertTrue(e.partial());
    }

    @Test
    void aCloseUnderABlockedReaderEndsIt() throws Exception {
        Gate gate = Gate.closed();
        gate.pass(1);
        fake.enqueue(Reply.text("Hello").with(Fault.pacedBy(gate)));
        try (var stream = client.chat().completions().createStreaming(chat().build())) {
            var chunks = stream.stream().iterator();
            chunks.next();
            gate.awaitArrivals(2);
            CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(chunks::hasNext);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(stream::close);
            if (closesTheResponseFirst()) {
                closing.get(MOST_SECONDS, TimeUnit.SECONDS);
                // A reader that comes only now may also meet the SDK's own error for a closed stream.
                assertTrue(reader.handle((more, failure) -> failure != null || !more)
                        .get(MOST_SECONDS, TimeUnit.SECONDS));
                gate.open();
            } else {
                gate.open();
                closing.get(MOST_SECONDS, TimeUnit.SECONDS);
                // It ends: with a chunk, with the end, or with the SDK's own error for its closed reader.
                assertTrue(reader.handle((more, failure) -> true).get(MOST_SECONDS, TimeUnit.SECONDS));
            }
        } finally {
            gate.open();
        }
    }

    /**
     * Older SDKs close their own reader before the response, and wait for its lock: with them a close under a blocked
     * reader waits for the provider's next byte, guarded or not.
     */
    private static boolean closesTheResponseFirst() {
        try {
            Class.forName("com.openai.core.handlers.StreamHandler$streamHandler$1$handle$closeOnceResponse$1");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void errorsKeepTheirTypes() {
        fake.enqueue(Reply.error(429, "rate_limit_exceeded", "slow down"));
        assertInstanceOf(
                RateLimitException.class,
                assertThrows(
                        RuntimeException.class,
                        () -> client.chat().completions().create(chat().build())));
    }

    @Test
    void pinnedScopesAndHandles() {
        Scope scope = Scope.of("t", "c");
        fake.enqueue(Reply.text("a " + WordSwap.SURROGATE), Reply.text("b " + WordSwap.SURROGATE));
        OpenAIClient pinned = GuardedOpenAI.withScope(client, scope, Caller.anonymous());
        assertEquals("a " + WordSwap.VALUE, text(pinned.chat().completions().create(chat().build())));
        String handle = guard.handle(scope, Caller.anonymous());
        assertEquals(
                "b " + WordSwap.VALUE,
                text(client.chat()
                        .completions()
                        .create(chat().putAdditionalHeader(Guard.SCOPE_HEADER, handle)
                                .build())));
    }

    @Test
    void theSdksOwnLogOfTheGuardedClientIsOff() {
        fake.enqueue(Reply.text("Hi"));
        PrintStream before = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertEquals("Hi", text(client.chat().completions().create(chat().build())));
        } finally {
            System.setErr(before);
        }
        assertFalse(captured.toString(StandardCharsets.UTF_8).contains(WordSwap.VALUE));
    }
}
