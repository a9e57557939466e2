package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.sun.net.httpserver.HttpServer;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.spi.Event;
import io.chatguard.spi.Sink;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The results of a batch come back with the values that its input was uploaded with. */
class BatchResultsTest {

    private static final String MAIL = "zoe@example.com";
    private static final String LINE = "{\"custom_id\":\"order of zoe@example.com\",\"method\":\"POST\","
            + "\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\","
            + "\"content\":\"mail zoe@example.com\"}]}}\n";

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final Guard guard =
            Guard.builder().policy(Policy.defaults()).onReceipt(receipts::add).build();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .build();
    private final OpenAIClient client = GuardedOpenAI.wrap(bare, guard);

    @AfterEach
    void close() {
        bare.close();
        fake.close();
        guard.close();
    }

    /** Uploads the input, makes a batch of it and asks for it when it is done; returns the surrogate of the value. */
    private String run(OpenAIClient by) {
        fake.enqueueAt("/files", Fault.status(200, Map.of(), "{\"id\":\"file-in\",\"object\":\"file\"}"));
        fake.enqueueAt("/batches", Fault.status(200, Map.of(), batch("in_progress", "")));
        fake.enqueueAt(
                "/batches/batch_1",
                Fault.status(
                        200,
                        Map.of(),
                        batch("completed", ",\"output_file_id\":\"file-out\",\"error_file_id\":\"file-err\"")));
        String input = by.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream(LINE.getBytes(StandardCharsets.UTF_8)))
                                .filename("in.jsonl")
                                .build())
                        .build())
                .id();
        String id = by.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId(input)
                        .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build())
                .id();
        Batch done = by.batches().retrieve(id);
        assertThat(done.outputFileId()).contains("file-out");
        String sent = fake.requests().get(0).text();
        assertThat(sent).doesNotContain(MAIL);
        int from = sent.indexOf("EMAIL_ADDRESS_1_");
        return sent.substring(from, from + "EMAIL_ADDRESS_1_".length() + 6);
    }

    private static String batch(String status, String more) {
        return "{\"id\":\"batch_1\",\"object\":\"batch\",\"endpoint\":\"/v1/chat/completions\","
                + "\"input_file_id\":\"file-in\",\"completion_window\":\"24h\",\"status\":\"" + status
                + "\",\"created_at\":1" + more + "}";
    }

    private static String chat(int number, String customId, String message) {
        return "{\"id\": \"batch_req_" + number + "\", \"custom_id\": " + quoted(customId)
                + ", \"response\": {\"status_code\": 200, \"request_id\": \"r\", \"body\": {\"id\":\"chatcmpl-1\","
                + "\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                + message + "}]}}, \"error\": null}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String says(String text) {
        return "{\"role\":\"assistant\",\"content\":" + quoted(text) + "}";
    }

    private void outputs(String file, String content) {
        fake.enqueueAt(
                "/files/" + file + "/content",
                Fault.status(200, Map.of("Content-Type", "application/octet-stream"), content));
    }

    private static String text(HttpResponse response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String fetched(OpenAIClient by, String file) throws IOException {
        try (HttpResponse response = by.files().content(file)) {
            return text(response);
        }
    }

    private String fetched(String file) throws IOException {
        return fetched(client, file);
    }

    private Receipt receipt() {
        return receipts.get(receipts.size() - 1);
    }

    @Test
    void theOutputIsRestoredLineByLineAndOtherBytesStay() throws IOException {
        String s = run(client);
        String other = "{ \"id\" :\"batch_req_2\",  \"response\":{\"status_code\":200,\"body\":{\"n\":1.50}}}\r\n\n";
        outputs("file-out", chat(1, "order of " + s, says("Dear " + s + "!")) + "\n" + other + chat(3, "b", says("_")));
        assertThat(fetched("file-out"))
                .isEqualTo(chat(1, "order of " + MAIL, says("Dear " + MAIL + "!")) + "\n" + other
                        + chat(3, "b", says("_")));
        assertThat(receipt().restored()).isEqualTo(2);
        assertThat(receipt().skipped()).isEmpty();
    }

    @Test
    void asynchronousAndRawClientsGetTheSame() throws IOException {
        String s = run(client);
        for (int i = 0; i < 3; i++) {
            outputs("file-out", chat(1, "a", says("Dear " + s)) + "\n");
        }
        String expected = chat(1, "a", says("Dear " + MAIL)) + "\n";
        try (HttpResponse response = client.async().files().content("file-out").join()) {
            assertThat(text(response)).isEqualTo(expected);
        }
        try (HttpResponse raw = client.files().withRawResponse().content("file-out")) {
            assertThat(text(raw)).isEqualTo(expected);
        }
        try (HttpResponse response =
                client.async().files().withRawResponse().content("file-out").join()) {
            assertThat(text(response)).isEqualTo(expected);
        }
    }

    @Test
    void toolsKeepTheirSurrogatesUnlessThePolicyOpensThem() throws IOException {
        String s = run(client);
        String call = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                + "\"function\":{\"name\":\"send\",\"arguments\":\"{\\\"to\\\":\\\"" + s + "\\\"}\"}}]}";
        outputs("file-out", chat(1, "a", call));
        assertThat(fetched("file-out")).isEqualTo(chat(1, "a", call));
        assertThat(receipt().kept()).containsEntry(Sink.TOOL_ARGUMENT, 1);
    }

    @Test
    void answersInJsonAreRestoredInsideTheirStrings() throws IOException {
        String s = run(client);
        outputs("file-out", chat(1, "a", says("{\"to\":\"" + s + "\"}")));
        assertThat(fetched("file-out")).isEqualTo(chat(1, "a", says("{\"to\":\"" + MAIL + "\"}")));
        assertThat(receipt().events())
                .filteredOn(Event.Restored.class::isInstance)
                .extracting(e -> ((Event.Restored) e).sink())
                .containsExactly(Sink.STRUCTURED);
    }

    @Test
    void linesThatAreNoJsonStayAndAreCounted() throws IOException {
        String s = run(client);
        String broken = "{\"id\": " + s + "\nplain " + s + "\n";
        outputs("file-out", broken + chat(1, "a", says(s)) + "\n");
        assertThat(fetched("file-out")).isEqualTo(broken + chat(1, "a", says(MAIL)) + "\n");
        assertThat(receipt().skipped())
                .singleElement()
                .satisfies(e -> assertThat(e.why()).isEqualTo("2 of 3 lines are not JSON"));
    }

    @Test
    void errorsStayPseudonymisedButTheCallersOwnIdComesBack() throws IOException {
        String s = run(client);
        String failed = "{\"custom_id\":\"order of %s\",\"response\":{\"status_code\":400,\"body\":{\"error\":"
                + "{\"message\":\"bad " + s + "\"}}},\"error\":null}\n";
        outputs("file-err", String.format(failed, s));
        assertThat(fetched("file-err")).isEqualTo(String.format(failed, MAIL));
    }

    @Test
    void aLineLongerThanAReplyMayBePassesAsItIs() throws IOException {
        Guard small = Guard.builder()
                .policy(Policy.builder().maxReplyBytes(1_000).build())
                .onReceipt(receipts::add)
                .build();
        OpenAIClient guarded = GuardedOpenAI.wrap(bare, small);
        String s = run(guarded);
        String longLine = chat(1, "a", says(s + " " + "x".repeat(20_000))) + "\n";
        outputs("file-out", longLine + chat(2, "b", says(s)));
        assertThat(fetched(guarded, "file-out")).isEqualTo(longLine + chat(2, "b", says(MAIL)));
        assertThat(receipt().skipped()).hasSize(1);
        small.close();
    }

    @Test
    void manyLinesAreRestoredWhereverTheirBytesAreSplit() throws IOException {
        String s = run(client);
        StringBuilder sent = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            sent.append(chat(i, "a", says("o".repeat(i % 97) + " " + s))).append('\n');
            expected.append(chat(i, "a", says("o".repeat(i % 97) + " " + MAIL))).append('\n');
        }
        outputs("file-out", sent.toString());
        assertThat(fetched("file-out")).isEqualTo(expected.toString());
        assertThat(receipt().restored()).isEqualTo(2_000);
    }

    @Test
    void aListOfBatchesTellsTheResultsOfEach() throws IOException {
        String s = run(client);
        String listed = batch("completed", ",\"output_file_id\":\"file-late\"");
        fake.enqueueAt(
                "/batches",
                Fault.status(200, Map.of(), "{\"object\":\"list\",\"has_more\":false,\"data\":[" + listed + "]}"));
        String output = client.batches().list().items().get(0).outputFileId().orElseThrow();
        outputs(output, chat(1, "a", says(s)));
        assertThat(fetched(output)).isEqualTo(chat(1, "a", says(MAIL)));
    }

    @Test
    void anotherTenantDoesNotRestore() throws IOException {
        String s = run(GuardedOpenAI.withScope(client, Scope.of("other", "c"), Caller.anonymous()));
        String line = chat(1, "a", says("Dear " + s));
        outputs("file-out", line);
        assertThat(fetched("file-out")).isEqualTo(line);
    }

    @Test
    void aLineCanBeReadBeforeTheNextHasArrived() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                OutputStream out = exchange.getResponseBody();
                out.write("{\"custom_id\":\"a\"}\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                boolean inTime = read.await(20, TimeUnit.SECONDS);
                out.write(("{\"custom_id\":\"" + inTime + "\"}\n").getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });
        slow.start();
        OpenAIClient other = client.withOptions(options ->
                options.baseUrl("http://127.0.0.1:" + slow.getAddress().getPort()));
        try (HttpResponse response = other.files().content("file-out")) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("{\"custom_id\":\"a\"}");
            read.countDown();
            assertThat(lines.readLine()).isEqualTo("{\"custom_id\":\"true\"}");
        } finally {
            slow.stop(0);
        }
    }

    @Test
    void aReaderThatStopsEarlyEndsTheExchange() throws IOException {
        String s = run(client);
        outputs("file-out", (chat(1, "a", says(s)) + "\n").repeat(5_000));
        int before = receipts.size();
        try (HttpResponse response = client.files().content("file-out")) {
            assertThat(response.body().read()).isEqualTo('{');
        }
        assertThat(receipts).hasSize(before + 1);
    }
}
