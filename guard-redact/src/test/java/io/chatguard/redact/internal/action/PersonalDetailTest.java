package io.chatguard.redact.internal.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalDetailTest {
    @ParameterizedTest
    @CsvSource({
        "7/5/1981, 1981",
        "2024-06-05T09:15:30.500-07:00, 2024",
        "'May 5th, 2021', 2021",
        "21/5/21, ''",
        "5 May, ''",
        "2021 to 2024, ''"
    })
    void ofADateTheYearIsLeft(String date, String year) {
        assertThat(PersonalDetail.year(date)).isEqualTo(year);
    }

    @ParameterizedTest
    @CsvSource({"46, 45 to 49", "5, 5 to 9", "89, 85 to 89", "90, 90+", "104, 90+", "old, ''"})
    void agesAreBandsAndThoseOver89AreOne(String age, String band) {
        assertThat(PersonalDetail.ages(age)).isEqualTo(band);
    }

    @ParameterizedTest
    @CsvSource({"90210, 902**", "90210-1234, 902**", "03601, 000**", "89301, 000**", "SW1A 1AA, ''", "1234 AB, ''"})
    void ofAZipCodeThreeDigitsAreLeftWhereManyPeopleLive(String code, String district) {
        assertThat(PersonalDetail.district(code)).isEqualTo(district);
    }
}
