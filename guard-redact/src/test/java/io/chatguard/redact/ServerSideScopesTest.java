package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.conversations.ConversationCreateParams;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseTextConfig;
import io.chatguard.Caller;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Printed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the provider keeps finds its way back to the scope it was made in, and to no other. */
class ServerSideScopesTest {

    private static final String MAIL = "zoe@example.com";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeOpenAi fake = FakeOpenAi.start();
    private final Guard guard = Guard.builder()
            .redaction(Redaction.builder(Policy.defaults())
                    .withoutBuiltInDetectors()
                    .detectors(TestDetectors.mail())
                    .clock(now::get)
                    .build())
            .build();
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

    private static ResponseCreateParams.Builder ask(String text) {
        return ResponseCreateParams.builder().model("gpt-4o").input(text);
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

    private String sent(int request) {
        return fake.requests().get(request).at("/input");
    }

    @Test
    void aResponseThatContinuesAnotherUsesItsSurrogates() {
        Response first = client.responses().create(ask("I am " + MAIL).build());
        Response second = client.responses()
                .create(ask("Still " + MAIL).previousResponseId(first.id()).build());
        Response other = client.responses().create(ask("Also " + MAIL).build());
        String surrogate = sent(0).substring("I am ".length());
        assertThat(sent(1)).isEqualTo("Still " + surrogate);
        assertThat(sent(2)).doesNotContain(surrogate).doesNotContain(MAIL);
        assertThat(text(second)).contains(MAIL);
        assertThat(text(other)).contains(MAIL);
    }

    @Test
    void aStoredResponseIsRestoredWhenItIsRetrieved() {
        Response made = client.responses().create(ask("I am " + MAIL).build());
        assertThat(text(client.responses().retrieve(made.id()))).contains(MAIL);
        assertThat(text(bare.responses().retrieve(made.id()))).doesNotContain(MAIL);
    }

    @Test
    void aStreamedResponseIsStoredBeforeTheCallerSeesItsIdAndCanBeRetrieved() {
        StringBuilder id = new StringBuilder();
        try (var stream = client.responses().createStreaming(ask("I am " + MAIL).build())) {
            stream.stream()
                    .findFirst()
                    .ifPresent(e -> id.append(e.asCreated().response().id()));
        }
        assertThat(text(client.responses().retrieve(id.toString()))).contains(MAIL);
    }

    @Test
    void theRestOfAStreamIsRestoredFromASequenceNumberOn() {
        Response made = client.responses().create(ask("I am " + MAIL).build());
        String surrogate = sent(0).substring("I am ".length());
        fake.enqueueAt(
                "/responses/" + made.id(),
                Fault.status(200, Map.of("Content-Type", "text/event-stream"), rest(surrogate)));
        StringBuilder text = new StringBuilder();
        try (var stream = client.responses()
                .retrieveStreaming(ResponseRetrieveParams.builder()
                        .responseId(made.id())
                        .startingAfter(6)
                        .build())) {
            stream.stream().forEach(e -> {
                e.outputTextDelta().ifPresent(d -> text.append(d.delta()));
                e.outputTextDone().ifPresent(d -> assertThat(d.text()).isEqualTo("Dear " + MAIL + "!"));
            });
        }
        assertThat(text.toString()).isEqualTo("ear " + MAIL + "!");
        assertThat(fake.requests().get(1).target()).contains("starting_after=6");
    }

    /** The events after the first delta, with a surrogate cut in two. */
    private static String rest(String surrogate) {
        String at = ",\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,";
        String delta = "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",";
        return delta + "\"sequence_number\":7" + at + "\"logprobs\":[],\"delta\":\"ear " + surrogate.substring(0, 9)
                + "\"}\n\n" + delta + "\"sequence_number\":8" + at + "\"logprobs\":[],\"delta\":\""
                + surrogate.substring(9) + "!\"}\n\n"
                + "event: response.output_text.done\ndata: {\"type\":\"response.output_text.done\",\"sequence_number\":9"
                + at + "\"logprobs\":[],\"text\":\"Dear " + surrogate + "!\"}\n\n"
                + "event: response.incomplete\ndata: {\"type\":\"response.incomplete\",\"sequence_number\":10,"
                + "\"response\":{}}\n\n";
    }

    @Test
    void aStoredAnswerInJsonStaysJsonWhenItIsRetrieved() {
        String odd = "\"zoe\\\"@example.com";
        Guard words = Guard.builder()
                .redaction(Redaction.builder(Policy.defaults())
                        .withoutBuiltInDetectors()
                        .detectors(TestDetectors.word(EntityType.PERSON, odd))
                        .build())
                .build();
        OpenAIClient guarded = GuardedOpenAI.wrap(bare, words);
        Response made = guarded.responses()
                .create(ask("I am " + odd)
                        .text(ResponseTextConfig.builder()
                                .format(ResponseFormatJsonObject.builder().build())
                                .build())
                        .build());
        assertThat(text(guarded.responses().retrieve(made.id()))).isEqualTo(text(made));
        assertThat(text(made)).contains("\\\"zoe");
    }

    @Test
    void aConversationKeepsItsSurrogates() {
        fake.enqueueAt(
                "/conversations",
                Fault.status(
                        200,
                        Map.of(),
                        "{\"id\":\"conv_1\",\"object\":\"conversation\",\"created_at\":1,\"metadata\":{}}"));
        String conversation = client.conversations()
                .create(ConversationCreateParams.builder()
                        .addItem(EasyInputMessage.builder()
                                .role(EasyInputMessage.Role.USER)
                                .content("I am " + MAIL)
                                .build())
                        .build())
                .id();
        Response answer = client.responses()
                .create(ask("Still " + MAIL).conversation(conversation).build());
        String surrogate = fake.requests().get(0).at("/items/0/content").substring("I am ".length());
        assertThat(sent(1)).isEqualTo("Still " + surrogate);
        assertThat(text(answer)).contains(MAIL);
    }

    @Test
    void anotherTenantsResponseIsNotRestored() {
        OpenAIClient other = GuardedOpenAI.withScope(client, Scope.of("other", "c"), Caller.anonymous());
        Response made = other.responses().create(ask("I am " + MAIL).build());
        assertThat(text(made)).contains(MAIL);
        String surrogate = sent(0).substring("I am ".length());
        assertThat(text(client.responses().retrieve(made.id())))
                .contains(surrogate)
                .doesNotContain(MAIL);
    }

    @Test
    void aPinnedScopeComesBeforeWhatTheRequestContinues() {
        Response first = client.responses().create(ask("I am " + MAIL).build());
        OpenAIClient pinned = GuardedOpenAI.withScope(client, Scope.of("t", "c"), Caller.anonymous());
        Response second = pinned.responses()
                .create(ask("Still " + MAIL).previousResponseId(first.id()).build());
        assertThat(sent(1)).doesNotContain(sent(0).substring("I am ".length())).doesNotContain(MAIL);
        assertThat(text(second)).contains(MAIL);
    }

    @Test
    void theTimeOfAScopeStartsAnewWithEachUseAndThenItIsOver() {
        Response made = client.responses().create(ask("I am " + MAIL).build());
        for (int i = 0; i < 3; i++) {
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(50)));
            assertThat(text(client.responses().retrieve(made.id()))).contains(MAIL);
        }
        now.updateAndGet(t -> t.plus(Duration.ofMinutes(61)));
        assertThat(text(client.responses().retrieve(made.id()))).doesNotContain(MAIL);
    }

    @Test
    void aCallThatIsNotStoredLeavesNothingBehind() {
        client.responses().create(ask("I am " + MAIL).store(false).build());
        Response stored = client.responses().create(ask("I am " + MAIL).build());
        assertThat(sent(1)).isNotEqualTo(sent(0));
        assertThat(text(stored)).contains(MAIL);
    }

    @Test
    void repliesThatAreStoredWhileValuesAreInMemoryAreWarnedAboutOnce() {
        String nothingToKeep = Printed.during(() -> {
            client.responses().create(ask("I am nobody").build());
            client.responses().create(ask("I am " + MAIL).store(false).build());
        });
        assertThat(nothingToKeep).doesNotContain("in memory only");
        String log = Printed.during(() -> {
            client.responses().create(ask("I am " + MAIL).build());
            client.responses().create(ask("I am " + MAIL).build());
        });
        assertThat(log).containsOnlyOnce("in memory only").doesNotContain("zoe").doesNotContain("EMAIL_ADDRESS_");
    }
}
