package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.AnchoredScan;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.life.LabelledScanner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What surroundings do to a number that states or organisations give. */
class IdentifierScannerTest {
    private static double score(String type, String text, String region) {
        return Found.in(text, "", "", region).stream()
                .filter(f -> f.type().equals(type))
                .mapToDouble(Found::score)
                .max()
                .orElse(0);
    }

    @Test
    void aWordNearMakesANumberCountThatIsNothingAlone() {
        assertThat(score("NL_BSN", "BSN 111222333", "")).isGreaterThan(0.8);
        assertThat(score("NL_BSN", "order 111222333", "")).isBetween(0.01, 0.39);
    }

    @Test
    void aWrongCheckDigitIsNothingEvenBesideItsWord() {
        assertThat(score("NL_BSN", "BSN 111222334", "")).isZero();
    }

    @Test
    void groupsOfItsOwnCountAlone() {
        assertThat(score("BR_CPF", "390.533.447-05", "")).isGreaterThan(0.6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.390.533.447-05", "390.533.447-05-2", "12-390.533.447-05", "390.533.447-051", "390.533.447-06"
            })
    void aPartOfLongerGroupsIsNothing(String text) {
        assertThat(score("BR_CPF", text, "")).isZero();
    }

    @Test
    void aRowOfMoreGroupsIsDoubtful() {
        assertThat(score("AU_ABN", "83 914 571 673", "")).isGreaterThan(0.6);
        assertThat(score("AU_ABN", "83 914 571 673 22 415", "")).isBetween(0.01, 0.39);
    }

    @Test
    void aValueThatSticksToAWordNeedsAWordAndACheckDigit() {
        assertThat(score("SE_PERSONNUMMER", "My swedish id code is199003052397.", ""))
                .isGreaterThan(0.8);
        assertThat(score("US_PASSPORT", "passport912803456", "")).isZero();
    }

    @Test
    void oneDigitThatIsRepeatedIsAFiller() {
        assertThat(score("US_NPI", "NPI 1111111112", "")).isZero();
        assertThat(score("DE_BSNR", "BSNR 000000000", "")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1111", "378282246310005", "+49 30 1234567", "192.168.100.200"})
    void aValueWithAStrongerReadingHasNoOther(String text) {
        assertThat(Found.in(text, "", "", "").stream().filter(f -> f.score() >= 0.4))
                .extracting(Found::type)
                .containsAnyOf("CREDIT_CARD", "PHONE_NUMBER", "IP_ADDRESS")
                .hasSize(1);
    }

    @Test
    void theCountryOfThePolicyGoesFirst() {
        assertThat(score("NL_BSN", "111222333", "NL")).isGreaterThan(score("NL_BSN", "111222333", ""));
    }

    @Test
    void lettersBeforeTheDigitsMayStandApart() {
        assertThat(score("DE_VAT_ID", "DE 136 695 976", "")).isGreaterThan(0.4);
        assertThat(score("ES_VAT_NUMBER", "ES B-58378431", "")).isGreaterThan(0.4);
        assertThat(score("HK_ID", "HKID A123456(3)", "")).isGreaterThan(0.8);
    }

    @Test
    void everyRuleOfTheseSaysWhatItsNumbersLookLike() {
        assertThat(ShippedRules.all().stream().filter(r -> r.matching() instanceof Matching.Identifier))
                .hasSizeGreaterThan(250)
                .allSatisfy(r -> assertThat(r.finds()).hasSizeGreaterThanOrEqualTo(r.hasChecksum() ? 2 : 1))
                .extracting(RuleData::scores)
                .allSatisfy(s -> assertThat(s.withContext()).isGreaterThanOrEqualTo(0.4));
    }

    @Test
    void rowsOfDigitsOfAnyKindTakeLinearTime() {
        AnchoredScan scan = new AnchoredScan(List.of(new NumberRule(new LabelledScanner(ShippedRules.scanned()))));
        for (String piece : List.of("1 ", "12-", "a1", "1234 567 ", "AB 12 ", "9.", "(01)1")) {
            String text = piece.repeat(200_000);
            org.junit.jupiter.api.Assertions.assertTimeout(
                    Duration.ofSeconds(20),
                    () -> scan.scan(text, new ScanContext().begin(), (type, start, end, score, rule) -> {}));
        }
    }
}
