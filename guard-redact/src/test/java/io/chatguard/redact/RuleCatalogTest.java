package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.redact.RuleTrial.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCatalogTest {
    private static final RuleCatalog CATALOG = RuleCatalog.of(Policy.defaults());

    @Test
    void listsEveryRuleWithItsSource() {
        assertThat(CATALOG.rules())
                .extracting(CatalogRule::id)
                .contains("email/rfc5321", "credential/stripe", "phone/e164", "iban/mod97", "url/userinfo");
        assertThat(CATALOG.rules()).allSatisfy(rule -> {
            assertThat(rule.sources()).isNotEmpty();
            assertThat(rule.about()).isNotEmpty();
            assertThat(rule.owner()).isEqualTo(CatalogRule.Owner.LIBRARY);
        });
    }

    @Test
    void tellsWhatARuleSays() {
        assertThat(CATALOG.rule("credential/github")).hasValueSatisfying(rule -> {
            assertThat(rule.type()).isEqualTo(EntityType.CREDENTIAL);
            assertThat(rule.vendor()).contains("GitHub");
            assertThat(rule.checks()).contains("crc62");
            assertThat(rule.words().get("*")).contains("token*");
            assertThat(rule.scoreWithChecksum()).isEqualTo(0.99);
            assertThat(rule.score()).isEqualTo(0.3);
        });
        assertThat(CATALOG.rules(EntityType.US_SSN))
                .extracting(CatalogRule::country)
                .allMatch(c -> c.orElse("").equals("US"));
        assertThat(CATALOG.rule("credential/none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "credential/twilio, twilio sid AC0123456789abcdef0123456789abcdef, FOUND",
        "credential/twilio, AC0123456789abcdef0123456789abcdef, BELOW_THRESHOLD",
        "credential/twilio, xAC0123456789abcdef0123456789abcdef, INSIDE_A_WORD",
        "credential/github-pat, github_pat_, NOT_RECOGNISED",
        "credential/slack, xoxb-words-without-any-figure-in-them, CHECK_FAILS",
        "credential/sendgrid, SG.0123456789abcdefghijkl.0123456789abcdefghijklmnopqrstuvwxyzABCDEFG-, GOES_ON",
        "email/rfc5321, write to kim@example.com, FOUND",
        "email/rfc5321, write to nobody, NOT_RECOGNISED"
    })
    void tellsWhyARuleFindsSomethingOrNot(String rule, String text, Outcome outcome) {
        assertThat(CATALOG.explain(rule, text)).extracting(RuleTrial::outcome).containsExactly(outcome);
    }

    @Test
    void tellsWhichRulesRecogniseSomethingAndWhere() {
        assertThat(CATALOG.explain("mail kim@example.com from 192.168.1.1"))
                .extracting(RuleTrial::rule, RuleTrial::start, RuleTrial::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("email/rfc5321", 5, 20),
                        org.assertj.core.groups.Tuple.tuple("ip/v4", 26, 37));
    }

    @Test
    void listsAndTriesTheRulesOfThePolicy() {
        DetectSettings settings = new DetectSettings(
                "DE",
                0.4,
                List.of(CustomRule.builder("acme/badge", EntityType.of("BADGE"), "AC-\\d{6}")
                        .build()),
                CustomTerms.none());
        RuleCatalog catalog = RuleCatalog.of(
                Policy.builder().section(DetectSettings.class, settings).build());
        assertThat(catalog.rule("acme/badge"))
                .hasValueSatisfying(rule -> assertThat(rule.owner()).isEqualTo(CatalogRule.Owner.POLICY));
        assertThat(catalog.explain("acme/badge", "AC-004217, xAC-004217"))
                .extracting(RuleTrial::outcome)
                .containsExactly(Outcome.FOUND, Outcome.INSIDE_A_WORD);
    }

    @Test
    void refusesARuleThatDoesNotExist() {
        assertThatThrownBy(() -> CATALOG.explain("acme/none", "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rule");
    }
}
