package io.chatguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponsesTest {
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

    private Response whole(ResponseCreateParams params) {
        return client.responses().create(params).validate();
    }

    private Response streamed(ResponseCreateParams params) {
        ResponseAccumulator accumulator = ResponseAccumulator.createWithSnapshots();
        events(params).forEach(accumulator::accumulate);
        assertThat(accumulator.reconstructedResponse().output())
                .isEqualTo(accumulator.response().output());
        return accumulator.response();
    }

    private List<ResponseStreamEvent> events(ResponseCreateParams params) {
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params)) {
            return stream.stream().map(ResponseStreamEvent::validate).toList();
        }
    }

    private static ResponseOutputText text(Response response) {
        return response.output().get(0).asMessage().content().get(0).asOutputText();
    }

    @Test
    void aTextReplyIsAValidResponseThatEchoesTheRequest() {
        fake.enqueue(Reply.text("Grüße 👋"));

        Response response = whole(SdkTestClients.response("Hi")
                .instructions("Be brief.")
                .metadata(ResponseCreateParams.Metadata.builder()
                        .putAdditionalProperty("order", JsonValue.from("42"))
                        .build())
                .build());

        assertThat(text(response).text()).isEqualTo("Grüße 👋");
        assertThat(response.instructions().orElseThrow().asString()).isEqualTo("Be brief.");
        assertThat(response.metadata().orElseThrow()._additionalProperties()).containsKey("order");
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(response.usage().orElseThrow().totalTokens()).isPositive();
    }

    @Test
    void aStreamHasTheEventsOfTheApiInItsOrder() {
        fake.enqueue(Reply.text("abcdef").split(Splitter.every(3)));

        List<String> types = new ArrayList<>();
        for (ResponseStreamEvent event : events(SdkTestClients.response("Hi").build())) {
            types.add(String.valueOf(
                    event._json().orElseThrow().convert(Map.class).get("type")));
        }

        assertThat(types)
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
    }

    @Test
    void theAccumulatorRebuildsEveryKindOfOutput() {
        Reply reply = Reply.text("See Vienna.")
                .cite("https://example.com/", "Example", "Vienna")
                .reasoning("The user greets.")
                .andToolCall("lookup", "{\"a\":\"b\"}")
                .andToolCall("send", "{}");
        fake.enqueue(reply, reply);

        Response whole = whole(SdkTestClients.response("Hi").build());
        Response streamed = streamed(SdkTestClients.response("Hi").build());

        for (Response response : List.of(whole, streamed)) {
            assertThat(response.output()).hasSize(4);
            assertThat(response.output().get(0).asReasoning().summary().get(0).text())
                    .isEqualTo("The user greets.");
            ResponseOutputText text =
                    response.output().get(1).asMessage().content().get(0).asOutputText();
            assertThat(text.text()).isEqualTo("See Vienna.");
            assertThat(text.annotations().get(0).asUrlCitation().startIndex()).isEqualTo(4);
            assertThat(response.output().get(2).asFunctionCall().arguments()).isEqualTo("{\"a\":\"b\"}");
            assertThat(response.output().get(3).asFunctionCall().name()).isEqualTo("send");
        }
    }

    @Test
    void aRefusalIsAContentPart() {
        fake.enqueue(Reply.refusal("No."), Reply.refusal("No."));

        for (Response response : List.of(
                whole(SdkTestClients.response("Hi").build()),
                streamed(SdkTestClients.response("Hi").build()))) {
            assertThat(response.output()
                            .get(0)
                            .asMessage()
                            .content()
                            .get(0)
                            .asRefusal()
                            .refusal())
                    .isEqualTo("No.");
        }
    }

    @Test
    void aCustomToolGetsItsInputAsText() {
        fake.enqueue(Reply.customToolCall("sql", "select \"x\""), Reply.customToolCall("sql", "select \"x\""));

        for (Response response : List.of(
                whole(SdkTestClients.response("Hi").build()),
                streamed(SdkTestClients.response("Hi").build()))) {
            assertThat(response.output().get(0).asCustomToolCall().input()).isEqualTo("select \"x\"");
        }
    }

    @Test
    void aReplyThatRanOutOfRoomIsIncomplete() {
        fake.enqueue(Reply.text("and th").finish("length"), Reply.text("and th").finish("length"));

        for (Response response : List.of(
                whole(SdkTestClients.response("Hi").build()),
                streamed(SdkTestClients.response("Hi").build()))) {
            assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
            assertThat(response.incompleteDetails().orElseThrow().reason()).isPresent();
        }
    }

    @Test
    void theAsyncClientGetsTheSameBlockingAndStreamed() {
        OpenAIClientAsync async = SdkTestClients.async(fake);
        fake.enqueue(Reply.text("one two three"), Reply.text("one two three"));

        Response whole =
                async.responses().create(SdkTestClients.response("Hi").build()).join();
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        async.responses()
                .createStreaming(SdkTestClients.response("Hi").build())
                .subscribe(accumulator::accumulate)
                .onCompleteFuture()
                .join();

        assertThat(text(accumulator.response()).text())
                .isEqualTo(text(whole).text())
                .isEqualTo("one two three");
        async.close();
    }

    @Test
    void aStoredResponseCanBeReadAndDeleted() {
        Response created = whole(SdkTestClients.response("Hi").build());

        assertThat(client.responses().retrieve(created.id()).validate().output())
                .isEqualTo(created.output());
        client.responses().delete(created.id());
        assertThatThrownBy(() -> client.responses().retrieve(created.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aResponseThatIsNotStoredCannotBeRead() {
        Response created = whole(SdkTestClients.response("Hi").store(false).build());

        assertThat(created._additionalProperties().get("store")).isEqualTo(JsonValue.from(false));
        assertThatThrownBy(() -> client.responses().retrieve(created.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theModelRemembersThePreviousResponse() {
        Response first = whole(SdkTestClients.response("I am PERSON_1_7KQXM4").build());

        Response second = whole(SdkTestClients.response("Who am I?")
                .previousResponseId(first.id())
                .build());

        assertThat(text(second).text()).contains("PERSON_1_7KQXM4");
        assertThat(second.previousResponseId()).contains(first.id());
    }

    @Test
    void anUnknownPreviousResponseIsRefused() {
        assertThatThrownBy(() -> whole(SdkTestClients.response("Hi")
                        .previousResponseId("resp_0")
                        .build()))
                .isInstanceOf(BadRequestException.class);
    }

    /** A city, as a structured output. */
    static class City {
        public String name = "";
    }

    @Test
    void aStructuredOutputFitsItsSchema() {
        var response = client.responses()
                .create(SdkTestClients.response("LOCATION_1_7KQXM4")
                        .text(City.class)
                        .build());

        City city = response.output().get(0).asMessage().content().get(0).asOutputText();
        assertThat(city.name).isEqualTo("LOCATION_1_7KQXM4");
    }
}
