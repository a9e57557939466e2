package io.chatguard.redact.internal.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Check digits, as rules write them, against the examples of the standards and laws that all numbers must keep. */
class CheckDigitsTest {
    static boolean fit(String written, String number) {
        byte[] symbols = new byte[Form.LONGEST];
        for (int i = 0; i < number.length(); i++) {
            symbols[i] = Symbols.of(number.charAt(i));
        }
        return CheckDigits.of(written).fit(symbols, number.length());
    }

    @ParameterizedTest
    @CsvSource({
        "luhn, 79927398713",
        "verhoeff, 2363",
        "verhoeff, 12340",
        "mod11_10, 794623",
        "mod11_2, 079X",
        "mod37_36, A12425GABC1234002M",
        "mod97, 9999123456789012141490",
        "luhn36, 27AAPFU0939F1ZV",
        "codice_fiscale, RCCMNL83S18D969H",
        "cif, J99216582",
        "idnr, 36574261809",
        "kr_brn, 1168200276",
        "vkn, 4540536920",
        "sum(10 9 8 7 6 5 4 3 2 1) mod 11, 9434765870",
        "number(1-9) number(10-11) mod 97, 85073003328",
        "luhn from 3, IT00743110157",
        "luhn from 1 to 9, 123026635RC0001",
    })
    void fitWhatIsPublished(String written, String number) {
        assertThat(fit(written, number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"luhn", "verhoeff", "mod11_10", "mod97", "sum(9 8 7 6 5 4 3 2 1) mod 11"})
    void tellEveryWrongDigit(String written) {
        for (int number = 100_000_000; number < 100_002_000; number++) {
            String right = Integer.toString(number);
            if (!fit(written, right)) {
                continue;
            }
            for (int i = 1; i < right.length(); i++) {
                char other = (char) ('0' + (right.charAt(i) - '0' + 1 + number % 9) % 10);
                String wrong = right.substring(0, i) + other + right.substring(i + 1);
                assertThat(fit(written, wrong)).as("%s for %s", wrong, right).isEqualTo(other == right.charAt(i));
            }
        }
    }

    @Property(tries = 300)
    void numberIsTheDecimalNumberInThesePlaces(
            @ForAll @LongRange(min = 100_000_000_000L, max = 999_999_999_999L) long number,
            @ForAll @IntRange(min = 2, max = 1000) int modulus) {
        assertThat(fit("number(1-12) mod " + modulus + " is " + number % modulus, Long.toString(number)))
                .isTrue();
    }

    @Property(tries = 300)
    void whatComesBehindElseDecidesWhereTheFirstSumDoesNot(@ForAll @IntRange(min = 0, max = 9) int digit) {
        String written = "sum(1) mod 10 gives 01234?6789 else sum(1) mod 10 gives 0000070000";
        assertThat(fit(written, digit + "7")).isEqualTo(digit == 7 || digit == 5);
    }

    @Test
    void joinsSumsByAndBeforeOr() {
        String written = "sum(1) mod 2 of 1 and sum(1) mod 3 of 1 or sum(1) mod 7 of 1";
        assertThat(fit(written, "6")).isTrue();
        assertThat(fit(written, "7")).isTrue();
        assertThat(fit(written, "4")).isFalse();
    }

    @Test
    void aLetterWithoutAValueDoesNotFit() {
        assertThat(fit("sum(1 1) mod 2 where A=1", "A1")).isTrue();
        assertThat(fit("sum(1 1) mod 2 where A=1", "B0")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lune",
                "sum(1 2)",
                "sum(1 2) mod",
                "sum(1 x) mod 10",
                "sum(1) mod 10 gives 012",
                "sum(1) mod 10 is",
                "sum(1) mod 10 where AB=1",
                "product(1) mod 10",
                "sum(1) mod 10 gives"
            })
    void whatIsWrittenOtherwiseIsRefused(String written) {
        assertThatThrownBy(() -> CheckDigits.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a checksum");
    }
}
