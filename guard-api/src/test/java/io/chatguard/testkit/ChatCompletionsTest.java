package io.chatguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatCompletionsTest {
    private FakeOpenAi fake;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
        client = SdkTestClients.sync(fake);
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    private ChatCompletion streamed(ChatCompletionCreateParams params) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(chunk -> accumulator.accumulate(chunk.validate()));
        }
        return accumulator.chatCompletion();
    }

    @Test
    void aTextReplyIsAValidCompletion() {
        fake.enqueue(Reply.text("Grüße 👋"));

        ChatCompletion completion = client.chat()
                .completions()
                .create(SdkTestClients.chat("Hi").build())
                .validate();

        assertThat(completion.choices()).hasSize(1);
        assertThat(completion.choices().get(0).message().content()).contains("Grüße 👋");
        assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(completion.usage().orElseThrow().totalTokens())
                .isEqualTo(completion.usage().get().promptTokens()
                        + completion.usage().get().completionTokens());
    }

    @Test
    void aStreamedTextReplyAddsUpToTheSameText() {
        fake.enqueue(Reply.text("Grüße 👋, wie geht es?"));

        ChatCompletion completion = streamed(SdkTestClients.chat("Hi").build());

        assertThat(completion.choices().get(0).message().content()).contains("Grüße 👋, wie geht es?");
        assertThat(completion.usage()).isEmpty();
    }

    @Test
    void usageIsStreamedWhenAskedFor() {
        ChatCompletion completion = streamed(SdkTestClients.chat("Hi")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        assertThat(completion.usage().orElseThrow().promptTokens()).isPositive();
    }

    @Test
    void theAsyncClientGetsTheSameBlockingAndStreamed() {
        try (AutoCloseable ignored = fake) {
            OpenAIClientAsync async = SdkTestClients.async(fake);
            fake.enqueue(Reply.text("one two three"), Reply.text("one two three"));

            ChatCompletion whole = async.chat()
                    .completions()
                    .create(SdkTestClients.chat("Hi").build())
                    .join();
            ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
            async.chat()
                    .completions()
                    .createStreaming(SdkTestClients.chat("Hi").build())
                    .subscribe(accumulator::accumulate)
                    .onCompleteFuture()
                    .join();

            assertThat(accumulator.chatCompletion().choices().get(0).message().content())
                    .isEqualTo(whole.choices().get(0).message().content())
                    .contains("one two three");
            async.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyChoiceOfNIsAnswered() {
        ChatCompletionCreateParams params = SdkTestClients.chat("Hi").n(3).build();
        fake.enqueue(Reply.choices(Reply.text("first"), Reply.text("second")));
        fake.enqueue(Reply.choices(Reply.text("first"), Reply.text("second")));

        List<String> whole = texts(client.chat().completions().create(params).validate());
        List<String> streamed = texts(streamed(params));

        assertThat(whole).containsExactly("first", "second", "second");
        assertThat(streamed).isEqualTo(whole);
    }

    private static List<String> texts(ChatCompletion completion) {
        List<String> texts = new ArrayList<>();
        completion
                .choices()
                .forEach(choice -> texts.add(choice.message().content().orElseThrow()));
        return texts;
    }

    @Test
    void severalToolCallsArriveWholeAndStreamed() {
        Reply reply = Reply.toolCall("lookup", "{\"name\":\"Zoë \\\"Z\\\"\"}").andToolCall("send", "{\"to\":[1,2]}");
        fake.enqueue(reply, reply);

        for (ChatCompletion completion : List.of(
                client.chat()
                        .completions()
                        .create(SdkTestClients.chat("Hi").build())
                        .validate(),
                streamed(SdkTestClients.chat("Hi").build()))) {
            var calls = completion.choices().get(0).message().toolCalls().orElseThrow();
            assertThat(calls).extracting(c -> c.asFunction().function().name()).containsExactly("lookup", "send");
            assertThat(calls)
                    .extracting(c -> c.asFunction().function().arguments())
                    .containsExactly("{\"name\":\"Zoë \\\"Z\\\"\"}", "{\"to\":[1,2]}");
            assertThat(completion.choices().get(0).finishReason())
                    .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        }
    }

    @Test
    void aRefusalArrivesInItsOwnField() {
        fake.enqueue(Reply.refusal("I cannot help."), Reply.refusal("I cannot help."));

        ChatCompletion whole = client.chat()
                .completions()
                .create(SdkTestClients.chat("Hi").build())
                .validate();
        ChatCompletion streamed = streamed(SdkTestClients.chat("Hi").build());

        assertThat(whole.choices().get(0).message().refusal()).contains("I cannot help.");
        assertThat(whole.choices().get(0).message().content()).isEmpty();
        assertThat(streamed.choices().get(0).message().refusal()).contains("I cannot help.");
    }

    @Test
    void citationsPointAtTheCitedCodePoints() {
        fake.enqueue(Reply.text("👋 See Vienna.").cite("https://example.com/", "Example", "Vienna"));

        var message = client.chat()
                .completions()
                .create(SdkTestClients.chat("Hi").build())
                .validate()
                .choices()
                .get(0)
                .message();

        var citation = message.annotations().orElseThrow().get(0).urlCitation();
        assertThat(citation.startIndex()).isEqualTo(6);
        assertThat(citation.endIndex()).isEqualTo(12);
    }

    @Test
    void aJsonAnswerIsGivenWhereOneIsAskedFor() throws Exception {
        ChatCompletion completion = client.chat()
                .completions()
                .create(SdkTestClients.chat("PERSON_1_7KQXM4")
                        .responseFormat(ResponseFormatJsonObject.builder().build())
                        .build());

        Object answer =
                Json.read(completion.choices().get(0).message().content().orElseThrow());
        assertThat(Json.string(answer, "answer")).contains("PERSON_1_7KQXM4");
    }

    /** A contact, as a structured output. */
    static class Contact {
        public String name = "";
        public List<String> emails = List.of();
        public int age;
        public boolean known;
    }

    @Test
    void aStructuredOutputFitsItsSchemaAndCarriesTheSurrogates() {
        var completion = client.chat()
                .completions()
                .create(SdkTestClients.chat("PERSON_1_7KQXM4 and EMAIL_ADDRESS_1_0ABCDE")
                        .responseFormat(Contact.class)
                        .build());

        Contact contact = completion.choices().get(0).message().content().orElseThrow();
        assertThat(List.of(contact.name, contact.emails.get(0)))
                .containsExactlyInAnyOrder("PERSON_1_7KQXM4", "EMAIL_ADDRESS_1_0ABCDE");
    }

    @Test
    void logprobsRepeatTheTextWhereAskedFor() {
        fake.enqueue(Reply.text("Grüße"), Reply.text("Grüße"));
        ChatCompletionCreateParams params =
                SdkTestClients.chat("Hi").logprobs(true).build();

        for (ChatCompletion completion :
                List.of(client.chat().completions().create(params).validate(), streamed(params))) {
            StringBuilder tokens = new StringBuilder();
            completion
                    .choices()
                    .get(0)
                    .logprobs()
                    .orElseThrow()
                    .content()
                    .orElseThrow()
                    .forEach(token -> tokens.append(token.token()));
            assertThat(tokens).hasToString("Grüße");
        }
    }
}
