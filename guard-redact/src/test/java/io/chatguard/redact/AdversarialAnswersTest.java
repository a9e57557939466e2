package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Printed;
import io.chatguard.testkit.Reply;
import io.chatguard.testkit.Soak;
import io.chatguard.testkit.Splitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of ADVERSARIAL.md in which a provider's answer is odd, through the SDK and over a socket. */
class AdversarialAnswersTest {

    private static final String ALICE = "alice@example.com";
    private static final String BOB = "bob@example.org";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("test-key")
            .maxRetries(0)
            .build();
    private final Guard guard = Guard.from(Policy.defaults());
    private final Guard open = Guard.from(Policy.parse("version: 1\nreidentify: {tools: '*'}\n", "test.yaml"));
    private final OpenAIClient client = pinned(guard);

    /** A client whose calls have one scope, so that all of them have the same surrogates. */
    private OpenAIClient pinned(Guard by) {
        return GuardedOpenAI.withScope(GuardedOpenAI.wrap(bare, by), Scope.of("t", "c"), Caller.anonymous());
    }

    @AfterEach
    void close() {
        guard.close();
        open.close();
        bare.close();
        fake.close();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-5")
                .addUserMessage("Remind " + ALICE + " and " + BOB + ".");
    }

    /** The surrogates of Alice and of Bob, as the provider gets them. */
    private List<String> surrogates(OpenAIClient with) {
        List<String> seen = new ArrayList<>();
        fake.model(prompt -> {
            seen.addAll(prompt.surrogates());
            return Reply.text("ok");
        });
        assertThat(with.chat().completions().create(chat().build()).choices()).isNotEmpty();
        assertThat(seen).hasSize(2);
        return seen;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isJson(String text) {
        try {
            return !text.isEmpty() && JSON.readTree(text) != null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** One entry of a chunk's choices. */
    private record Delta(Object index, Map<String, Object> delta, String finish) {

        static Delta content(Object index, String text) {
            return new Delta(index, Map.of("content", text), "");
        }

        static Delta arguments(int tool, String name, String text) {
            Map<String, Object> function =
                    name.isEmpty() ? Map.of("arguments", text) : Map.of("name", name, "arguments", text);
            return new Delta(
                    0,
                    Map.of(
                            "tool_calls",
                            List.of(Map.of(
                                    "index", tool, "id", "call_" + tool, "type", "function", "function", function))),
                    "");
        }

        static Delta end(Object index, String reason) {
            return new Delta(index, Map.of(), reason);
        }

        String json() {
            return "{\"index\":" + index + ",\"delta\":" + AdversarialAnswersTest.json(delta) + ",\"finish_reason\":"
                    + (finish.isEmpty() ? "null" : "\"" + finish + "\"") + "}";
        }
    }

    private static String chunk(Delta... choices) {
        String all = String.join(",", Arrays.stream(choices).map(Delta::json).toList());
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
                + all + "]}\n\n";
    }

    private void streams(List<String> chunks) {
        fake.enqueue(Fault.status(200, EVENTS, String.join("", chunks) + "data: [DONE]\n\n"));
    }

    /** What the caller reads of each choice. */
    private Map<Long, String> read(int choices) {
        Map<Long, String> read = new TreeMap<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat().n(choices).build())) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(c -> read.merge(c.index(), c.delta().content().orElse(""), String::concat));
        }
        return read;
    }

    /** The same texts in a whole answer. */
    private Map<Long, String> whole(List<String> texts) {
        fake.enqueue(Reply.choices(texts.stream().map(Reply::text).toArray(Reply[]::new)));
        Map<Long, String> read = new TreeMap<>();
        client.chat()
                .completions()
                .create(chat().n(texts.size()).build())
                .choices()
                .forEach(c -> read.put(c.index(), c.message().content().orElse("")));
        return read;
    }

    @Test
    void a062AValueIsNoHostAndNoPartOfOne() {
        List<String> surrogates = surrogates(client);
        String alice = surrogates.get(0);
        for (String answer : List.of(
                "https://" + alice + ".evil.example/",
                "see https://evil.example/" + alice + " now",
                alice + ".evil.example")) {
            assertThat(whole(List.of(answer))).isEqualTo(Map.of(0L, answer));
            fake.enqueue(Reply.text(answer).split(Splitter.every(3)));
            assertThat(read(1)).isEqualTo(Map.of(0L, answer));
        }
    }

