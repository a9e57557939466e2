package io.chatguard.redact.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {
    private static Arguments refused(String regex, Refusal refusal, int position) {
        return Arguments.of(regex, refusal, position);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused("(a)\\1", Refusal.BACK_REFERENCE, 3),
                refused("a\\k<n>", Refusal.BACK_REFERENCE, 1),
                refused("a(?P=n)", Refusal.BACK_REFERENCE, 1),
                refused("a(?=b)", Refusal.LOOK_AROUND, 1),
                refused("a(?!b)", Refusal.LOOK_AROUND, 1),
                refused("(?<=a)b", Refusal.LOOK_AROUND, 0),
                refused("(?<!a)b", Refusal.LOOK_AROUND, 0),
                refused("ab*+", Refusal.POSSESSIVE, 3),
                refused("(?>ab)", Refusal.POSSESSIVE, 0),
                refused("ab*?c", Refusal.LAZY, 3),
                refused("a{2}{3}", Refusal.DOUBLE_QUANTIFIER, 4),
                refused("ab|*c", Refusal.NOTHING_TO_REPEAT, 3),
                refused("a\\b+c", Refusal.NOTHING_TO_REPEAT, 1),
                refused("ab{,3}", Refusal.BAD_COUNT, 2),
                refused("ab{3,2}", Refusal.BAD_COUNT, 2),
                refused("ab{x}", Refusal.BAD_COUNT, 2),
                refused("ab{1001}", Refusal.COUNT_TOO_LARGE, 2),
                refused("ab\\Qc", Refusal.UNKNOWN_ESCAPE, 2),
                refused("ab\\é", Refusal.UNKNOWN_ESCAPE, 2),
                refused("\\p{Script=Han}", Refusal.UNKNOWN_CATEGORY, 0),
                refused("[a\\p{Xx}]", Refusal.UNKNOWN_CATEGORY, 2),
                refused("a(?x)b", Refusal.UNKNOWN_GROUP, 1),
                refused("(?<year>a)", Refusal.NAMED_GROUP, 0),
                refused("\\x{110000}", Refusal.BAD_CODE_POINT, 0),
                refused("\\xG0", Refusal.BAD_CODE_POINT, 0),
                refused("a\\ud83d", Refusal.UNPAIRED_SURROGATE, 1),
                refused("a\ud83d", Refusal.UNPAIRED_SURROGATE, 1),
                refused("a[]b]", Refusal.EMPTY_CLASS, 1),
                refused("a[^\\s\\S]", Refusal.EMPTY_CLASS, 1),
                refused("a[bc", Refusal.OPEN_CLASS, 1),
                refused("[a[b]]", Refusal.NESTED_CLASS, 2),
                refused("[a&&b]", Refusal.NESTED_CLASS, 2),
                refused("[z-a]", Refusal.BAD_RANGE, 1),
                refused("[a-\\d]", Refusal.BAD_RANGE, 1),
                refused("a(b", Refusal.OPEN_GROUP, 1),
                refused("ab)", Refusal.STRAY_PARENTHESIS, 2),
                refused("ab\\", Refusal.STRAY_BACKSLASH, 2),
                refused("a".repeat(4097), Refusal.TOO_LONG, 4096),
                refused("(".repeat(51) + "a" + ")".repeat(51), Refusal.TOO_DEEP, 50),
                refused("x(?:[ab]{1000}){5}", Refusal.TOO_LARGE, 15),
                refused("(?:(?:(?:(?:()){1000}){1000}){1000}){1000}a", Refusal.TOO_LARGE, 36),
                refused("(?:a?){1000}b", Refusal.TOO_MANY_WAYS, 0),
                refused("a*", Refusal.MATCHES_EMPTY, 0),
                refused("", Refusal.MATCHES_EMPTY, 0),
                refused("\\b|a", Refusal.MATCHES_EMPTY, 0));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedWithPositionAndReason(String regex, Refusal refusal, int position) {
        PatternException thrown = catchThrowableOfType(PatternException.class, () -> Pattern.compile(regex));
        assertThat(thrown).as(regex).isNotNull();
        assertThat(thrown.refusal()).isEqualTo(refusal);
        assertThat(thrown.position()).isEqualTo(position);
        assertThat(thrown).hasMessageContaining("position " + position).hasMessageContaining(refusal.sentence());
    }

    @Test
    void eachReasonIsShownByAnExample() {
        Set<Refusal> shown = refusals().map(a -> (Refusal) a.get()[1]).collect(Collectors.toSet());
        assertThat(shown).isEqualTo(EnumSet.allOf(Refusal.class));
    }

    @Test
    void theDeepestAndTheLongestAreAccepted() {
        String deepest = "(".repeat(50) + "a" + ")".repeat(50);
        assertThat(Found.in("ba", deepest)).containsExactly("a");
        String longest = "ab".repeat(1990);
        assertThat(Found.in("x" + longest, longest)).containsExactly(longest);
    }
}
