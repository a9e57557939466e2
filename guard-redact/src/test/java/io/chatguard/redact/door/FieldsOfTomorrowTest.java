package io.chatguard.redact.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.redact.Redaction;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Fields that the API does not have today are text on the day they appear. */
class FieldsOfTomorrowTest {

    private static final String MAIL = "bob@example.com";

    /** Finds the word by its surroundings only. */
    private static final Detector GUESS =
            Detector.ofText(EntityType.of("CODE_NAME"), "test/guess", 0.9, Evidence.CONTEXT, (text, found) -> {
                int at = text.indexOf("bluebird");
                if (at >= 0) {
                    found.accept(new Detector.Span(at, at + 8));
                }
            });

    private static String sent(Policy policy, ChatCompletionCreateParams params, AtomicReference<Receipt> receipt)
            throws Exception {
        try (AnyApi api = new AnyApi();
                Guard guard = Guard.builder()
                        .policy(policy)
                        .redaction(Redaction.builder(policy).detectors(GUESS).build())
                        .onReceipt(receipt::set)
                        .build()) {
            OpenAIClient bare = OpenAIOkHttpClient.builder()
                    .baseUrl(api.baseUrl())
                    .apiKey("none")
                    .maxRetries(0)
                    .build();
            GuardedOpenAI.wrap(bare, guard).chat().completions().create(params);
            bare.close();
            List<AnyApi.Received> received = new ArrayList<>(api.take());
            assertThat(received).hasSize(1);
            return received.get(0).body();
        }
    }

    private static ChatCompletionCreateParams params(String text) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("hello")
                .putAdditionalBodyProperty(
                        "hologram", JsonValue.from(Map.of("caption", text, text, List.of("type", Map.of("id", text)))))
                .build();
    }

    @Test
    void whatHasAFixedStructureIsAlteredThereKeysIncluded() throws Exception {
        AtomicReference<Receipt> receipt = new AtomicReference<>();
        String body = sent(Policy.defaults(), params(MAIL), receipt);
        assertThat(body).doesNotContain(MAIL).contains("\"hologram\":{").contains("\"caption\":\"EMAIL_ADDRESS_1_");
        assertThat(receipt.get().found(EntityType.EMAIL_ADDRESS, Action.PSEUDONYMIZE))
                .isEqualTo(3);
    }

    @Test
    void whatOnlyItsSurroundingsGiveAwayIsFlaggedThere() throws Exception {
        AtomicReference<Receipt> receipt = new AtomicReference<>();
        String body = sent(Policy.defaults(), params("the bluebird plan"), receipt);
        assertThat(body).contains("\"caption\":\"the bluebird plan\"");
        assertThat(receipt.get().found(EntityType.of("CODE_NAME"), Action.FLAG)).isEqualTo(3);
    }

    @Test
    void aStrictPolicyAltersThatToo() throws Exception {
        Policy strict = Policy.builder().unknown(Policy.Unknown.STRICT).build();
        AtomicReference<Receipt> receipt = new AtomicReference<>();
        String body = sent(strict, params("the bluebird plan"), receipt);
        assertThat(body).doesNotContain("bluebird").contains("\"caption\":\"the CODE_NAME_1_");
    }
}
