package io.chatguard.moderate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.spi.Guardrail.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section that this module adds to the policy file. */
class PolicyFileTest {

    private static GuardrailSettings read(String guardrails) {
        return Policy.parse("version: 1\nguardrails:\n" + guardrails.indent(2), "test")
                .section(GuardrailSettings.class);
    }

    @Test
    void isReadInAllItsParts(@TempDir Path folder) throws IOException {
        Path words = Files.writeString(folder.resolve("terms.txt"), "# names\nfalcon\n\n  project x \n");
        GuardrailSettings settings = read("""
                links: {allow: [example.com, 192.0.2.7, localhost], prose: block, tools: flag}
                hidden_text: redact
                terms:
                  - {name: a, words: [x], file: '%s', action: flag, direction: reply}
                leak: {canary: true, words: 20, action: flag}
                allow: {models: [m], tools: [], mcp: [h.example]}
                answers: {action: block, types: [EMAIL_ADDRESS]}
                moderation:
                  model: omni
                  threshold: 0.4
                  categories: {self-harm/intent: {threshold: 0.1, action: flag}, hate: {action: allow}}
                  direction: request
                  budget: 2s
                  unjudged: pass
                """.formatted(words.toString().replace('\\', '/')));
        assertThat(settings)
                .isEqualTo(new GuardrailSettings(
                        Optional.of(new LinkSettings(
                                Set.of("example.com", "192.0.2.7", "localhost"), Action.BLOCK, Action.FLAG)),
                        Optional.of(Action.REDACT),
                        java.util.List.of(new TermSettings(
                                "a", Set.of("x", "falcon", "project x"), Action.FLAG, Set.of(Direction.REPLY))),
                        Optional.of(new LeakSettings(LeakSettings.Canary.ADD, 20, Action.FLAG)),
                        Optional.of(new AllowSettings(
                                Optional.of(Set.of("m")), Optional.of(Set.of()), Optional.of(Set.of("h.example")))),
                        Optional.of(new AnswerSettings(Set.of(EntityType.EMAIL_ADDRESS), Action.BLOCK)),
                        Optional.of(new ModerationSettings(
                                "omni",
                                new ModerationSettings.Category(0.4, Action.BLOCK),
                                Map.of(
                                        "self-harm/intent",
                                        new ModerationSettings.Category(0.1, Action.FLAG),
                                        "hate",
                                        new ModerationSettings.Category(0.4, Action.ALLOW)),
                                Set.of(Direction.REQUEST),
                                Budget.of(Duration.ofSeconds(2)).passingUnjudged()))));
    }

    @Test
    void nothingIsOnWithoutIt() {
        assertThat(Policy.defaults().section(GuardrailSettings.class)).isEqualTo(GuardrailSettings.none());
    }

    @Test
    void itsSchemaIsPartOfThePublishedOne() {
        assertThat(Policy.schema()).contains("\"hidden_text\"", "\"self-harm/instructions\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "link: {} | links",
                "links: {allow: [co.uk]} | public suffix",
                "links: {allow: [Example.com]} | lower-case",
                "links: {allow: ['https://example.com']} | domain",
                "links: {prose: neutralise} | redact",
                "hidden_text: allow | flag, redact, block",
                "terms: [{words: [x]}] | name",
                "terms: [{name: a}] | words",
                "terms: [{name: a, words: [' ']}] | blank",
                "terms: [{name: a, file: /no/such/file}] | working directory",
                "leak: {words: 2} | 4",
                "leak: {action: redact} | flag, block",
                "answers: {types: [EMAIL_ADDRESS]} | action",
                "moderation: {categories: {anger: {}}} | harassment",
                "moderation: {threshold: 2} | 1",
                "moderation: {budget: 0s} | 5s",
                "moderation: {unjudged: maybe} | block, pass",
            })
    void whatIsWrongIsRefusedWithWhatIsAllowed(String line, String allowed) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOfSatisfying(
                        GuardException.class,
                        e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.CONFIGURATION))
                .hasMessageContaining(allowed);
    }
}
