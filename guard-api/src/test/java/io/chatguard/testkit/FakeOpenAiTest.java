package io.chatguard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.moderations.ModerationCreateParams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeOpenAiTest {
    private FakeOpenAi fake;
    private RawTestClient raw;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
        raw = new RawTestClient(fake);
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertThat(fake.baseUrl()).matches("http://127\\.0\\.0\\.1:[0-9]+/v1");
    }

    @Test
    void whatWasSentIsRecordedByteForByte() {
        byte[] body = {(byte) 0xFF, 0, '{', '"', (byte) 0xC3, (byte) 0xBC};

        raw.post("/v1/chat/completions?q=a%20b&%C3%BC", body, "X-Mine", "one", "X-Mine", "two");

        Recorded recorded = fake.requests().get(0);
        assertThat(recorded.method()).isEqualTo("POST");
        assertThat(recorded.target()).isEqualTo("/v1/chat/completions?q=a%20b&%C3%BC");
        assertThat(recorded.headers()).containsEntry("X-mine", List.of("one", "two"));
        assertThat(recorded.body()).isEqualTo(body);
    }

    @Test
    void aCompressedRequestIsUnderstoodAndKeptBothWays() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(RawTestClient.CHAT.getBytes(UTF_8));
        }

        HttpResponse<byte[]> response =
                raw.post("/v1/chat/completions", zipped.toByteArray(), "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(fake.requests().get(0).body()).isEqualTo(zipped.toByteArray());
        assertThat(fake.requests().get(0).text()).isEqualTo(RawTestClient.CHAT);
        assertThat(fake.requests().get(0).at("/messages/0/content")).isEqualTo("Hi");
    }

    @Test
    void everyReplyHasARequestIdAndTheSameRunGivesTheSameIds() {
        String first = raw.chat(RawTestClient.CHAT)
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
        try (FakeOpenAi again = FakeOpenAi.start()) {
            String second = new RawTestClient(again)
                    .chat(RawTestClient.CHAT)
                    .headers()
                    .firstValue("x-request-id")
                    .orElseThrow();
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void anUnknownPathIsA404InTheWordsOfTheApi() throws IOException {
        HttpResponse<byte[]> response = raw.get("/v1/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        Object error = Json.get(Json.read(response.body()), "error");
        assertThat(Json.string(error, "message")).isEqualTo("Invalid URL (GET /v1/nothing)");
        assertThat(Json.string(error, "type")).isEqualTo("invalid_request_error");
        assertThat(raw.get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsNotAJsonObjectIsA400() {
        for (String body : List.of("", "{", "[1]", "{\"a\":1} x", "[".repeat(100_000))) {
            assertThat(raw.chat(body).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aRequestWithoutMessagesIsA400() throws IOException {
        HttpResponse<byte[]> response = raw.chat("{\"model\":\"gpt-4o\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Json.string(Json.get(Json.read(response.body()), "error"), "param"))
                .isEqualTo("messages");
    }

    @Test
    void aModelThatThrowsIsA500ThatQuotesNothing() {
        fake.model(prompt -> {
            throw new IllegalStateException("secret " + prompt.lastUserText());
        });

        HttpResponse<byte[]> response = raw.chat(RawTestClient.CHAT);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(new String(response.body(), UTF_8)).doesNotContain("secret").doesNotContain("Hi");
    }

    @Test
    void anAssertionThatFailsInsideAModelIsA500Too() {
        fake.model(prompt -> {
            throw new AssertionError("secret");
        });

        assertThat(raw.chat(RawTestClient.CHAT).statusCode()).isEqualTo(500);
    }

    @Test
    void aSplitterThatThrowsEndsTheConnection() {
        fake.enqueue(Reply.text("a").split(text -> {
            throw new AssertionError();
        }));

        assertThatThrownBy(() -> raw.chat(RawTestClient.CHAT_STREAMED)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void toStringShowsNoText() {
        fake.model(prompt -> Reply.text(prompt + " " + prompt.turns()));

        HttpResponse<byte[]> response = raw.chat(RawTestClient.CHAT.replace("Hi", "alice@example.com"));

        assertThat(new String(response.body(), UTF_8)).doesNotContain("alice");
        assertThat(fake.requests().get(0)).asString().doesNotContain("alice").doesNotContain("chat");
        assertThat(Reply.text("alice")).asString().doesNotContain("alice");
    }

    @Test
    void manyRequestsAreServedAtOnce() throws Exception {
        int count = 100;
        Gate gate = Gate.closed();
        fake.model(prompt -> Reply.text(prompt.lastUserText()).with(Fault.heldBy(gate)));
        ExecutorService callers = Executors.newFixedThreadPool(count);
        Set<String> answers = new HashSet<>();
        try {
            List<Callable<HttpResponse<byte[]>>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String body = RawTestClient.CHAT.replace("Hi", "caller " + i);
                calls.add(() -> raw.chat(body));
            }
            List<Future<HttpResponse<byte[]>>> replies = new ArrayList<>();
            calls.forEach(call -> replies.add(callers.submit(call)));
            gate.awaitArrivals(count);
            gate.open();
            for (Future<HttpResponse<byte[]>> reply : replies) {
                answers.add(Pointer.read(Json.read(reply.get().body()), "/choices/0/message/content"));
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(answers).hasSize(count);
        assertThat(fake.requests()).hasSize(count);
    }

    @Test
    void onlyTheNewestRequestsAreKeptWhereAskedFor() {
        fake.keepNewest(2);
        for (String text : List.of("a", "b", "c")) {
            raw.chat(RawTestClient.CHAT.replace("Hi", text));
        }

        assertThat(fake.requests())
                .extracting(request -> request.at("/messages/0/content"))
                .containsExactly("b", "c");
        fake.clear();
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndRecordedUpToIt() {
        HttpResponse<byte[]> response = raw.post("/v1/chat/completions", new byte[Desk.MAX_BODY + 1]);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(fake.requests().get(0).body()).hasSize(Desk.MAX_BODY);
    }

    @Test
    void aFullRecorderRefusesInsteadOfForgetting() {
        Recorder recorder = new Recorder();
        Recorded big = new Recorded("POST", "/", Map.of(), new byte[100 << 20]);

        assertThat(recorder.add(big)).isTrue();
        assertThat(recorder.add(big)).isTrue();
        assertThat(recorder.add(big)).isFalse();
        recorder.keepNewest(1);
        assertThat(recorder.add(big)).isTrue();
    }

    @Test
    void theSdkReadsModelsEmbeddingsAndModerations() {
        OpenAIClient client = SdkTestClients.sync(fake);
        fake.flagging(text -> text.contains("fight"));

        assertThat(client.models().list().data()).isNotEmpty().allSatisfy(model -> model.validate());
        var embeddings = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .inputOfArrayOfStrings(List.of("a", "b", "a"))
                        .dimensions(16)
                        .build())
                .validate();
        var moderation = client.moderations()
                .create(ModerationCreateParams.builder()
                        .inputOfStrings(List.of("a hug", "a fight"))
                        .build())
                .validate();

        assertThat(embeddings.data().get(0).embedding())
                .hasSize(16)
                .isEqualTo(embeddings.data().get(2).embedding());
        assertThat(embeddings.data().get(0).embedding())
                .isNotEqualTo(embeddings.data().get(1).embedding());
        assertThat(moderation.results()).extracting(result -> result.flagged()).containsExactly(false, true);
        client.close();
    }

    @Test
    void otherResourcesFailWhereQueuedThere() throws IOException {
        fake.enqueueAt("/moderations", Fault.unavailable(), Fault.gzip());
        fake.enqueueAt("/files", Fault.status(200, Map.of(), "{\"data\":[]}"));
        byte[] body = "{\"input\":\"a\"}".getBytes(UTF_8);

        assertThat(raw.chat(RawTestClient.CHAT).statusCode()).isEqualTo(200);
        assertThat(raw.post("/v1/moderations", body).statusCode()).isEqualTo(503);
        assertThat(raw.post("/v1/moderations", body).headers().firstValue("Content-Encoding"))
                .contains("gzip");
        assertThat(raw.get("/v1/files").body()).isEqualTo("{\"data\":[]}".getBytes(UTF_8));
        assertThat(raw.get("/v1/files").statusCode()).isEqualTo(404);
        assertThat(fake.queued()).isZero();
    }

    @Test
    void bothPathsOfAzureWork() {
        for (AzureUrlPathMode mode : List.of(AzureUrlPathMode.LEGACY, AzureUrlPathMode.UNIFIED)) {
            String base = mode == AzureUrlPathMode.LEGACY ? fake.origin() : fake.origin() + "/openai/v1";
            OpenAIClient azure = OpenAIOkHttpClient.builder()
                    .baseUrl(base)
                    .credential(AzureApiKeyCredential.create("test-key"))
                    .azureServiceVersion(AzureOpenAIServiceVersion.latestStableVersion())
                    .azureUrlPathMode(mode)
                    .maxRetries(0)
                    .responseValidation(true)
                    .build();
            fake.enqueue(Reply.text("from Azure"));

            var completion =
                    azure.chat().completions().create(SdkTestClients.chat("Hi").build());

            assertThat(completion.choices().get(0).message().content()).contains("from Azure");
            azure.close();
        }
        assertThat(fake.requests().get(0).target())
                .startsWith("/openai/deployments/gpt-4o/chat/completions?api-version=");
        assertThat(fake.requests().get(1).target()).startsWith("/openai/v1/chat/completions");
    }

    @Test
    void afterCloseNobodyAnswers() {
        fake.close();

        assertThatThrownBy(() -> raw.chat(RawTestClient.CHAT)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anUnknownResponseIsA404() {
        OpenAIClient client = SdkTestClients.sync(fake);

        assertThatThrownBy(() -> client.responses().retrieve("resp_none")).isInstanceOf(NotFoundException.class);
        client.close();
    }
}