    @Test
    void a124ChunksThatAreRepeatedAndChoicesThatTakeTurnsInAnyOrderReadAsTheirTextsDo() {
        List<String> surrogates = surrogates(client);
        List<String> words = List.of(surrogates.get(0), surrogates.get(1), "to ", ", ", " and ", "EMAIL_ADDRESS_1_");
        Random random = new Random(Soak.seed());
        for (int i = Soak.cases(150, 5_000); i > 0; i--) {
            int choices = 1 + random.nextInt(3);
            List<Iterator<String>> left = new ArrayList<>();
            List<StringBuilder> sent = new ArrayList<>();
            for (int choice = 0; choice < choices; choice++) {
                StringBuilder text = new StringBuilder();
                random.ints(1 + random.nextInt(5), 0, words.size()).forEach(w -> text.append(words.get(w)));
                left.add(Splitter.random(random.nextLong())
                        .split(text.toString())
                        .iterator());
                sent.add(new StringBuilder());
            }
            List<String> chunks = new ArrayList<>();
            List<Integer> open = new ArrayList<>();
            for (int choice = 0; choice < choices; choice++) {
                open.add(choice);
            }
            while (!open.isEmpty()) {
                int choice = open.get(random.nextInt(open.size()));
                if (!left.get(choice).hasNext()) {
                    chunks.add(chunk(Delta.end(choice, "stop")));
                    open.remove((Integer) choice);
                    continue;
                }
                String piece = left.get(choice).next();
                for (int times = random.nextInt(5) == 0 ? 2 : 1; times > 0; times--) {
                    chunks.add(chunk(Delta.content(choice, piece)));
                    sent.get(choice).append(piece);
                }
            }
            streams(chunks);
            Map<Long, String> streamed = read(choices);
            assertThat(streamed)
                    .as(sent::toString)
                    .isEqualTo(whole(sent.stream().map(StringBuilder::toString).toList()));
        }
    }

    @Test
    void a124HalvesInTwoChoicesOrTwoToolsAreNoSurrogate() {
        String alice = surrogates(client).get(0);
        String half = alice.substring(0, alice.length() - 3);
        String rest = alice.substring(alice.length() - 3);
        streams(List.of(
                chunk(Delta.content(1, half), Delta.content(0, "x "), Delta.content(1, "")),
                chunk(Delta.content(0, rest)),
                chunk(Delta.content(0, " " + half)),
                chunk(Delta.content(1, " and "), Delta.content(0, rest)),
                chunk(Delta.end(1, "stop"), Delta.end(0, "stop"))));
        assertThat(read(2)).isEqualTo(Map.of(0L, "x " + rest + " " + ALICE, 1L, half + " and "));
    }

    @Test
    void a124ArgumentsOfToolsThatTakeTurnsGoEachToItsOwnCall() {
        OpenAIClient opened = pinned(open);
        List<String> surrogates = surrogates(opened);
        List<String> second = Splitter.every(4).split("{\"to\":\"" + surrogates.get(1) + "\"}");
        List<String> first = Splitter.every(4).split("{\"to\":\"" + surrogates.get(0) + "\"}");
        List<String> chunks = new ArrayList<>();
        chunks.add(chunk(Delta.arguments(1, "second", "")));
        chunks.add(chunk(Delta.arguments(0, "first", "")));
        for (int i = 0; i < first.size(); i++) {
            chunks.add(chunk(Delta.arguments(1, "", second.get(i)), Delta.arguments(0, "", first.get(i))));
        }
        chunks.add(chunk(Delta.end(0, "tool_calls")));
        streams(chunks);
        assertThat(arguments(opened))
                .isEqualTo(Map.of(0L, "{\"to\":\"" + ALICE + "\"}", 1L, "{\"to\":\"" + BOB + "\"}"));
    }

