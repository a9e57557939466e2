package io.chatguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SplitterTest {
    @Property(tries = 500)
    void thePiecesJoinToTheText(@ForAll String text, @ForAll("splitters") Splitter splitter) {
        List<String> pieces = splitter.split(text);

        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).doesNotContain("");
        assertThat(splitter.split(text)).isEqualTo(pieces);
    }

    @Property(tries = 300)
    void noPieceCutsAPairUnlessAskedTo(@ForAll("astral") String text, @ForAll("splitters") Splitter splitter) {
        for (String piece : splitter.split(text)) {
            assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isFalse();
        }
    }

    @Test
    void insidePairsIsReachedWhenAskedFor() {
        List<String> pieces = Splitter.randomInsidePairs(7).split("👋".repeat(100));

        assertThat(pieces).anyMatch(piece -> Character.isLowSurrogate(piece.charAt(0)));
        assertThat(String.join("", pieces)).isEqualTo("👋".repeat(100));
    }

    @Test
    void differentSeedsCutDifferently() {
        String text = "abc".repeat(50);

        assertThat(Splitter.random(1).split(text))
                .isNotEqualTo(Splitter.random(2).split(text));
    }

    @Test
    void everyCountsCodePoints() {
        assertThat(Splitter.every(2).split("a👋b👋c")).containsExactly("a👋", "b👋", "c");
        assertThat(Splitter.perCharacter().split("a👋")).containsExactly("a", "👋");
        assertThat(Splitter.whole().split("abc")).containsExactly("abc");
        assertThatThrownBy(() -> Splitter.every(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Splitter> splitters() {
        return Arbitraries.oneOf(
                Arbitraries.just(Splitter.whole()),
                Arbitraries.integers().between(1, 9).map(Splitter::every),
                Arbitraries.longs().map(Splitter::random));
    }

    @Provide
    Arbitrary<String> astral() {
        Arbitrary<String> one = Combinators.combine(
                        Arbitraries.integers().between(0x10000, 0x10FFFF),
                        Arbitraries.strings().alpha().ofMaxLength(2))
                .as((codePoint, letters) -> Character.toString(codePoint) + letters);
        return one.list().ofMinSize(1).ofMaxSize(20).map(parts -> String.join("", parts));
    }
}
