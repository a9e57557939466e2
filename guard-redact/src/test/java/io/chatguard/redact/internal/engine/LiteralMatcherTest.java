package io.chatguard.redact.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LiteralMatcherTest {
    private static List<String> matches(String text, String... values) {
        LiteralMatcher matcher = LiteralMatcher.of(List.of(values));
        List<String> found = new ArrayList<>();
        matcher.scan(text, (value, start, end) -> {
            assertThat(text.substring(start, end)).isEqualTo(matcher.values().get(value));
            found.add(start + ":" + text.substring(start, end));
        });
        return found;
    }

    @Test
    void findsEveryOccurrence() {
        assertThat(matches("bob@x.com, again bob@x.com", "bob@x.com")).containsExactly("0:bob@x.com", "17:bob@x.com");
    }

    @Test
    void respectsWordBoundaries() {
        assertThat(matches("Anna Annabel JoAnna _Anna_ Anna's \u201cAnna\u201d", "Anna"))
                .containsExactly("0:Anna", "21:Anna", "27:Anna", "35:Anna");
    }

    @Test
    void hasNoBoundaryWhereTheEdgeIsNoWordCharacter() {
        assertThat(matches("x+4930123456 y", "+4930123456")).containsExactly("1:+4930123456");
    }

    @Test
    void seesBoundariesInScriptsWithoutSpaces() {
        assertThat(matches("联系山田太郎吧", "山田太郎")).containsExactly("2:山田太郎");
    }

    @Test
    void doesNotTakeALetterFromItsCombiningMark() {
        assertThat(matches("Jose\u0301 Jose", "Jose")).containsExactly("6:Jose");
    }

    @Test
    void doesNotSplitSurrogatePairs() {
        assertThat(matches("ab\ud83d\ude00", "ab\ud83d", "ab\ud83d\ude00")).containsExactly("0:ab\ud83d\ude00");
    }

    @Test
    void isExactAboutLetterCase() {
        assertThat(matches("ANNA anna Anna", "Anna")).containsExactly("10:Anna");
    }

    @Test
    void reportsShorterValuesInsideLongerOnesThatEndElsewhere() {
        assertThat(matches("John Smith", "John Smith", "John", "Smith")).containsExactly("0:John", "0:John Smith");
    }

    @Test
    void leavesOutValuesThatAreTooShort() {
        assertThat(LiteralMatcher.of(List.of("ab", "\ud83d\ude00\ud83d\ude00", "abc", "abc"))
                        .values())
                .containsExactly("abc");
    }

    @Test
    void standsALiteralEscapeBeforeAValue() {
        assertThat(matches("a\\nAnna", "Anna")).containsExactly("3:Anna");
    }

    @Property(tries = 5000)
    void findsTheSameAsASearchForEachValue(@ForAll("values") Set<String> values, @ForAll("texts") String text) {
        LiteralMatcher matcher = LiteralMatcher.of(values);
        boolean[] expected = new boolean[text.length()];
        for (String value : matcher.values()) {
            for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
                if (Boundaries.mayStart(text, at) && Boundaries.mayEnd(text, at + value.length())) {
                    java.util.Arrays.fill(expected, at, at + value.length(), true);
                }
            }
        }
        boolean[] covered = new boolean[text.length()];
        Set<String> seen = new TreeSet<>();
        matcher.scan(text, (value, start, end) -> {
            assertThat(seen.add(start + "," + end)).isTrue();
            java.util.Arrays.fill(covered, start, end, true);
        });
        assertThat(covered).isEqualTo(expected);
    }

    @Property(tries = 5000)
    void findsFewValuesAsItFindsMany(@ForAll("values") Set<String> values, @ForAll("texts") String text) {
        List<String> wanted = values.stream().limit(4).toList();
        List<String> more = new ArrayList<>(wanted);
        more.addAll(List.of("other1", "other2", "other3", "other4", "other5"));
        assertThat(matches(text, wanted.toArray(String[]::new))).isEqualTo(matches(text, more.toArray(String[]::new)));
    }

    @Provide
    Arbitrary<Set<String>> values() {
        return Arbitraries.strings()
                .withChars("ab_-é")
                .ofMinLength(1)
                .ofMaxLength(6)
                .set()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab_-é ").ofMaxLength(60);
    }
}
