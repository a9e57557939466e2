package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseTextConfig;
import io.chatguard.Caller;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.spi.Event;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Reply;
import io.chatguard.testkit.Splitter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** A streamed call has the receipt of the same call not streamed: a text counts once, however often it is repeated. */
class StreamedReceiptTest {

    private static final Scope SCOPE = Scope.of("tenant", "conversation");
    private static final String STRANGER = "EMAIL_ADDRESS_9_7KQXM4";

    private static @Nullable FakeOpenAi fake;
    private static @Nullable OpenAIClient bare;

    @BeforeContainer
    static void start() {
        FakeOpenAi started = FakeOpenAi.start();
        fake = started;
        bare = OpenAIOkHttpClient.builder()
                .baseUrl(started.baseUrl())
                .apiKey("test-key")
                .maxRetries(0)
                .build();
    }

    @AfterContainer
    static void stop() {
        if (bare != null && fake != null) {
            bare.close();
            fake.close();
        }
    }

    /** One guarded client, the surrogates of its scope, and the receipts of its calls. */
    private record Desk(OpenAIClient client, String person, String mail, List<Receipt> receipts) {

        String prose(Random random) {
            String[] words = {
                "hello ",
                person + " ",
                "**" + person + "** and ",
                mail.toLowerCase(java.util.Locale.ROOT) + ", ",
                STRANGER + " ",
                "`code " + mail + "` ",
                "<https://example.com/?q=" + person + "> ",
                "a_b ",
                "🦓. "
            };
            StringBuilder text = new StringBuilder("So: ");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            return text.toString();
        }

        String document(Random random) {
            StringBuilder items = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                items.append(",\"").append(prose(random)).append('"');
            }
            String name = random.nextBoolean() ? "who" : person;
            return "{\"" + name + "\":\"" + prose(random) + "\",\"phone\":12345678,\"empty\":\"\",\"list\":[7" + items
                    + "]}";
        }
    }

    private static Desk desk(Redaction redaction) {
        if (bare == null) {
            throw new IllegalStateException("not started");
        }
        List<Receipt> receipts = new ArrayList<>();
        Guard guard =
                Guard.builder().redaction(redaction).onReceipt(receipts::add).build();
        OpenAIClient client = GuardedOpenAI.withScope(GuardedOpenAI.wrap(bare, guard), SCOPE, Caller.anonymous());
        return new Desk(
                client,
                redaction.pseudonymise(SCOPE, "alice"),
                redaction.pseudonymise(SCOPE, "bob@example.com"),
                receipts);
    }

    private static Redaction redaction() {
        return Redaction.builder(Policy.defaults())
                .withoutBuiltInDetectors()
                .detectors(TestDetectors.word(EntityType.PERSON, "alice"), TestDetectors.mail())
                .build();
    }

    private static Reply reply(Desk desk, Random random, boolean structured) {
        String text = structured ? desk.document(random) : desk.prose(random);
        Reply reply = switch (random.nextInt(4)) {
            case 0 -> Reply.toolCall("look_up", desk.document(random));
            case 1 -> Reply.refusal(desk.prose(random));
            default -> Reply.text(text);
        };
        if (random.nextBoolean()) {
            reply = reply.andToolCall("write", desk.document(random));
        }
        return random.nextBoolean() ? reply.andCustomToolCall("shout", desk.prose(random)) : reply;
    }

    private static void enqueueTwice(Reply reply, long seed) {
        if (fake == null) {
            throw new IllegalStateException("not started");
        }
        fake.split(Splitter.random(seed)).enqueue(reply, reply);
    }

    @Property(tries = 150)
    void of_a_chat(@ForAll long seed) {
        Random random = new Random(seed);
        boolean structured = random.nextInt(3) == 0;
        try (Redaction redaction = redaction()) {
            Desk desk = desk(redaction);
            Reply first = reply(desk, random, structured);
            int choices = 1 + random.nextInt(2);
            enqueueTwice(choices == 1 ? first : Reply.choices(first, reply(desk, random, structured)), seed);
            ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                    .model("gpt-4o")
                    .n(choices)
                    .addUserMessage("I am alice.");
            if (structured) {
                params.responseFormat(ResponseFormatJsonObject.builder().build());
            }
            desk.client().chat().completions().create(params.build());
            try (var stream = desk.client().chat().completions().createStreaming(params.build())) {
                assertThat(stream.stream().count()).isPositive();
            }
            assertSame(desk.receipts());
        }
    }

    @Property(tries = 150)
    void of_a_response(@ForAll long seed) {
        Random random = new Random(seed);
        boolean structured = random.nextInt(3) == 0;
        try (Redaction redaction = redaction()) {
            Desk desk = desk(redaction);
            Reply reply = reply(desk, random, structured);
            enqueueTwice(random.nextBoolean() ? reply.reasoning(desk.prose(random)) : reply, seed);
            ResponseCreateParams.Builder params = ResponseCreateParams.builder()
                    .model("gpt-4o")
                    .instructions("Be kind to alice and bob@example.com")
                    .input("I am alice.")
                    .store(random.nextBoolean());
            if (structured) {
                params.text(ResponseTextConfig.builder()
                        .format(ResponseFormatJsonObject.builder().build())
                        .build());
            }
            desk.client().responses().create(params.build());
            try (var stream = desk.client().responses().createStreaming(params.build())) {
                assertThat(stream.stream().count()).isPositive();
            }
            assertSame(desk.receipts());
        }
    }

    private static void assertSame(List<Receipt> receipts) {
        assertThat(receipts).hasSize(2);
        Receipt whole = receipts.get(0);
        Receipt streamed = receipts.get(1);
        assertThat(fields(streamed)).isEqualTo(fields(whole));
        assertThat(events(streamed)).isEqualTo(events(whole));
    }

    private static Map<String, String> fields(Receipt receipt) {
        Map<String, String> fields = new java.util.LinkedHashMap<>(receipt.fields());
        fields.remove("exchange");
        fields.remove("streamed");
        // The request of a stream says so: it has a member more.
        fields.remove("segments.request");
        return fields;
    }

    /** Types, sinks and places, without their order: an answer's choices stream side by side. */
    private static List<String> events(Receipt receipt) {
        return receipt.events().stream()
                .filter(e -> !(e instanceof Event.Screened screened) || screened.direction() == Direction.REPLY)
                .map(Event::toString)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
