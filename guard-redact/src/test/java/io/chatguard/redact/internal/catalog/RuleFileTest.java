package io.chatguard.redact.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.catalog.Matching.Objection;
import io.chatguard.redact.internal.catalog.Matching.Regex;
import io.chatguard.spi.Finding.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
    private static final String STAFF = """
            # Our own numbers.
            rule: acme/staff
            about: Numbers of our staff.
            type: EMPLOYEE_ID
            pattern: AC-\\d{6}
            words en: badge, employee id
            words de: Ausweis*
            score: 0.2
            score with context: 0.9
            vendor: Acme
            country: DE
            source: https://intranet.example/numbers
            finds: my badge «AC-004217»
            ignores: AC-12
            """;

    @Test
    void aRuleSaysAllThatItSays() {
        RuleData rule = RuleFile.read(STAFF, "acme.rules").get(0);
        assertThat(rule.id()).isEqualTo("acme/staff");
        assertThat(rule.type()).isEqualTo(EntityType.of("EMPLOYEE_ID"));
        assertThat(rule.words().get("de")).containsExactly("Ausweis*");
        assertThat(rule.scores().alone()).isCloseTo(0.2, within(1e-9));
        assertThat(rule.scores().withContext()).isCloseTo(0.9, within(1e-9));
        assertThat(rule.evidence()).isEqualTo(Evidence.CONTEXT);
        assertThat(rule.origin().country()).contains("DE");
        assertThat(rule.finds()).containsExactly(new Example("my badge AC-004217", 9, 18));
        assertThat(rule).hasToString("rule acme/staff");
    }

    @Test
    void aRuleWithoutScoresCountsAloneAndOneWithWordsBesideThem() {
        RuleData plain = RuleFile.read("rule: a/b\ntype: X\npattern: x1", "f").get(0);
        assertThat(plain.scores().alone()).isGreaterThanOrEqualTo(0.4);
        assertThat(plain.evidence()).isEqualTo(Evidence.STRUCTURE);
        RuleData beside = RuleFile.read("rule: a/b\ntype: X\npattern: x1\nwords en: y", "f")
                .get(0);
        assertThat(beside.scores().alone()).isLessThan(0.4);
        assertThat(beside.scores().withContext()).isGreaterThanOrEqualTo(0.4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "type: X^f:1: a rule begins with",
                "rule: A/b^f:1: a rule's id is",
                "rule: b^f:1: a rule's id is",
                "rule: a/b;type: x;pattern: y^f:1: rule a/b: an entity type has",
                "rule: a/b;type: X^f:1: rule a/b: a rule has either a pattern or a scanner",
                "rule: a/b;pattern: x^f:1: rule a/b: the key 'type' is missing",
                "rule: a/b;nonsense^f:2: expected 'key: value'",
                "rule: a/b;typ: X^f:2: rule a/b: unknown key; allowed: rule, about, type",
                "rule: a/b;type:^f:2: this key has no value",
                "rule: a/b;type: X;type: Y^f:3: rule a/b: 'type' stands here twice",
                "rule: a/b;type: X;pattern: x;;rule: a/b^f:5: rule a/b: this id stands here twice",
                "rule: a/b;type: X;pattern: x(?=y)^f:1: rule a/b: pattern, position 1: look-around",
                "rule: a/b;type: X;pattern: x;score: 2^f:1: rule a/b: 'score' is confidence",
                "rule: a/b;type: X;pattern: x;score: 1e0^f:1: rule a/b: 'score' is confidence",
                "rule: a/b;type: X;pattern: x;check: sums^f:1: rule a/b: 'check' is what every value passes",
                "rule: a/b;type: X;pattern: x;edges: some^f:1: rule a/b: 'edges' is which ends",
                "rule: a/b;type: X;pattern: x;not before: z-a^f:1: rule a/b: 'not before' is",
                "rule: a/b;type: X;pattern: x;country: Germany^f:1: rule a/b: 'country' is",
                "rule: a/b;type: X;pattern: x;score with context: 1^f:1: rule a/b: 'score with context' needs",
                "rule: a/b;type: X;scanner: y;check: luhn^f:1: rule a/b: 'check' belongs to a pattern",
                "rule: a/b;type: X;named: y^f:1: rule a/b: what is named has a 'value'",
                "rule: a/b;type: X;pattern: x;value: y^f:1: rule a/b: 'value' belongs to what is named",
                "rule: a/b;type: X;named: y;value: [a-z^f:1: rule a/b: 'value' is what is assigned",
                "rule: a/b;type: X;named: y;value: (a)^f:1: rule a/b: 'value' is what is assigned",
                "rule: a/b;type: X;named: y;value: [a]{2,1}^f:1: rule a/b: 'value' is what is assigned",
                "rule: a/b;type: X;named: y(;value: a^f:1: rule a/b: named, position",
                "rule: a/b;type: X;pattern: x;entropy: 7^f:1: rule a/b: 'entropy' is the least Shannon entropy",
                "rule: a/b;type: X;scanner: x;entropy: 2^f:1: rule a/b: 'entropy' does not belong to a scanner",
                "rule: a/b;type: X;pattern: x;rights: a,,b^f:1: rule a/b: 'rights' is what a secret may do",
                "rule: a/b;words Deutsch: a^f:2: rule a/b: expected a language",
                "rule: a/b;words de: a,,b^f:2: rule a/b: expected a language"
            })
    void aSlipOfThePenIsAnErrorWithLineAndRule(String lines, String told) {
        assertThatThrownBy(() -> RuleFile.read(lines.replace(';', '\n'), "f"))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith(told);
    }

    @Test
    void anEvenUseOfItsCharactersIsAskedOfAValue() {
        String rule = "rule: a/b\ntype: X\npattern: k_[a-z]{8}\nentropy: 2.5";
        Regex regex = (Regex) RuleFile.read(rule, "f").get(0).matching();
        assertThat(regex.objection("k_abababab", 0, 10)).isEqualTo(Objection.MASKED);
        assertThat(regex.objection("k_qzvbwmxt", 0, 10)).isEqualTo(Objection.NONE);
    }

    @Test
    void whatFollowsAMatchMayMeanThatItIsSomethingElse() {
        String rule = "rule: a/b\ntype: X\npattern: ab\nnot before: 0-9-\ncheck: varied";
        Regex regex = (Regex) RuleFile.read(rule, "f").get(0).matching();
        assertThat(regex.objection("ab", 0, 2)).isEqualTo(Objection.NONE);
        assertThat(regex.objection("ab-", 0, 2)).isEqualTo(Objection.GOES_ON);
        assertThat(regex.objection("abc", 0, 2)).isEqualTo(Objection.INSIDE_A_WORD);
        assertThat(regex.objection("xab", 1, 3)).isEqualTo(Objection.INSIDE_A_WORD);
        assertThat(regex.objection("ab_", 0, 2)).isEqualTo(Objection.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "luhn, 4111 1111 1111 1111, true",
        "luhn, 4111 1111 1111 1112, false",
        "luhn, 0, false",
        "mod97, 3214282912345698765432161182, true",
        "mod97, 3214282912345698765432161183, false",
        "crc62, 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, true",
        "crc62, ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18, false",
        "crc62, ghp_, false",
        "varied, sk-xxxxxxxxxxxxxxxx, false",
        "varied, sk-xxxx-xxxx_xxxx-xxxx, false",
        "varied, sk-axxxxxxxxxxxxxxx, true",
        "varied, xxxx, true",
        "digit, abc1, true",
        "digit, abc, false"
    })
    void checksTellValuesFromLookAlikes(String check, String value, boolean fits) {
        assertThat(Check.of(check).orElseThrow().fits(value, 0, value.length())).isEqualTo(fits);
    }
}
