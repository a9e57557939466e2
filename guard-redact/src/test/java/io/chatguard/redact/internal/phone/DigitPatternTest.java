package io.chatguard.redact.internal.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitPatternTest {
    @Property
    void matchesWhatTheSameRegularExpressionMatches(
            @ForAll("patterns") String pattern, @ForAll @NumericChars @StringLength(min = 1, max = 12) String digits) {
        DigitPattern made = DigitPattern.of(pattern);
        long packed = Long.parseLong(digits, 16);
        assertThat(made.matches(packed, digits.length())).isEqualTo(digits.matches(pattern));
        assertThat(made.startsIn(packed, digits.length()))
                .isEqualTo(
                        java.util.regex.Pattern.compile(pattern).matcher(digits).lookingAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1", "1)", "[1", "a", "1*", "\\s", "1{2"})
    void refusesWhatNoNumberingPlanSays(String pattern) {
        assertThatThrownBy(() -> DigitPattern.of(pattern)).isInstanceOf(RuntimeException.class);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.recursive(
                () -> Arbitraries.of(
                        "1", "2", "\\d", "[13-5]", "[02]", "", "\\d?", "[0-4]{2}", "(?:2|13){0,2}", "1{1,3}", "(4)?"),
                parts -> Arbitraries.oneOf(
                        parts.list().ofMinSize(2).ofMaxSize(3).map(l -> String.join("", l)),
                        parts.list().ofMinSize(2).ofMaxSize(3).map(l -> "(?:" + String.join("|", l) + ")"),
                        parts.map(p -> "(?:" + p + "){1,2}")),
                0,
                3);
    }
}
