package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a telephone number where the default region allows almost any digits, as Germany does. */
class PhoneShapesTest {
    private static List<String> phones(String text) {
        return Found.in(text, "", "", "DE").stream()
                .filter(f -> f.type().equals("PHONE_NUMBER") && f.score() >= 0.4)
                .map(f -> text.substring(f.start(), f.end()))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "he produced in 1814-1815 the melodies",
                "from 1801-1835 and (1819 - 1890)",
                "events in May 29-31 2015 or July 20 - 22 2016",
                "rounds of 72-69-71-68 won",
                "labels 6 7 4 6 6 7 5 6 0 0 7 3 4 5 7",
                "Boston, MA 02110-1335, USA",
                "the draft (S/1994/359) and E/CN.4/1993/46",
                "from 750-1000 AD",
                "vol. 7 (2010) 100 of it",
                "0.3931 (0.0076)",
                "https://example.com/a/30062632/473672",
                "4294967296.0 is 2^32",
                "§342.0011 et seq.",
                "-2208960000 as a time",
                "call (456 (4)) 345",
                "the phone prints 00 10 00 31 46 D9 E9 11",
                "call (45)+(31)-278394",
                "call 0039 31122627111-26737",
                "hematíes 4.860.000/μl (4.400.000-5.800.000)",
                "con un rango normal de 751-1560 y 298-2350",
                "drenajes de 2.300-2.400 cc",
                "C/ As Xubias, 84 15006 A Coruña",
                "NASS 37 45673567 04",
                "ingreso 25/08 /1965"
            })
    void otherRowsOfNumbersAreNone(String text) {
        assertThat(phones(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "Intro chat - Ann (123) 456-7890.^(123) 456-7890",
                "Ann @123.456.7890- DS roles^123.456.7890",
                "Ann 123-456-7890^123-456-7890",
                "+86 20 61302222-8866^+86 20 61302222-8866",
                "030 1234567-12 ist es^030 1234567-12",
                "my number is 030/1234567^030/1234567",
                "a landline in Italy: 012234^012234",
                "the area code of 35831647^35831647",
                "see https://wa.example/+491711234567^+491711234567",
                "call 1814-1815^1814-1815",
                "phone 0171 123 4567 8999, ask for Ann^0171 123 4567 8999",
                "phone 0171 123 4567 10:30^0171 123 4567"
            })
    void numbersInTheirUsualFormsAreFound(String text, String expected) {
        assertThat(String.join("|", phones(text))).isEqualTo(expected);
    }
}
