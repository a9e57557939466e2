package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.AuditSettings;
import io.chatguard.AuditTrail;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.ResilienceSettings;
import io.chatguard.internal.audit.Slf4jAuditSink;
import io.chatguard.spi.Content;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Guardrail;
import io.chatguard.spi.Verdict;
import io.chatguard.spi.View;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Printed;
import io.chatguard.testkit.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases log.* and fault.* of ADVERSARIAL.md, through the SDK and over a socket, in every way of calling. */
@Timeout(60)
class AdversarialCallsTest {

    /** Clears a terminal and sets its title. */
    private static final String ANSI = "\u001b[2J\u001b]0;x\u0007";

    private static final String FORGED = "\"},{\"type\":\"FORGED\"";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The ways of calling that the SDK has. */
    private enum Way {
        WHOLE {
            @Override
            String ask(OpenAIClient client, ChatCompletionCreateParams params, StringBuffer read) {
                var reply = client.chat().completions().create(params);
                return reply.choices().get(0).message().content().orElse("");
            }
        },
        ASYNC {
            @Override
            String ask(OpenAIClient client, ChatCompletionCreateParams params, StringBuffer read) {
                var reply = client.async().chat().completions().create(params).join();
                return reply.choices().get(0).message().content().orElse("");
            }
        },
        STREAMED {
            @Override
            String ask(OpenAIClient client, ChatCompletionCreateParams params, StringBuffer read) {
                try (StreamResponse<ChatCompletionChunk> stream =
                        client.chat().completions().createStreaming(params)) {
                    stream.stream().forEach(chunk -> add(chunk, read));
                }
                return read.toString();
            }
        },
        ASYNC_STREAMED {
            @Override
            String ask(OpenAIClient client, ChatCompletionCreateParams params, StringBuffer read) {
                var stream = client.async().chat().completions().createStreaming(params);
                stream.subscribe(chunk -> add(chunk, read)).onCompleteFuture().join();
                return read.toString();
            }
        };

        /** The answer; of a stream, {@code read} has what has come also where it fails. */
        abstract String ask(OpenAIClient client, ChatCompletionCreateParams params, StringBuffer read);

        private static void add(ChatCompletionChunk chunk, StringBuffer read) {
            chunk.choices().forEach(c -> c.delta().content().ifPresent(read::append));
        }

        boolean streams() {
            return this == STREAMED || this == ASYNC_STREAMED;
        }
    }

    @TempDir
    Path folder;

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final SwapRedaction swap = new SwapRedaction();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final List<Guard> guards = new ArrayList<>();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .build();

    @AfterEach
    void close() {
        guards.forEach(Guard::close);
        bare.close();
        fake.close();
    }