    /** The arguments of each tool call of a streamed answer. */
    private static Map<Long, String> arguments(OpenAIClient with) {
        Map<Long, String> arguments = new TreeMap<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                with.chat().completions().createStreaming(chat().build())) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().toolCalls().stream().flatMap(List::stream))
                    .forEach(call -> arguments.merge(
                            call.index(),
                            call.function().orElseThrow().arguments().orElse(""),
                            String::concat));
        }
        return arguments;
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967296", "-1", "\"0\"", "0.5", "{}"})
    void a124AnIndexThatIsNoneEndsTheStream(String index) {
        String alice = surrogates(client).get(0);
        streams(List.of(
                chunk(Delta.content(0, alice.substring(0, 9))),
                chunk(Delta.content(index, alice.substring(9))),
                chunk(Delta.end(0, "stop"))));
        GuardException stop =
                (GuardException) catchThrowable(() -> assertThat(read(1)).isEmpty());
        assertThat(stop.reason()).isEqualTo(Reason.REPLY_REFUSED);
        assertThat(stop.rule()).isEqualTo("stream/index");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + members + "}\n\n";
    }

    private static String response(String status) {
        return "\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\""
                + status + "\",\"output\":[]}";
    }

    private List<ResponseStreamEvent> events(OpenAIClient with) {
        var params = ResponseCreateParams.builder()
                .model("gpt-5")
                .input("Remind " + ALICE + " and " + BOB + ".")
                .build();
        try (StreamResponse<ResponseStreamEvent> stream = with.responses().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    @Test
    void a124OutputsOfAResponseThatTakeTurnsReadEachAsItsOwn() {
        List<String> surrogates = surrogates(client);
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < surrogates.get(0).length(); at += 5) {
            for (int output : new int[] {1, 0}) {
                String mine = surrogates.get(output);
                String piece = mine.substring(Math.min(mine.length(), at), Math.min(mine.length(), at + 5));
                pieces.add(event(
                        "response.output_text.delta",
                        "\"item_id\":\"i" + output + "\",\"output_index\":" + output + ",\"content_index\":0,\"delta\":"
                                + json(piece)));
            }
        }
        fake.enqueue(Fault.status(
                200,
                EVENTS,
                event("response.created", response("in_progress"))
                        + String.join("", pieces)
                        + event("response.completed", response("completed"))));
        Map<Long, String> read = new TreeMap<>();
        events(client)
                .forEach(e -> e.outputTextDelta()
                        .ifPresent(delta -> read.merge(delta.outputIndex(), delta.delta(), String::concat)));
        assertThat(read).isEqualTo(Map.of(0L, ALICE, 1L, BOB));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a125ArgumentsThatAreCutAreNeverDeliveredAsACompleteCall(boolean opened) {
        OpenAIClient with = pinned(opened ? open : guard);
        List<String> surrogates = surrogates(with);
        String arguments =
                "{\"to\":\"" + surrogates.get(0) + "\",\"n\":[12345678],\"body\":\"ask " + surrogates.get(1) + "\"}";
        for (int cut = 1; cut < arguments.length(); cut++) {
            String sent = arguments.substring(0, cut);
            List<String> chunks = new ArrayList<>();
            chunks.add(chunk(Delta.arguments(0, "send_mail", "")));
            Splitter.every(1 + cut % 5).split(sent).forEach(p -> chunks.add(chunk(Delta.arguments(0, "", p))));
            chunks.add(chunk(Delta.end(0, "length")));
            streams(chunks);
            List<String> reasons = new ArrayList<>();
            StringBuilder streamed = new StringBuilder();
            try (StreamResponse<ChatCompletionChunk> stream =
                    with.chat().completions().createStreaming(chat().build())) {
                stream.stream().flatMap(c -> c.choices().stream()).forEach(choice -> {
                    choice.finishReason().ifPresent(reason -> reasons.add(reason.asString()));
                    choice.delta().toolCalls().stream()
                            .flatMap(List::stream)
                            .forEach(call -> streamed.append(
                                    call.function().orElseThrow().arguments().orElse("")));
                });
            }
            assertThat(reasons).containsExactly("length");
            assertIncomplete(streamed.toString(), sent, surrogates, opened);

            fake.enqueue(Fault.status(200, Map.of("Content-Type", "application/json"), cutOff(sent)));
            var choice =
                    with.chat().completions().create(chat().build()).choices().get(0);
            assertThat(choice.finishReason().asString()).isEqualTo("length");
            String whole = choice.message()
                    .toolCalls()
                    .orElseThrow()
                    .get(0)
                    .asFunction()
                    .function()
                    .arguments();
            assertIncomplete(whole, sent, surrogates, opened);
        }
    }

    private static String cutOff(String arguments) {
        return "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"finish_reason\":\"length\",\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
                + "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"send_mail\",\"arguments\":"
                + json(arguments) + "}}]}}]}";
    }

    /** No document, and the provider's text but for values that stand where their surrogates stood. */
    private static void assertIncomplete(String read, String sent, List<String> surrogates, boolean opened) {
        assertThat(isJson(read)).as(read).isFalse();
        assertThat(read.replace(ALICE, surrogates.get(0)).replace(BOB, surrogates.get(1)))
                .isEqualTo(sent);
        if (!opened) {
            assertThat(read).isEqualTo(sent);
        }
    }

    @Test
    void a125AResponseThatIsCutStaysIncompleteAndGetsNoFinalArguments() {
        OpenAIClient with = pinned(open);
        String alice = surrogates(with).get(0);
        String delta = "\"item_id\":\"f\",\"output_index\":0,\"delta\":";
        fake.enqueue(Fault.status(
                200,
                EVENTS,
                event("response.created", response("in_progress"))
                        + event(
                                "response.output_item.added",
                                "\"output_index\":0,\"item\":{\"type\":\"function_call\",\"id\":\"f\",\"call_id\":\"k\","
                                        + "\"name\":\"send_mail\",\"arguments\":\"\",\"status\":\"in_progress\"}")
                        + event("response.function_call_arguments.delta", delta + json("{\"to\":\"" + alice))
                        + event(
                                "response.function_call_arguments.delta",
                                delta + json("\",\"body\":\"" + alice.substring(0, 9)))
                        + event("response.incomplete", response("incomplete"))));
        List<ResponseStreamEvent> read = events(with);
        StringBuilder arguments = new StringBuilder();
        read.forEach(e -> e.functionCallArgumentsDelta().ifPresent(d -> arguments.append(d.delta())));
        assertThat(arguments).hasToString("{\"to\":\"" + ALICE + "\",\"body\":\"" + alice.substring(0, 9));
        assertThat(read).noneMatch(e -> e.functionCallArgumentsDone().isPresent());
        assertThat(read.get(read.size() - 1).asIncomplete().response().status()).contains(ResponseStatus.INCOMPLETE);
    }

    @Test
    void a113AnErrorThatQuotesThePromptQuotesTheSurrogate() {
        fake.model(prompt -> Reply.error(400, "invalid_value", "Invalid value: " + prompt.lastUserText()));
        List<Throwable> met = new ArrayList<>();
        String printed = Printed.during(() -> {
            met.add(caught(() -> client.chat().completions().create(chat().build())));
            met.add(caught(() ->
                    client.async().chat().completions().create(chat().build()).join()));
            met.add(caught(() -> read(1)));
            met.add(caught(() -> events(client)));
            fake.model(prompt -> Reply.text("Dear " + prompt.lastUserText())
                    .with(Fault.streamErrorAfterEvents(2, "invalid_value", "Invalid value: " + prompt.lastUserText())));
            met.add(caught(() -> read(1)));
        });
        assertThat(met).hasSize(5).allSatisfy(e -> {
            assertThat(Printed.trace(e) + e + e.getMessage())
                    .contains("Invalid value: Remind EMAIL_ADDRESS_1_")
                    .doesNotContain(ALICE)
                    .doesNotContain(BOB);
            assertThat(e instanceof OpenAIException || e.getCause() instanceof OpenAIException)
                    .isTrue();
        });
        assertThat(printed).doesNotContain(ALICE).doesNotContain(BOB);
    }

    private static Throwable caught(Supplier<Object> call) {
        return catchThrowable(
                () -> assertThat(call.get()).as("what was to fail").isNull());
    }
}
