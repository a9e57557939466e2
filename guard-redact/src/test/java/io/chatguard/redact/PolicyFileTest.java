package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Preset;
import io.chatguard.Scope;
import io.chatguard.spi.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections that this module adds to the policy file. */
class PolicyFileTest {

    @Test
    void are_read() {
        Policy policy = Policy.parse("""
                version: 1
                detect:
                  region: US
                  min_score: 0.5
                scope: {ttl: 2h, max_live: 10}
                vault: memory
                reidentify:
                  sinks: {code: true, prose: false}
                  tools:
                    - {tool: send, pointer: /to, type: EMAIL_ADDRESS}
                """, "test");
        assertThat(policy.section(DetectSettings.class)).isEqualTo(new DetectSettings("US", 0.5));
        assertThat(policy.section(ScopeSettings.class)).isEqualTo(new ScopeSettings(Duration.ofHours(2), 10));
        ReidentifySettings reidentify = policy.section(ReidentifySettings.class);
        assertThat(reidentify.open()).containsExactlyInAnyOrder(Sink.CODE, Sink.STRUCTURED);
        assertThat(reidentify.tools())
                .containsExactly(new ToolRule("send", Optional.of("/to"), Optional.of(EntityType.EMAIL_ADDRESS)));
    }

    @Test
    void a_star_opens_every_tool() {
        assertThat(Policy.parse("version: 1\nreidentify: {tools: '*'}", "test")
                        .section(ReidentifySettings.class)
                        .tools())
                .containsExactly(ToolRule.everything());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vault: sqlite | memory",
                "detect: {region: XX} | ISO 3166",
                "reidentify: {sinks: {cod: true}} | code",
                "reidentify: {tools: all} | '*'",
                "reidentify: {tools: [{pointer: /a}]} | tool",
                "scope: {ttl: 0s} | 1h"
            })
    void what_is_wrong_is_refused_with_what_is_allowed(String yaml, String allowed) {
        assertThatThrownBy(() -> Policy.parse("version: 1\n" + yaml, "test"))
                .isInstanceOfSatisfying(
                        GuardException.class,
                        e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.CONFIGURATION))
                .hasMessageContaining(allowed);
    }

    @Test
    void a_guard_of_a_policy_has_a_redaction() {
        try (Guard guard = Guard.from(Policy.defaults())) {
            assertThat(guard.policy().section(VaultSettings.class)).isEqualTo(VaultSettings.defaults());
        }
    }

    @Test
    void the_built_in_detectors_are_there() {
        try (Redaction redaction = Redaction.of(Policy.defaults())) {
            String sent = redaction.pseudonymise(Scope.of("t", "c"), "Write to alice.miller@example.com today");
            assertThat(sent).matches("Write to EMAIL_ADDRESS_1_\\w{6} today");
        }
    }

    @Test
    void sectionDetectSaysHowNamesAreRecognised() {
        NamesSettings names = names("{languages: [de], allow: [Nordwind Traders], deny: [Blue Falcon]}");
        assertThat(names)
                .isEqualTo(new NamesSettings(
                        NamesSettings.Tier.MODEL, List.of("de"), List.of("Nordwind Traders"), List.of("Blue Falcon")));
        assertThat(names("false").tier()).isEqualTo(NamesSettings.Tier.RULES);
        assertThat(names("{tier: 0}").tier()).isEqualTo(NamesSettings.Tier.RULES);
        assertThat(Policy.defaults().section(DetectSettings.class).names()).isEqualTo(NamesSettings.defaults());
    }

    @Test
    void whatIsWrongWithNamesIsToldWithoutTheName() {
        assertThatThrownBy(() -> names("{allow: [" + "Seven ".repeat(20) + "]}"))
                .hasMessageContaining("detect.names.allow[0]")
                .hasMessageContaining("1 to 100 characters")
                .hasMessageNotContaining("Seven");
        assertThatThrownBy(() -> names("{languages: [xx]}"))
                .hasMessageContaining("detect.names.languages[0]")
                .hasMessageContaining("en, de, fr");
        assertThatThrownBy(() -> names("{allows: []}")).hasMessageContaining("allow");
    }

    @Test
    void aPolicyThatDoesNothingAboutNamesHasNoDetectorOfThem() {
        assertThat(Redaction.builtInDetector(Policy.of(Preset.SECRETS_ONLY)).name())
                .isEqualTo("rules/builtin");
        assertThat(Redaction.builtInDetector(Policy.of(Preset.PCI)).name()).isEqualTo("rules/builtin");
        assertThat(Redaction.builtInDetector(Policy.defaults()).name()).isEqualTo("rules/builtin+names");
    }

    private static NamesSettings names(String written) {
        return Policy.parse("version: 1\ndetect: {names: " + written + "}\n", "test")
                .section(DetectSettings.class)
                .names();
    }
}
