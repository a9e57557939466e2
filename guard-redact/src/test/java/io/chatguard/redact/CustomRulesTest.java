package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.Scope;
import io.chatguard.spi.Detector;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and terms of users, in the policy file and in code. */
class CustomRulesTest {
    private static final String BADGES = """
            version: 1
            custom_types: [EMPLOYEE_ID, CUSTOMER]
            entities: {EMPLOYEE_ID: redact}
            detect:
              rules:
                - id: acme/badge
                  type: EMPLOYEE_ID
                  pattern: 'AC-\\d{6}'
                  words: {en: [badge, employee*], de: [Ausweis]}
                  score: 0.3
                  score_with_context: 0.9
                  finds: ['my badge is «AC-004217»']
                  ignores: ['part AC-004217', 'badge AC-12']
              terms:
                - {type: CUSTOMER, words: [Anna Schmidt, Nordwind AG]}
                - {type: CUSTOMER, words: [Project Falcon], ignore_case: true}
            """;

    @TempDir
    Path folder;

    private static List<String> found(Detector detector, String text) {
        List<String> found = new ArrayList<>();
        detector.detect(List.of(Segment.of("/x", Role.USER, Segment.Kind.PROSE, text)), (Finding f) -> {
            if (f.score() >= 0.4) {
                found.add(f.type() + " " + text.substring(f.start(), f.end()));
            }
        });
        return found;
    }

    private static List<String> found(String policy, String text) {
        return found(rulesOf(Policy.parse(policy, "test")), text);
    }

    /** Rules and terms, without names. */
    private static Detector rulesOf(Policy policy) {
        return Redaction.builtInDetector(policy.with(
                DetectSettings.class, policy.section(DetectSettings.class).withoutNames()));
    }

    @Test
    void ofThePolicyFindWhatTheySay() {
        assertThat(found(BADGES, "badge AC-004217 of Anna  Schmidt, PROJECT falcon; nordwind ag"))
                .containsExactlyInAnyOrder(
                        "EMPLOYEE_ID AC-004217", "CUSTOMER Anna  Schmidt", "CUSTOMER PROJECT falcon");
        assertThat(found(BADGES, "part AC-004217")).isEmpty();
        assertThat(found(BADGES, "badge xAC-004217 of Anna Schmidts")).isEmpty();
    }

    @Test
    void ofThePolicyAreActedOnAsItSays() {
        try (Redaction redaction = Redaction.of(Policy.parse(BADGES, "test"))) {
            String sent = redaction.pseudonymise(Scope.of("t", "c"), "badge AC-004217 of Anna Schmidt");
            assertThat(sent).matches("badge \\[EMPLOYEE_ID] of CUSTOMER_1_\\w{6}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "Ｂａｄｇｅ ＡＣ－００４２１７^EMPLOYEE_ID",
                "badge AC%2D004217^EMPLOYEE_ID",
                "An\u200bna Schmidt^CUSTOMER",
                "Anna%20Schmidt^CUSTOMER",
                "QW5uYSBTY2htaWR0IGlzIGEgY3VzdG9tZXI=^CUSTOMER"
            })
    void areReadInDisguiseToo(String text, String type) {
        assertThat(found(BADGES, text)).anyMatch(f -> f.startsWith(type + " "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "{id: a/b, type: X, pattern: 'x(?<=y)'}^test:4:35: detect.rules[0].pattern: rule a/b: pattern, position 1: look-around",
                "{id: a/b, type: X, pattern: x, finds: [y]}^rule a/b: example 1 under 'finds' fails: nothing counts",
                "{id: a/b, type: X, pattern: x, ignores: [y, x]}^rule a/b: example 2 under 'ignores' fails",
                "{id: a/b, type: X, pattern: 'x+', finds: ['«x»x']}^example 1 under 'finds' fails: what counts in it is not",
                "{id: b, type: X, pattern: x}^a rule's id is family/name",
                "{type: X, pattern: x}^a rule has an id, or names a file",
                "{id: a/b, type: x, pattern: x}^an entity type has",
                "{id: a/b, type: X, patern: x}^unknown key",
                "{id: a/b, type: X, pattern: x, score: 2}^from 0.0 to 1.0",
                "{id: a/b, type: X, pattern: x, context: NONE}^no such list of context words; allowed: CREDENTIAL",
                "{id: email/rfc5321, type: X, pattern: x}^this id is one of the library's",
                "{file: nowhere.rules}^nowhere.rules: there is no such file"
            })
    void aSlipOfThePenIsRefusedWithItsPlace(String rule, String told) {
        assertThatThrownBy(() -> Policy.parse("version: 1\ndetect:\n  rules:\n    - " + rule, "test"))
                .isInstanceOfSatisfying(
                        GuardException.class,
                        e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.CONFIGURATION))
                .hasMessageContaining(told);
    }

    @Test
    void theTextOfAnExampleIsNotTold() {
        assertThatThrownBy(() -> Policy.parse(
                        "version: 1\ndetect: {rules: [{id: a/b, type: X, pattern: x, finds: [Kim Fischer]}]}", "test"))
                .hasMessageContaining("example 1")
                .hasMessageNotContaining("Kim");
    }

    @Test
    void twoRulesOfOneIdAreRefused() {
        assertThatThrownBy(() -> Policy.parse(
                        "version: 1\ndetect: {rules: [{id: a/b, type: X, pattern: x}, {id: a/b, type: X, pattern: y}]}",
                        "test"))
                .hasMessageContaining("detect.rules[1]: rule a/b: there are two rules of this id");
    }

    @Test
    void filesAreTakenFromTheFolderOfThePolicy() throws IOException {
        Files.writeString(folder.resolve("acme.rules"), "rule: acme/x\ntype: X\npattern: x\\d\nfinds: an «x1»\n");
        Files.writeString(folder.resolve("names.txt"), "# customers\nAnna Schmidt\n\n Jörg Müller \n");
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                "version: 1\ndetect:\n  rules: [{file: acme.rules}]\n  terms: [{type: CUSTOMER, file: names.txt}]\n");
        Detector detector = rulesOf(Policy.load(policy));
        assertThat(found(detector, "x1 of Jo\u0308rg Mu\u0308ller"))
                .contains("X x1", "CUSTOMER Jo\u0308rg Mu\u0308ller");
        assertThat(detector.version()).endsWith("+r1.t2");
    }

