package io.chatguard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final FakeOpenAi shared = FakeOpenAi.start().keepNewest(0);
    private static final OpenAIClient client = SdkTestClients.sync(shared);

    @AfterContainer
    static void stop() {
        client.close();
        shared.close();
    }

    @Property(tries = 60)
    void theSdkReadsTheSameTextHoweverItIsWritten(
            @ForAll("texts") String text, @ForAll("wires") Wire wire, @ForAll("splitters") Splitter splitter) {
        Reply reply = Reply.text(text).split(splitter).wire(wire);
        shared.enqueue(reply, reply);

        assertThat(chatText()).isEqualTo(text);
        assertThat(responseText()).isEqualTo(text);
    }

    private static String chatText() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(SdkTestClients.chat("Hi").build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion().choices().get(0).message().content().orElse("");
    }

    private static String responseText() {
        ResponseAccumulator accumulator = ResponseAccumulator.createWithSnapshots();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(SdkTestClients.response("Hi").build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator
                .reconstructedResponse()
                .output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.integers()
                .between(0x20, 0x10FFFF)
                .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
                .map(Character::toString)
                .list()
                .ofMaxSize(40)
                .map(parts -> "\n\"\\" + String.join("", parts));
    }

    @Provide
    Arbitrary<Splitter> splitters() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 9).map(Splitter::every),
                Arbitraries.longs().map(Splitter::random),
                Arbitraries.longs().map(Splitter::randomInsidePairs));
    }

    @Provide
    Arbitrary<Wire> wires() {
        List<UnaryOperator<Wire>> options = List.of(
                Wire::crlf,
                Wire::cr,
                Wire::withoutBlanks,
                Wire::withKeepAlives,
                Wire::withManyDataLines,
                Wire::withEventLines,
                Wire::withoutEventLines,
                Wire::withAsciiOnly);
        return Combinators.combine(
                        Arbitraries.of(options).set().ofMaxSize(4),
                        Arbitraries.longs().injectNull(0.3))
                .as((chosen, seed) -> {
                    Wire wire = Wire.plain();
                    for (UnaryOperator<Wire> option : chosen) {
                        wire = option.apply(wire);
                    }
                    return seed == null ? wire : wire.torn(seed);
                });
    }

    /** The bytes of a streamed reply with the text "é". */
    private static String bytes(Wire wire, String path, String request) {
        try (FakeOpenAi fake = FakeOpenAi.start().wire(wire)) {
            fake.enqueue(Reply.text("é"));
            return new String(
                    new RawTestClient(fake).post(path, request.getBytes(UTF_8)).body(), UTF_8);
        }
    }

    private static String chatBytes(Wire wire) {
        return bytes(wire, "/v1/chat/completions", RawTestClient.CHAT_STREAMED);
    }

    @Test
    void chatCompletionsHaveDataLinesOnlyAndEndWithDone() {
        String stream = chatBytes(Wire.plain());

        assertThat(stream).startsWith("data: {\"id\":\"chatcmpl-").endsWith("\n\ndata: [DONE]\n\n");
        assertThat(stream).doesNotContain("event:").doesNotContain("\r").contains("\"content\":\"é\"");
    }

    @Test
    void deltasAreObfuscatedUnlessTheRequestDeclines() {
        String declined = RawTestClient.CHAT_STREAMED.replace(
                "{\"stream\"", "{\"stream_options\":{\"include_obfuscation\":false},\"stream\"");

        assertThat(chatBytes(Wire.plain())).contains("\"obfuscation\":\"");
        assertThat(bytes(Wire.plain(), "/v1/chat/completions", declined)).doesNotContain("obfuscation");
    }

    @Test
    void responsesHaveEventLinesAndNoDone() {
        String stream = bytes(Wire.plain(), "/v1/responses", "{\"stream\":true,\"model\":\"m\",\"input\":\"Hi\"}");

        assertThat(stream).startsWith("event: response.created\ndata: {\"type\":\"response.created\"");
        assertThat(stream).doesNotContain("[DONE]");
    }

    @Test
    void eachOptionShowsInTheBytes() {
        assertThat(chatBytes(Wire.plain().crlf())).contains("\r\n\r\ndata: ").doesNotContainPattern("[^\r]\n");
        assertThat(chatBytes(Wire.plain().cr())).contains("\r\rdata: ").doesNotContain("\n");
        assertThat(chatBytes(Wire.plain().withoutBlanks())).startsWith("data:{").doesNotContain("data: ");
        assertThat(chatBytes(Wire.plain().withKeepAlives())).startsWith(": keep-alive\n\ndata: ");
        assertThat(chatBytes(Wire.plain().withManyDataLines())).contains(",\ndata: ");
        assertThat(chatBytes(Wire.plain().withEventLines())).startsWith("event: message\ndata: ");
        assertThat(chatBytes(Wire.plain().withAsciiOnly())).contains("\\u00e9").doesNotContain("é");
    }

    @Test
    void tearingChangesNoByte() {
        assertThat(chatBytes(Wire.plain().torn(3))).isEqualTo(chatBytes(Wire.plain()));
    }

    @Test
    void spoiledBodiesAreSpoiledAsTheySay() {
        try (FakeOpenAi fake = FakeOpenAi.start()) {
            RawTestClient raw = new RawTestClient(fake);
            fake.enqueue(Fault.duplicateKeys(), Fault.notUtf8());

            assertThat(new String(raw.chat(RawTestClient.CHAT).body(), UTF_8))
                    .startsWith("{\"id\":\"said twice\",\"id\":\"chatcmpl-");
            assertThat(raw.chat(RawTestClient.CHAT).body()).contains((byte) 0xFF);
        }
    }
}
