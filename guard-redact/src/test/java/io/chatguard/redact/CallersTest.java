package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Caller;
import io.chatguard.Caller.Assurance;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.LegalBasis;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.Consent;
import io.chatguard.spi.ConsentCheck;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets values, and whether a call may be made at all; through the SDK and over a socket. */
class CallersTest {

    private static final Scope SCOPE = Scope.of("t", "c");
    private static final String MAIL = "bob@example.com";
    private static final Caller AGENT = new Caller("a", "support", Set.of("agent"), Assurance.AUTHENTICATED);
    private static final String ONLY_AGENTS = """
            version: 1
            reidentify:
              callers:
                - {purposes: [support], roles: [agent, lead], assurance: authenticated, types: [EMAIL_ADDRESS]}
            """;

    private final FakeOpenAi fake = FakeOpenAi.start();
    private final OpenAIClient bare = OpenAIOkHttpClient.builder()
            .baseUrl(fake.baseUrl())
            .apiKey("k")
            .maxRetries(0)
            .build();
    private final List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
    private final List<AuditEvent> audit = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        bare.close();
        fake.close();
    }

    private Guard guard(String policy, Optional<ConsentCheck> check) {
        Guard.Builder builder = Guard.builder()
                .policy(Policy.parse(policy, "test"))
                .audit(audit::add)
                .onReceipt(receipts::add);
        check.ifPresent(builder::consent);
        return builder.build();
    }

    private String ask(Guard guard, Caller caller, String text) {
        return GuardedOpenAI.withScope(GuardedOpenAI.wrap(bare, guard), SCOPE, caller)
                .chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("m")
                        .addUserMessage(text)
                        .build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElse("");
    }

    private void echo() {
        fake.model(Model.echo());
    }

    @Test
    void a_caller_gets_values_where_purpose_role_assurance_and_type_fit() {
        Policy policy = Policy.parse(ONLY_AGENTS, "test");
        try (Redaction redaction = Redaction.of(policy)) {
            String sent = redaction.pseudonymise(SCOPE, "Mail " + MAIL);
            assertThat(redaction.reidentify(SCOPE, AGENT, sent)).isEqualTo("Mail " + MAIL);
            for (Caller other : List.of(
                    Caller.anonymous(),
                    new Caller("a", "marketing", Set.of("agent"), Assurance.AUTHENTICATED),
                    new Caller("a", "support", Set.of("guest"), Assurance.AUTHENTICATED),
                    new Caller("a", "support", Set.of("agent"), Assurance.CLAIMED))) {
                assertThat(redaction.reidentify(SCOPE, other, sent)).isEqualTo(sent);
            }
            String card = redaction.pseudonymise(SCOPE, "Card 4111 1111 1111 1111");
            assertThat(redaction.reidentify(SCOPE, AGENT, card)).isEqualTo(card);
            String typed = redaction.pseudonymise(SCOPE, "EMAIL_ADDRESS_9_ABCDEF");
            assertThat(redaction.reidentify(SCOPE, Caller.anonymous(), typed)).isEqualTo("EMAIL_ADDRESS_9_ABCDEF");
        }
    }

    @Test
    void what_a_caller_may_not_have_looks_like_what_nobody_knows_but_to_the_audit() {
        Policy policy = Policy.parse(ONLY_AGENTS, "test");
        try (Redaction redaction = Redaction.of(policy)) {
            String denied = redaction.pseudonymise(SCOPE, MAIL);
            String unknown = denied.substring(0, denied.length() - 1) + (denied.endsWith("0") ? "1" : "0");
            FakeExchange first = FakeExchange.pinned(policy, SCOPE);
            FakeExchange second = FakeExchange.pinned(policy, SCOPE);
            assertThat(AdversarialSurrogatesTest.reply(redaction, first, denied))
                    .isEqualTo(denied);
            assertThat(AdversarialSurrogatesTest.reply(redaction, second, unknown))
                    .isEqualTo(unknown);
            assertThat(first.receipt().withheld()).isEqualTo(1);
            assertThat(second.receipt().withheld()).isZero();
            assertThat(first.receipt().unresolved()).isEqualTo(second.receipt().unresolved());
        }
    }

    @Test
    void receipts_do_not_tell_what_audit_records_tell() {
        echo();
        try (Guard guard = guard(ONLY_AGENTS, Optional.empty())) {
            assertThat(ask(guard, Caller.anonymous(), "Mail " + MAIL)).startsWith("Mail EMAIL_ADDRESS_1_");
            assertThat(receipts.get(0).withheld()).isZero();
            assertThat(receipts.get(0).unresolved()).isEqualTo(1);
            assertThat(audit.get(1).receipt().withheld()).isEqualTo(1);
            assertThat(ask(guard, AGENT, "Mail " + MAIL)).isEqualTo("Mail " + MAIL);
        }
    }

    @Test
    void a_grant_is_recorded_with_its_basis_before_anything_is_sent() {
        echo();
        List<ConsentCheck.Question> asked = new ArrayList<>();
        ConsentCheck check = question -> {
            asked.add(question);
            return Consent.granted(LegalBasis.CONTRACT);
        };
        try (Guard guard = guard("version: 1\nconsent: {purposes: [support]}", Optional.of(check))) {
            ask(guard, AGENT, "Hello");
            assertThat(asked).extracting(q -> q.caller().purpose()).containsExactly("support");
            assertThat(audit.get(0).phase()).isEqualTo(AuditEvent.Phase.DECISION);
            assertThat(audit.get(0).receipt().legalBasis()).contains(LegalBasis.CONTRACT);
            assertThat(receipts.get(0).summary()).contains("Art. 6(1)(b) GDPR");
            ask(guard, Caller.anonymous(), "Hello");
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void without_consent_nothing_is_looked_at_and_nothing_is_sent() {
        try (Guard guard =
                guard("version: 1\nconsent: {purposes: '*'}", Optional.of(q -> Consent.denied("withdrawn")))) {
            assertThatThrownBy(() -> ask(guard, AGENT, "Mail " + MAIL))
                    .isInstanceOfSatisfying(GuardException.class, e -> {
                        assertThat(e.reason()).isEqualTo(GuardException.Reason.BLOCKED);
                        assertThat(e.rule()).isEqualTo("consent/withdrawn");
                    });
            assertThat(fake.requests()).isEmpty();
            assertThat(receipts.get(0).found()).isEmpty();
            assertThat(audit).hasSize(1);
        }
    }

    @Test
    void a_check_that_throws_stops_the_call_without_its_words() {
        ConsentCheck check = question -> {
            throw new IllegalStateException("secret " + MAIL);
        };
        try (Guard guard = guard("version: 1", Optional.of(check))) {
            assertThatThrownBy(() -> ask(guard, AGENT, "Hello"))
                    .isInstanceOfSatisfying(
                            GuardException.class,
                            e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.STAGE_FAILED))
                    .hasMessageNotContaining(MAIL);
            assertThat(fake.requests()).isEmpty();
        }
    }

    @Test
    void types_that_need_consent_are_asked_about_when_they_are_found() {
        echo();
        List<ConsentCheck.Question> asked = new ArrayList<>();
        ConsentCheck check = question -> {
            asked.add(question);
            return Consent.denied("special");
        };
        try (Guard guard = guard("version: 1\nconsent: {types: [EMAIL_ADDRESS]}", Optional.of(check))) {
            ask(guard, AGENT, "Hello");
            assertThat(asked).isEmpty();
            assertThatThrownBy(() -> ask(guard, AGENT, "Mail " + MAIL)).isInstanceOf(GuardException.class);
            assertThat(asked.get(0).types()).extracting(Object::toString).containsExactly("EMAIL_ADDRESS");
            assertThat(fake.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consent: {purposes: '*'}",
                "consent: {}",
                "consent: {types: []}",
                "consent: {purposes: all}",
                "reidentify: {callers: []}",
                "reidentify: {callers: [{}]}",
                "reidentify: {callers: [{roles: []}]}",
                "reidentify: {hosts: [{host: 'exa mple'}]}"
            })
    void a_policy_that_nobody_can_keep_is_refused(String section) {
        assertThatThrownBy(
                        () -> guard("version: 1\n" + section, Optional.empty()).close())
                .isInstanceOfSatisfying(
                        GuardException.class,
                        e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.CONFIGURATION));
    }
}
