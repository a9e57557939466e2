package io.chatguard.redact.internal.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDateTest {
    @ParameterizedTest
    @CsvSource({
        "ddmmyy at 1, 310199, true",
        "ddmmyy at 1, 310499, false",
        "ddmmyy at 1, 000199, false",
        "yymmdd at 1, 000229, true",
        "yymmdd at 1, 010229, false",
        "yymmdd at 1, 011301, false",
        "yymmdd at 1 month 20 40, 014501, true",
        "yymmdd at 1 month 20 40, 015301, false",
        "ddmmyy at 1 day 40, 710199, true",
        "ddmmyy at 1 month 20 day 40, 712199, true",
        "yyyymmdd at 3, 9919880229, true",
        "ddmmyyy at 1, 2902988, true",
    })
    void isADayThatThereIs(String written, String number, boolean fits) {
        byte[] symbols = new byte[Form.LONGEST];
        for (int i = 0; i < number.length(); i++) {
            symbols[i] = Symbols.of(number.charAt(i));
        }
        assertThat(BirthDate.of(written).fits(symbols)).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ddmmyy", "ddmmyy from 1", "abc at 1", "ddmmyy at x", "ddmmyy at 1 day x"})
    void whatIsWrittenOtherwiseIsRefused(String written) {
        assertThatThrownBy(() -> BirthDate.of(written)).isInstanceOf(IllegalArgumentException.class);
    }
}
