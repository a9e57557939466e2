package io.chatguard.examples.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The counts are those of the definitions, taken position by position. */
class ScoreTest {
    private static final String TEXT = "ab \u00e9\uD83E\uDD93\u00a0c\td";
    private static final int LENGTH = TEXT.codePointCount(0, TEXT.length());
    private static final Set<Integer> SPACES = Set.of(2, 5, 7);
    private static final LabelMap LABELS = new LabelMap(Map.of("A", Set.of("B", "C"), "D", Set.of()));

    @Property
    void isWhatTheDefinitionsSay(@ForAll("spans") List<Span> gold, @ForAll("spans") List<Span> predicted) {
        Score score = new Score(LABELS, Set.of());

        score.text(TEXT, gold, predicted);

        Set<Integer> covered = new TreeSet<>();
        predicted.forEach(span -> covered.addAll(positions(span)));
        long full = gold.stream()
                .filter(span -> covered.containsAll(positions(span)))
                .count();
        long touched = gold.stream()
                .filter(span ->
                        positions(span).isEmpty() || positions(span).stream().anyMatch(covered::contains))
                .count();
        long exact = gold.stream()
                .filter(span -> predicted.stream()
                        .anyMatch(other -> other.start() == span.start() && other.end() == span.end()))
                .count();
        long leaked = gold.stream()
                .flatMap(span -> positions(span).stream())
                .filter(at -> !covered.contains(at))
                .count();
        long wrong = predicted.stream()
                .filter(span -> gold.stream().noneMatch(other -> overlap(span, other)))
                .count();
        long mapped = predicted.stream()
                .filter(span -> gold.stream()
                        .anyMatch(other -> overlap(span, other)
                                && LABELS.goldLabels(span.label()).contains(other.label())))
                .count();
        Tally all = score.overall();
        assertThat(List.of(all.gold(), all.full(), all.touched(), all.exact(), all.leaked()))
                .isEqualTo(List.of((long) gold.size(), full, touched, exact, leaked));
        assertThat(List.of(all.predicted(), all.falsePositives(), all.mapped()))
                .isEqualTo(List.of((long) predicted.size(), wrong, mapped));
    }

    private static Set<Integer> positions(Span span) {
        Set<Integer> positions = new TreeSet<>();
        for (int i = span.start(); i < span.end(); i++) {
            positions.add(i);
        }
        positions.removeAll(SPACES);
        return positions;
    }

    private static boolean overlap(Span one, Span other) {
        return one.start() < other.end() && other.start() < one.end();
    }

    @Property(tries = 200)
    void addsUpToTheSameWhateverIsCountedTogether(
            @ForAll("spans") List<Span> gold, @ForAll("spans") List<Span> predicted) {
        Score both = new Score(LABELS, Set.of("A", "B"));
        both.text(TEXT, gold, predicted);
        both.text(TEXT, predicted, gold);

        Score sum = new Score(LABELS, Set.of("A", "B"));
        Score second = new Score(LABELS, Set.of("A", "B"));
        sum.text(TEXT, gold, predicted);
        second.text(TEXT, predicted, gold);
        sum.add(second);

        assertThat(counts(sum)).isEqualTo(counts(both));
    }

    private static List<Object> counts(Score score) {
        Tally t = score.overall();
        return List.of(
                t.gold(),
                t.full(),
                t.partial(),
                t.exact(),
                t.characters(),
                t.leaked(),
                t.predicted(),
                t.mapped(),
                t.falsePositives(),
                score.texts(),
                score.plain(),
                score.leftAlone(),
                score.byLabel().keySet());
    }

    @Example
    void hasNoShareOfNothing() {
        Tally none = new Score(LABELS, Set.of()).overall();

        assertThat(List.of(none.recall(), none.precision(), none.f(1), none.f(2), none.leakedShare()))
                .containsOnly(0.0);
    }

    @Provide
    Arbitrary<List<Span>> spans() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, LENGTH);
        return Combinators.combine(place, place, Arbitraries.of("A", "B", "C", "D"))
                .as((one, other, label) -> new Span(Math.min(one, other), Math.max(one, other), label))
                .list()
                .ofMaxSize(6);
    }
}
