package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.catalog.Example;
import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleData.Syntax;
import io.chatguard.redact.internal.catalog.Scores;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule files that ship with the library: their examples, and what every rule of ours has to say about itself. */
class RuleExamplesTest {
    /** No second number of these was found on a page of somebody else. */
    private static final Set<String> ONE_NUMBER = Set.of(
            "at_svnr/mod11",
            "au_medicare/mod10",
            "bg_lnch/mod10",
            "ca_health_number/phn",
            "ch_ahv/ean",
            "dk_cpr/mod11",
            "es_nss/mod97",
            "fr_tax_number/spi",
            "hu_tax_id/mod11",
            "il_id/luhn",
            "jp_corporate_number/mod9",
            "jp_my_number/mod11",
            "kr_frn/mod11",
            "lv_personal_code/mod11",
            "md_idno/mod10",
            "mx_nss/luhn",
            "nl_bsn/elfproef",
            "pe_dni/check",
            "ph_tin/mod11",
            "pt_cc/luhn",
            "si_emso/mod11",
            "tw_national_id/mod10",
            "uk_utr/mod11");

    static Stream<RuleData> rules() {
        return ShippedRules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findWhatTheySay(RuleData rule) {
        assertThat(rule.finds())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(counted(rule, example))
                        .as("%s finds in %s", rule.id(), example.text())
                        .anySatisfy(f -> {
                            assertThat(f.type()).isEqualTo(rule.type().name());
                            assertThat(example.means(f.start(), f.end()))
                                    .as("%s-%s", f.start(), f.end())
                                    .isTrue();
                        }));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findNothingInWhatTheyIgnore(RuleData rule) {
        assertThat(rule.ignores())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(counted(rule, example))
                        .as("%s ignores %s", rule.id(), example.text())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void scoreWithinWhatTheySay(RuleData rule) {
        Stream.concat(rule.finds().stream(), rule.ignores().stream())
                .flatMap(example -> all(rule, example))
                .filter(f -> f.score() != Scores.OF_A_PLACEHOLDER)
                .forEach(f -> assertThat(f.score())
                        .isBetween(rule.scores().lowest(), rule.scores().highest()));
    }

    /** Syntax alone is weak evidence unless nothing else looks so. */
    @ParameterizedTest
    @MethodSource("rules")
    void countOnlyWithAChecksumAWordOrAFormThatNothingElseHas(RuleData rule) {
        boolean supported = rule.hasChecksum() || rule.hasContext();
        assertThat(supported
                        || rule.syntax() == Syntax.UNMISTAKABLE
                        || rule.scores().alone() < 0.4)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nameASourceAndSayWhatTheyRecognise(RuleData rule) {
        assertThat(rule.origin().sources()).isNotEmpty().allMatch(source -> source.startsWith("https://"));
        assertThat(rule.about()).endsWith(".");
        rule.contextList().ifPresent(list -> assertThat(Contexts.isList(list)).isTrue());
    }

    /** So that no checksum is proved by numbers alone that were made with it. */
    @Test
    void holdTwoNumbersForEachChecksumThatOthersHavePublished() {
        assertThat(ShippedRules.all().stream()
                        .filter(rule -> rule.hasChecksum() && rule.matching() instanceof Matching.Identifier)
                        .filter(rule -> numbers(rule) < 2))
                .extracting(RuleData::id)
                .as("rules with one number; add another and take them off the list")
                .containsExactlyInAnyOrderElementsOf(ONE_NUMBER);
    }

    private static long numbers(RuleData rule) {
        return rule.finds().stream()
                .map(example -> example.text().replaceAll("^[^0-9]*", "").replaceAll("[^0-9A-Z]", ""))
                .distinct()
                .count();
    }

    @Test
    void haveIdsOfTheirOwn() {
        assertThat(ShippedRules.all()).extracting(RuleData::id).doesNotHaveDuplicates();
        assertThat(ShippedRules.byId()).hasSameSizeAs(ShippedRules.all());
    }

    private static List<Found> counted(RuleData rule, Example example) {
        return all(rule, example).filter(f -> f.score() >= 0.4).toList();
    }

    /** Without a region, and in one. */
    private static Stream<Found> all(RuleData rule, Example example) {
        return Stream.of("", "DE")
                .flatMap(region -> Found.in(example.text(), "", "", region).stream())
                .filter(f -> f.rule().equals(rule.id()));
    }
}