    private static ResilienceSettings settings() {
        return ResilienceSettings.defaults()
                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(10))
                .withRetry(new ResilienceSettings.Retry(3, 1, 100, Duration.ofMillis(5), Duration.ofMillis(50)));
    }

    private static ResilienceSettings once() {
        return settings().withRetry(new ResilienceSettings.Retry(1, 0, 0, Duration.ofMillis(5), Duration.ofMillis(50)));
    }

    private Guard.Builder builder(ResilienceSettings settings) {
        return Guard.builder()
                .policy(Policy.builder()
                        .section(ResilienceSettings.class, settings)
                        .build())
                .redaction(swap)
                .onReceipt(receipts::add);
    }

    private OpenAIClient client(Guard.Builder builder) {
        Guard guard = builder.build();
        guards.add(guard);
        return GuardedOpenAI.wrap(bare, guard);
    }

    private OpenAIClient client(ResilienceSettings settings) {
        return client(builder(settings).audit(event -> {}));
    }

    private static ChatCompletionCreateParams.Builder chat(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("I am " + SwapRedaction.VALUE);
    }

    private static String ask(Way way, OpenAIClient client) {
        return way.ask(client, chat("gpt-5").build(), new StringBuffer());
    }

    private static Throwable failure(Way way, OpenAIClient client, ChatCompletionCreateParams params) {
        Throwable met = catchThrowable(() -> assertThat(way.ask(client, params, new StringBuffer()))
                .as("what was to fail")
                .isNull());
        return met instanceof CompletionException && met.getCause() != null ? met.getCause() : met;
    }

    private static Throwable failure(Way way, OpenAIClient client) {
        return failure(way, client, chat("gpt-5").build());
    }

    /** A guardrail that answers with a reason of somebody else's making. */
    private static Guardrail saying(Verdict verdict) {
        return new Guardrail() {
            @Override
            public String name() {
                return "judge" + ANSI;
            }

            @Override
            public View view() {
                return View.CLEAR;
            }

            @Override
            public Verdict onReply(Content reply, Exchange exchange) {
                return verdict;
            }
        };
    }

    private PublicKey key() {
        return AuditTrail.createKey(folder.resolve("audit.key"));
    }

    private Guard.Builder audited(ResilienceSettings settings) {
        return builder(settings)
                .audit(AuditTrail.open(AuditSettings.in(folder.resolve("trail"), folder.resolve("audit.key"))))
                .audit(new Slf4jAuditSink());
    }

    private String trail() throws IOException {
        return Files.readString(folder.resolve("trail/audit-000001.jsonl"));
    }

    /** A109. */
    @ParameterizedTest
    @EnumSource
    void a109ControlCharactersAreInNoLogRecordReceiptOrException(Way way) throws IOException {
        assertThat(key().getAlgorithm()).isNotEmpty();
        List<Throwable> met = new ArrayList<>();
        String log = Printed.during(() -> {
            OpenAIClient passing = client(audited(once()).guardrail(saying(Verdict.flag(ANSI))));
            ChatCompletionCreateParams params = chat(ANSI)
                    .addFunctionTool(
                            FunctionDefinition.builder().name("x" + ANSI).build())
                    .putAdditionalBodyProperty("k" + ANSI, JsonValue.from(SwapRedaction.VALUE))
                    .build();
            fake.enqueue(Reply.text("Hello " + ANSI));
            assertThat(way.ask(passing, params, new StringBuffer()))
                    .as("the answer is the caller's")
                    .isEqualTo("Hello " + ANSI);
            fake.enqueue(Fault.error(400, "invalid_value", "no"));
            met.add(failure(way, passing, params));
            fake.enqueue(Reply.text("Hello").with(Fault.malformedJson()));
            met.add(failure(way, passing, params));
            guards.get(0).close();
            fake.enqueue(Reply.text("Hello"));
            met.add(failure(way, client(audited(once()).guardrail(saying(Verdict.block("no" + ANSI)))), params));
            guards.get(1).close();
        });
        assertThat(met)
                .extracting(e -> (Object) e.getClass())
                .containsExactly(BadRequestException.class, GuardException.class, GuardException.class);
        assertThat(log).contains("phase=decision", "phase=outcome ending=blocked");
        List<String> texts = new ArrayList<>(List.of(log, trail()));
        met.forEach(e -> texts.add(Printed.trace(e) + e.getMessage() + e));
        receipts.forEach(r -> texts.add(r.summary() + r.fields() + r));
        assertThat(texts)
                .allSatisfy(text -> assertThat(
                                text.chars().filter(Character::isISOControl).filter(c -> c != '\n' && c != '\t'))
                        .isEmpty());
    }

    /** A112. */
    @ParameterizedTest
    @EnumSource
    void a112NoSecondRecordParsesOutOfAReason(Way way) throws IOException {
        PublicKey key = key();
        String log = Printed.during(() -> {
            fake.enqueue(Reply.text("Hello"), Reply.text("Hello"));
            assertThat(ask(way, client(audited(once()).guardrail(saying(Verdict.flag(FORGED))))))
                    .isEqualTo("Hello");
            guards.get(0).close();
            Throwable stop = failure(way, client(audited(once()).guardrail(saying(Verdict.block(FORGED)))));
            assertThat(stop).isInstanceOf(GuardException.class);
            guards.get(1).close();
        });
        List<String> kinds = new ArrayList<>();
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                JsonNode record = JSON.readTree(line);
                kinds.add(record.path("kind").asText());
                assertThat(record.findValues("type")).isEmpty();
                assertThat(line).doesNotContain("FORGED");
            }
        }
        assertThat(kinds)
                .filteredOn(kind -> kind.equals("decision") || kind.equals("outcome"))
                .hasSize(4);
        assertThat(AuditTrail.verify(List.of(folder.resolve("trail")), List.of(key), List.of())
                        .isWhole())
                .isTrue();
        List<String> lines = log.lines().filter(line -> line.contains("phase=")).toList();
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).doesNotContain("\"", "{", "}", "},"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("trail"))) {
            return all.filter(path -> path.toString().endsWith(".jsonl")).toList();
        }
    }

    static Stream<Arguments> outOfQuota() {
        return Stream.of("insufficient_quota", "credit_balance_exhausted")
                .flatMap(code -> Stream.of(Way.values()).map(way -> Arguments.of(way, code)));
    }

    /** A118. */
    @ParameterizedTest
    @MethodSource("outOfQuota")
    void a118WhoIsOutOfQuotaAsksOnce(Way way, String code) {
        fake.enqueue(Fault.error(429, code, "no credit left"));
        assertThat(failure(way, client(settings()))).isInstanceOf(RateLimitException.class);
        assertThat(fake.requests()).hasSize(1);
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                        Map.of("retry-after-ms", "15"),
                        Map.of("Retry-After", "-1"),
                        Map.of("Retry-After", "NaN"),
                        Map.of("Retry-After", "1e30"),
                        Map.of("Retry-After", "3 seconds"))
                .flatMap(headers -> Stream.of(Way.values()).map(way -> Arguments.of(way, headers)));
    }

    /** A119: {@code RetryAfterTest} has the forms of the header, {@code AttemptLoopTest} how long is waited. */
    @ParameterizedTest
    @MethodSource("waits")
    void a119AShortWaitIsKeptAndGarbageIgnored(Way way, Map<String, String> headers) {
        fake.enqueue(Fault.rateLimited(headers)).enqueue(Reply.text("Hello"));
        assertThat(ask(way, client(settings()))).isEqualTo("Hello");
        assertThat(fake.requests()).hasSize(2);
    }

    static Stream<Arguments> longWaits() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        return Stream.of(
                        Map.of("Retry-After", "3600"), Map.of("Retry-After", date), Map.of("retry-after-ms", "1500000"))
                .flatMap(headers -> Stream.of(Way.values()).map(way -> Arguments.of(way, headers)));
    }

    /** A119. */
    @ParameterizedTest
    @MethodSource("longWaits")
    void a119AWaitThatDoesNotFitTheDeadlineFailsAtOnceAndSaysHowLong(Way way, Map<String, String> headers) {
        fake.enqueue(Fault.rateLimited(headers));
        GuardException stop = (GuardException) failure(way, client(settings()));
        assertThat(stop.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(stop.retryAfter().orElseThrow()).isBetween(Duration.ofMinutes(25), Duration.ofMinutes(60));
        assertThat(fake.requests()).hasSize(1);
    }

    /** A121. */
    @ParameterizedTest
    @EnumSource(names = {"STREAMED", "ASYNC_STREAMED"})
    void a121AResetAfterTheFirstDeltaIsAnErrorAndNothingIsSentAgain(Way way) {
        String first = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n";
        StringBuffer read = new StringBuffer();
        try (FaultServer server = new FaultServer(n -> (socket, out) -> {
            byte[] event = first.getBytes(StandardCharsets.US_ASCII);
            FaultServer.head(out, 200, "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
            out.write((Integer.toHexString(event.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(event);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (read.length() == 0) {
                Thread.onSpinWait(); // a reset may overtake what is not read yet
            }
            FaultServer.reset().give(socket, out);
        })) {
            OpenAIClient client = client(settings()).withOptions(o -> o.baseUrl(server.baseUrl()));
            Throwable met = catchThrowable(() -> way.ask(client, chat("gpt-5").build(), read));
            assertThat(met instanceof CompletionException ? met.getCause() : met)
                    .isInstanceOf(OpenAIIoException.class);
            assertThat(read).hasToString("Hello");
            assertThat(server.requests()).isEqualTo(1);
            assertThat(swap.endings).containsExactly(Ending.FAILED);
        }
    }

    /** A122. */
    @ParameterizedTest
    @EnumSource
    void a122HalfAJsonDocumentIsATypedErrorAndNotTheCallers(Way way) {
        fake.enqueue(Reply.text("Hello").with(Fault.malformedJson()));
        GuardException stop = (GuardException) failure(way, client(once()));
        assertThat(stop.reason()).isEqualTo(Reason.REPLY_REFUSED);
        assertThat(fake.requests()).hasSize(1);
        assertThat(swap.endings).containsExactly(Ending.FAILED);
    }

    /** A122. */
    @ParameterizedTest
    @EnumSource(names = {"WHOLE", "ASYNC"})
    void a122HalfAJsonDocumentIsNoSuccessOfItsProvider(Way way) {
        OpenAIClient client =
                client(once().withBreaker(new ResilienceSettings.Breaker(0.5, 2, 2, Duration.ofMinutes(1), 1)));
        fake.enqueue(
                Reply.text("Hello").with(Fault.malformedJson()),
                Reply.text("Hello").with(Fault.endAfterBytes(99)));
        assertThat(failure(way, client)).isInstanceOf(GuardException.class);
        assertThat(failure(way, client)).isInstanceOf(GuardException.class);
        assertThat(((GuardException) failure(way, client)).rule()).isEqualTo("resilience/breaker");
        assertThat(fake.requests()).hasSize(2);
    }
}
