package io.chatguard.moderate.internal.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermMatcherTest {

    private static List<String> found(String text, String... terms) {
        return new TermMatcher(List.of(terms))
                .scan(text).stream()
                        .map(span -> text.substring(span.start(), span.end()))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "falcon | The Falcon lands | Falcon",
                "FALCON | falcon's nest | falcon",
                "project x | about Project \u00A0 X. | Project \u00A0 X",
                "project x | **project x** | project x",
                "falcon | _falcon_ | falcon",
                "C++ | C++11? No: C++ | C++",
                "straße | STRASSE | STRASSE",
                "STRASSE | straße | straße",
                "ΟΔΟΣ | οδος | οδος",
                "café | cafe\u0301 | cafe\u0301",
                "falcon | fal\u200Bcon | fal\u200Bcon",
                "falcon | fal\u00ADcon | fal\u00ADcon",
                "falcon | ｆａｌｃｏｎ | ｆａｌｃｏｎ",
                "file | ﬁle | ﬁle",
                "秘密 | これは秘密です | 秘密",
                "Yahoo! Inc | at Yahoo! Inc. | Yahoo! Inc",
                "@ceo | ask @CEO now | @CEO",
            })
    void aTermIsFoundHoweverItIsWritten(String term, String text, String match) {
        assertThat(found(text, term)).contains(match).allMatch(match::equals);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat | concatenate",
                "falcon | falcons",
                "C++ | C+",
                "project x | project y x",
                "x y | x-y",
                "C | αC"
            })
    void aTermInsideAnotherWordIsNone(String term, String text) {
        assertThat(found(text, term)).isEmpty();
    }

    @Test
    void theLongestAtEachEndIsGiven() {
        assertThat(found("a b c d", "b c", "a b c", "c", "c d")).containsExactly("a b c", "c d");
    }

    @Test
    void aHundredThousandTermsAreFoundInOnePass() {
        List<String> terms = IntStream.range(0, 100_000)
                .mapToObj(i -> "code" + i + " name" + i % 97)
                .toList();
        TermMatcher matcher = new TermMatcher(terms);
        String text = "talk of code777 name1 and CODE99999 NAME" + 99999 % 97 + " but not code1 name2 ".repeat(20_000);
        assertThat(matcher.scan(text)).hasSize(2);
    }

    @Test
    void whatCannotBeFoundIsNoTerm() {
        assertThat(TermMatcher.isTerm("falcon")).isTrue();
        assertThat(TermMatcher.isTerm(" \u200B")).isFalse();
        assertThat(TermMatcher.isTerm("a " + "x".repeat(300))).isFalse();
    }

    @Test
    void aMillionMarksOnOneLetterAreNoWord() {
        String text = "a" + "\u0316\u0301".repeat(500_000) + " falcon";
        assertThat(found(text, "falcon")).containsExactly("falcon");
    }

    /** What the automaton finds is what comparing all word sequences finds. */
    @Property(tries = 300)
    void findsWhatComparingFinds(@ForAll("sequences") List<String> terms, @ForAll("sequence") String text) {
        Set<String> expected = new java.util.TreeSet<>();
        for (String term : terms) {
            List<String> words = List.of(text.split(" "));
            List<String> wanted = List.of(term.split(" "));
            for (int i = 0; i + wanted.size() <= words.size(); i++) {
                if (words.subList(i, i + wanted.size()).equals(wanted)) {
                    expected.add(i + wanted.size() + "");
                }
            }
        }
        List<String> ends = new ArrayList<>();
        new TermMatcher(terms)
                .scan(text)
                .forEach(span -> ends.add(text.substring(0, span.end()).split(" ").length + ""));
        assertThat(ends).doesNotHaveDuplicates();
        assertThat(new java.util.TreeSet<>(ends)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> sequence() {
        return Arbitraries.of("a", "b", "c").list().ofMinSize(1).ofMaxSize(30).map(l -> String.join(" ", l));
    }

    @Provide
    Arbitrary<List<String>> sequences() {
        return Arbitraries.of("a", "b", "c")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(l -> String.join(" ", l))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Test
    void aMillionTermsAreFoundAndNothingElse() {
        Random random = new Random(20261123);
        List<String> words = IntStream.range(0, 100_000)
                .mapToObj(i -> Integer.toString(i, 36) + "ab")
                .toList();
        Set<String> terms = new HashSet<>();
        while (terms.size() < 1_000_000) {
            terms.add(words.get(random.nextInt(words.size())) + " " + words.get(random.nextInt(words.size())));
        }
        List<String> known = terms.stream().limit(2_000).toList();
        List<String> text = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            text.add(words.get(random.nextInt(words.size())));
            if (i % 10 == 0) {
                text.addAll(List.of(known.get(i / 10).split(" ")));
            }
        }
        List<String> expected = new ArrayList<>();
        for (int i = 1; i < text.size(); i++) {
            String pair = text.get(i - 1) + " " + text.get(i);
            if (terms.contains(pair)) {
                expected.add(pair);
            }
        }
        String joined = String.join(" ", text);

        List<String> found = new TermMatcher(terms)
                .scan(joined).stream()
                        .map(span -> joined.substring(span.start(), span.end()))
                        .toList();

        assertThat(expected).hasSizeGreaterThanOrEqualTo(2_000);
        assertThat(found).isEqualTo(expected);
    }
}
