package io.chatguard;

import static io.chatguard.Action.ALLOW;
import static io.chatguard.Action.BLOCK;
import static io.chatguard.Action.FLAG;
import static io.chatguard.Action.HASH;
import static io.chatguard.Action.MASK;
import static io.chatguard.Action.PSEUDONYMIZE;
import static io.chatguard.Action.REDACT;
import static io.chatguard.Direction.REPLY;
import static io.chatguard.Direction.REQUEST;
import static io.chatguard.EntityType.CREDENTIAL;
import static io.chatguard.EntityType.EMAIL_ADDRESS;
import static io.chatguard.EntityType.PERSON;
import static io.chatguard.EntityType.URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.Policy.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @ParameterizedTest
    @EnumSource(Role.class)
    void byDefaultRequestsArePseudonymisedCredentialsBlockAndRepliesStay(Role role) {
        Policy policy = Policy.defaults();
        assertThat(policy.actionFor(EMAIL_ADDRESS, role, REQUEST)).isEqualTo(PSEUDONYMIZE);
        assertThat(policy.actionFor(EntityType.of("OF_MY_OWN"), role, REQUEST)).isEqualTo(PSEUDONYMIZE);
        assertThat(policy.actionFor(CREDENTIAL, role, REQUEST)).isEqualTo(BLOCK);
        assertThat(policy.actionFor(URL, role, REQUEST)).isEqualTo(ALLOW);
        assertThat(policy.actionFor(CREDENTIAL, role, REPLY)).isEqualTo(ALLOW);
        assertThat(policy.actionFor(EMAIL_ADDRESS, role, REPLY)).isEqualTo(ALLOW);
    }

    @Test
    void theOtherDefaultsAreTheStrictOnes() {
        Policy policy = Policy.defaults();
        assertThat(policy.opaque()).isEqualTo(Policy.Opaque.BLOCK);
        assertThat(policy.unknown()).isEqualTo(Policy.Unknown.CAREFUL);
        assertThat(policy.maxRequestBytes()).isEqualTo(32L << 20);
        assertThat(policy.maxReplyBytes()).isEqualTo(64L << 20);
        assertThat(policy.name()).isEqualTo("default");
        assertThat(policy.tenant()).isEqualTo("default");
    }

    @Test
    void aRuleForAllTypesNeverWeakensOneOfATypeWhateverTheOrder() {
        Policy policy = Policy.builder().action(PERSON, REDACT).otherwise(FLAG).build();
        assertThat(policy.actionFor(PERSON, Role.USER, REQUEST)).isEqualTo(REDACT);
        assertThat(policy.actionFor(CREDENTIAL, Role.USER, REQUEST)).isEqualTo(BLOCK);
        assertThat(policy.actionFor(URL, Role.USER, REQUEST)).isEqualTo(FLAG);
    }

    @Test
    void amongRulesOfAKindTheLaterOneDecides() {
        Policy policy = Policy.builder()
                .otherwise(FLAG)
                .otherwise(HASH)
                .action(PERSON, REDACT)
                .rule(Rule.of(PERSON, ALLOW).from(Role.SYSTEM))
                .build();
        assertThat(policy.actionFor(URL, Role.USER, REQUEST)).isEqualTo(HASH);
        assertThat(policy.actionFor(PERSON, Role.SYSTEM, REQUEST)).isEqualTo(ALLOW);
        assertThat(policy.actionFor(PERSON, Role.USER, REQUEST)).isEqualTo(REDACT);
    }

    @Test
    void aRuleCanSpeakOfRepliesOrOfBothWays() {
        Policy policy = Policy.builder()
                .rule(Rule.of(PERSON, MASK).going(REPLY))
                .rule(Rule.of(URL, BLOCK).bothWays())
                .build();
        assertThat(policy.actionFor(PERSON, Role.ASSISTANT, REPLY)).isEqualTo(MASK);
        assertThat(policy.actionFor(PERSON, Role.ASSISTANT, REQUEST)).isEqualTo(PSEUDONYMIZE);
        assertThat(policy.actionFor(URL, Role.ASSISTANT, REPLY)).isEqualTo(BLOCK);
        assertThat(policy.actionFor(URL, Role.USER, REQUEST)).isEqualTo(BLOCK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", ".a", "a=b", "ä", "a\u2028b"})
    void aNameThatCouldForgeALogLineIsRefused(String name) {
        assertThatThrownBy(() -> Policy.builder().name(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Policy.builder().name("a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNameAndNumberOfRulesOnly() {
        assertThat(Policy.builder().name("support").tenant("secret-tenant").build())
                .asString()
                .matches("Policy\\[support, rules=[0-9]+]");
    }
}