    @Test
    void aFileIsRefusedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("acme.rules"), "rule: acme/x\ntype: X\npattern: (x\n");
        Files.write(folder.resolve("names.txt"), "Anna Schmidt\nJ\u00f6rg".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("short.txt"), "Anna\n\nB\n");
        Path policy = folder.resolve("policy.yaml");
        assertRefused(
                policy, "rules: [{file: acme.rules}]", "acme.rules:1: rule acme/x: pattern, position 0: the group");
        assertRefused(policy, "terms: [{type: X, file: names.txt}]", "names.txt:2: a file of terms is UTF-8 text");
        assertRefused(policy, "terms: [{type: X, file: short.txt}]", "short.txt:3: a term has at least two characters");
        assertRefused(policy, "terms: [{type: X}]", "a list has terms");
        assertRefused(policy, "terms: [{words: [ab]}]", "a list of terms has a type");
    }

    private static void assertRefused(Path policy, String detect, String told) throws IOException {
        Files.writeString(policy, "version: 1\ndetect:\n  " + detect + "\n");
        assertThatThrownBy(() -> Policy.load(policy))
                .isInstanceOf(GuardException.class)
                .hasMessageStartingWith("policy.yaml:3:")
                .hasMessageContaining(told);
    }

    @Test
    void inCodeFindWhatTheySay() {
        CustomRule badge = CustomRule.builder("acme/badge", EntityType.of("EMPLOYEE_ID"), "AC-\\d{6}")
                .words("en", "badge")
                .finds("badge AC-004217")
                .ignores("AC-004217")
                .build();
        CustomTerms terms = CustomTerms.builder()
                .add(EntityType.of("CUSTOMER"), List.of("Anna Schmidt"))
                .addIgnoringCase(EntityType.of("PROJECT"), List.of("Falcon"))
                .build();
        Policy policy = Policy.defaults();
        try (Redaction redaction =
                Redaction.builder(policy).rules(List.of(badge)).terms(terms).build()) {
            assertThat(redaction.pseudonymise(Scope.of("t", "c"), "FALCON: Anna Schmidt, badge AC-004217"))
                    .matches("PROJECT_1_\\w{6}: CUSTOMER_1_\\w{6}, badge EMPLOYEE_ID_1_\\w{6}");
        }
        assertThat(terms).hasToString("CustomTerms[2]");
        assertThat(badge).hasToString("CustomRule[acme/badge]");
    }

    @Test
    void inCodeAreRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() ->
                        CustomRule.builder("acme/x", EntityType.of("X"), "a*?").build())
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("rule acme/x: pattern, position 2: lazy quantifiers");
        assertThatThrownBy(() -> CustomRule.builder("acme/x", EntityType.of("X"), "a")
                        .score(1.5)
                        .build())
                .hasMessageContaining("'score' is confidence");
        assertThatThrownBy(() -> CustomTerms.builder().add(EntityType.of("X"), List.of("ab", "c")))
                .hasMessageContaining("term 2 of type X: a term has at least two characters");
        assertThatThrownBy(() -> CustomRule.parse("rule: a/b\ntype: X\npattern: x\nfinds: y"))
                .hasMessageContaining("rule a/b: example 1 under 'finds'");
    }
}
