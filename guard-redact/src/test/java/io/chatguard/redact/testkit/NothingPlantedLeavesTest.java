package io.chatguard.redact.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.redact.ReidentifySettings;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Soak;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promises 1 and 2: nothing planted leaves in clear, and what comes back reads as it was written. */
class NothingPlantedLeavesTest {

    private static Policy.Builder pseudonymising() {
        return Policy.builder()
                .action(EntityType.CREDENTIAL, Action.PSEUDONYMIZE)
                .action(EntityType.URL, Action.PSEUDONYMIZE);
    }

    private static Guard withoutRedaction() {
        return Guard.builder()
                .interceptor(new Interceptor() {
                    @Override
                    public Call open(Exchange exchange) {
                        return new Call() {};
                    }
                })
                .build();
    }

    @Test
    void noPlantedValueOfAGeneratedConversationReachesTheWireAndEveryAnswerIsRestored() {
        Policy open = pseudonymising()
                .section(ReidentifySettings.class, ReidentifySettings.everywhere())
                .build();
        try (Guard guard = Guard.from(open)) {
            Map<String, Integer> classes = LeakCheck.of(guard)
                    .tries(Soak.cases(2_000, 100_000))
                    .seed(Soak.seed())
                    .conversations();
            System.out.println("classes of generated conversations: " + classes);
            assertThat(classes.keySet())
                    .containsAll(List.of(
                            "api CHAT",
                            "api RESPONSES",
                            "transfer WHOLE",
                            "transfer STREAMED",
                            "role SYSTEM",
                            "role DEVELOPER",
                            "role USER",
                            "role ASSISTANT",
                            "role TOOL",
                            "shape STRING",
                            "shape PARTS",
                            "shape TOOL_CALL",
                            "shape TOOL_TEXT",
                            "shape TOOL_JSON",
                            "text beyond ASCII",
                            "text plane 1",
                            "text plane 2",
                            "text plane 14",
                            "text plane 16",
                            "look-alike",
                            "code block",
                            "link",
                            "metadata",
                            "value repeated",
                            "value nested",
                            "values adjacent",
                            "type EMAIL_ADDRESS",
                            "type PHONE_NUMBER",
                            "type CREDIT_CARD",
                            "type IBAN_CODE",
                            "type IP_ADDRESS",
                            "type MAC_ADDRESS",
                            "type US_SSN",
                            "type CREDENTIAL",
                            "type URL"));
        }
    }

    @Test
    void theDefaultSinksKeepSurrogatesAndNothingElseDiffers() {
        try (Guard guard = Guard.from(pseudonymising().build())) {
            LeakCheck.of(guard).tries(Soak.cases(200, 5_000)).seed(Soak.seed()).conversations();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"MASK", "GENERALIZE", "HASH", "REDACT"})
    void noOtherActionLetsAValueThrough(Action action) {
        Policy.Builder policy = Policy.builder();
        PiiArbitraries.byType().keySet().forEach(type -> policy.action(type, action));
        try (Guard guard = Guard.from(policy.build())) {
            LeakCheck.of(guard)
                    .tries(Soak.cases(100, 5_000))
                    .seed(Soak.seed())
                    .withoutRestore()
                    .conversations();
        }
    }

    @Test
    void theSameCheckFailsWithRedactionSwitchedOff() {
        try (Guard off = withoutRedaction()) {
            assertThatThrownBy(() -> LeakCheck.of(off).tries(1).conversations())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("left the JVM at");
            assertThatThrownBy(() ->
                            LeakCheck.of(off).tries(1).template(v -> "Write to " + v.get(EntityType.EMAIL_ADDRESS)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("EMAIL_ADDRESS left the JVM at /messages/0/content")
                    .hasMessageContaining("repeat with seed(");
        }
    }

    @Test
    void aTemplateOfTheUsersOwnIsCheckedInOneLine() {
        try (Guard guard = Guard.from(Policy.defaults())) {
            LeakCheck.of(guard)
                    .tries(50)
                    .template(v -> "Summarise the complaint of " + v.get(EntityType.EMAIL_ADDRESS) + " about card "
                            + v.get(EntityType.CREDIT_CARD) + ".");
        }
    }

    @Test
    void namesThatAnActionMakesTheSameStopTheCallWithATypedError() {
        Policy redacting =
                Policy.builder().action(EntityType.EMAIL_ADDRESS, Action.REDACT).build();
        try (Guard guard = Guard.from(redacting);
                FakeOpenAi fake = FakeOpenAi.start()) {
            OpenAIClient client = GuardedOpenAI.wrap(
                    OpenAIOkHttpClient.builder()
                            .baseUrl(fake.baseUrl())
                            .apiKey("none")
                            .build(),
                    guard);
            ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                    .model("gpt-4o")
                    .addUserMessage("hi")
                    .metadata(ChatCompletionCreateParams.Metadata.builder()
                            .putAdditionalProperty("kim@example.com", JsonValue.from("1"))
                            .putAdditionalProperty("lee@example.com", JsonValue.from("2"))
                            .build())
                    .build();
            assertThatThrownBy(() -> client.chat().completions().create(params))
                    .isInstanceOfSatisfying(
                            GuardException.class,
                            e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.REQUEST_REFUSED))
                    .hasMessageContaining("such as pseudonymize or hash")
                    .hasMessageNotContaining("kim");
            assertThat(fake.requests()).isEmpty();
        }
    }
}
