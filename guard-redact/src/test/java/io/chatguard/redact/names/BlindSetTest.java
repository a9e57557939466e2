package io.chatguard.redact.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.names.BlindSet.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the blind set; what is found in it is for no test to say, since nothing may be tuned on it. */
class BlindSetTest {
    private static final List<Line> LINES = BlindSet.lines();

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "it", "pt"})
    void eachLanguageHasHalfItsLinesInSmallLettersAndAThirdWithoutNames(String language) {
        List<Line> lines =
                LINES.stream().filter(l -> l.language().equals(language)).toList();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(65);
        assertThat(lines.stream().filter(Line::isLower).count())
                .isBetween(lines.size() * 9L / 20, lines.size() * 11L / 20);
        assertThat(lines.stream().filter(l -> l.names().isEmpty()).count())
                .isBetween(lines.size() * 3L / 10, lines.size() * 2L / 5);
    }

    @Test
    void noLineStandsThereTwice() {
        assertThat(LINES).extracting(Line::text).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(400);
    }

    @Test
    void namesAreStretchesOfTheText() {
        assertThat(LINES)
                .allSatisfy(line -> assertThat(line.names())
                        .allSatisfy(name -> assertThat(line.text().substring(name.start(), name.end()))
                                .isNotBlank()
                                .doesNotContain("«", "»")
                                .isEqualTo(line.text()
                                        .substring(name.start(), name.end())
                                        .strip())));
    }
}
