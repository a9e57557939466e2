package io.chatguard.redact.internal.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.terms.TermIndex.Refused;
import io.chatguard.testkit.Soak;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermIndexTest {
    private static final String[] PIECES = {
        "a",
        "b",
        "ab",
        "A",
        "é",
        "É",
        "ß",
        "ſ",
        "K",
        "中",
        "\u0E01",
        "\ud835\udc00",
        "\ud83d\ude00",
        " ",
        "  ",
        "\n",
        "'",
        "-",
        "1",
        "\u00a0",
        "\u4e61",
        "\ud800",
        "abcdefgh"
    };

    private static TermIndex index(Spelling spelling, String... terms) {
        TermIndex.Builder builder = new TermIndex.Builder(spelling, 0.95);
        for (String term : terms) {
            assertThat(builder.add(term, "T")).isEqualTo(Refused.NO);
        }
        return builder.build();
    }

    private static List<String> found(TermIndex index, String text) {
        List<String> found = new ArrayList<>();
        index.scan(text, new ScanContext(), (type, start, end, score, rule) -> found.add(text.substring(start, end)));
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Anna Schmidt|to Anna Schmidt.|Anna Schmidt",
                "Anna Schmidt|to Anna  Schmidt.|Anna  Schmidt",
                "Anna Schmidt|to Anna Schmidts, XAnna Schmidt, AnnaSchmidt|",
                "Anna Schmidt|Anna Anna Schmidt|Anna Schmidt",
                "Anna Schmidt|anna schmidt|",
                "O'Brien|mr O'Brien and O' Brien|O'Brien",
                "C++|C++ is no C+|C++",
                "#4711|see #4711, #47110|#4711",
                "李明|我叫李明吗|李明",
                "Jörg|Jörg und Jorg|Jörg",
                "ab|ab_ab-ab|ab",
                "AG|Nordwind AG|AG"
            })
    void findsWholeWords(String term, String text, String expected) {
        List<String> found = found(index(Spelling.EXACT, term), text);
        assertThat(found.isEmpty() ? "" : found.get(0)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void findsEveryOccurrenceOverLineEnds() {
        assertThat(found(index(Spelling.EXACT, "Anna Schmidt", "ab"), "Anna\nSchmidt ab ab_ab"))
                .containsExactly("Anna\nSchmidt", "ab", "ab", "ab");
    }

    @Test
    void findsBothCasesWhereItIsToldTo() {
        assertThat(found(index(Spelling.ANY_CASE, "Anna Müller"), "ANNA MÜLLER, anna müller"))
                .containsExactly("ANNA MÜLLER", "anna müller");
    }

    @Test
    void findsTheSpellingWithoutMarksToo() {
        assertThat(found(index(Spelling.EXACT, "Jörg Müller"), "Jorg Muller")).containsExactly("Jorg Muller");
    }

    @Test
    void reportsTheLongestTermAndAllItsTypes() {
        TermIndex.Builder builder = new TermIndex.Builder(Spelling.EXACT, 0.95);
        builder.add("Anna", "A");
        builder.add("Anna Schmidt", "A");
        builder.add("Anna Schmidt", "B");
        builder.add("Schmidt", "A");
        List<String> found = new ArrayList<>();
        builder.build()
                .scan(
                        "Anna Schmidt",
                        new ScanContext(),
                        (type, start, end, score, rule) -> found.add(rule + start + "-" + end));
        assertThat(found).containsExactly("terms/a0-4", "terms/a0-12", "terms/b0-12");
    }

    @Test
    void refusesWhatIsNoTerm() {
        TermIndex.Builder builder = new TermIndex.Builder(Spelling.EXACT, 0.95);
        assertThat(builder.add(" a ", "T")).isEqualTo(Refused.TOO_SHORT);
        assertThat(builder.add("a".repeat(257), "T")).isEqualTo(Refused.TOO_LONG);
        assertThat(builder.add("a ".repeat(65), "T")).isEqualTo(Refused.TOO_LONG);
        assertThat(builder.add("a ".repeat(64), "T")).isEqualTo(Refused.NO);
        assertThat(builder.build().size()).isEqualTo(1);
    }

    @Test
    void findsTermsAcrossTheChunksInWhichATextIsPassedOver() {
        TermIndex index = index(Spelling.EXACT, "Anna Schmidt", "Zoë", "ab");
        for (int before = 4080; before < 4110; before++) {
            String filler = "x ".repeat(before / 2) + " ".repeat(before % 2);
            assertThat(found(index, filler + "Anna Schmidt, Zoë ab")).containsExactly("Anna Schmidt", "Zoë", "ab");
        }
    }

    /** A generous bound against quadratic time. */
    @Test
    void termsOfManyEqualWordsTakeLinearTime() {
        TermIndex index = index(Spelling.EXACT, "a ".repeat(63) + "b", "a a a a", "b a");
        String text = "a ".repeat(500_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> found(index, text));
    }

    /** Every place, every term, word by word. */
    @Property(tries = 2000)
    void findsWhatANaiveSearchFinds(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < Soak.cases(5, 50); i++) {
            Spelling spelling = random.nextBoolean() ? Spelling.EXACT : Spelling.ANY_CASE;
            Set<String> terms = new TreeSet<>();
            TermIndex.Builder builder = new TermIndex.Builder(spelling, 0.95);
            while (terms.size() < 4) {
                String term = text(random, 1 + random.nextInt(6)).strip();
                if (io.chatguard.redact.internal.normal.Readings.folded(term).equals(term)
                        && builder.add(term, "T") == Refused.NO) {
                    terms.add(term);
                }
            }
            TermIndex index = builder.build();
            for (int t = 0; t < 5; t++) {
                String text = text(random, 30);
                Set<String> expected = naive(terms, text, spelling);
                Set<String> found = new HashSet<>();
                index.scan(text, new ScanContext(), (type, start, end, score, rule) -> found.add(start + "-" + end));
                assertThat(found).as("%s in %s", terms, text).isEqualTo(expected);
            }
        }
    }

    private static String text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** The longest at each end, without those that another of the result holds and that end before it ends. */
    private static Set<String> naive(Set<String> terms, String text, Spelling spelling) {
        List<List<Word>> patterns = terms.stream().map(t -> words(t, spelling)).toList();
        List<Word> words = words(text, spelling);
        List<int[]> matches = new ArrayList<>();
        for (int end = 1; end <= words.size(); end++) {
            int longest = 0;
            for (List<Word> pattern : patterns) {
                if (pattern.size() > longest && matches(pattern, words, end - pattern.size())) {
                    longest = pattern.size();
                }
            }
            if (longest > 0) {
                matches.add(new int[] {words.get(end - longest).start, words.get(end - 1).end});
            }
        }
        Set<String> spans = new HashSet<>();
        for (int i = 0; i < matches.size(); i++) {
            boolean held = i + 1 < matches.size() && matches.get(i + 1)[0] <= matches.get(i)[0];
            if (!held) {
                spans.add(matches.get(i)[0] + "-" + matches.get(i)[1]);
            }
        }
        return spans;
    }

    private static boolean matches(List<Word> pattern, List<Word> words, int from) {
        for (int i = 0; i < pattern.size(); i++) {
            if (from < 0 || !words.get(from + i).folded.equals(pattern.get(i).folded)) {
                return false;
            }
            if (i > 0 && words.get(from + i).blank != pattern.get(i).blank) {
                return false;
            }
        }
        return true;
    }

    private record Word(String folded, boolean blank, int start, int end) {}

    /** Written anew, by code points, with the platform's own classes of characters. */
    private static List<Word> words(String text, Spelling spelling) {
        List<Word> words = new ArrayList<>();
        boolean blank = false;
        int i = 0;
        while (i < text.length()) {
            int start = i;
            int point = text.codePointAt(i);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                blank = true;
                i += Character.charCount(point);
                continue;
            }
            while (i < text.length() && isLetter(text.codePointAt(i))) {
                i += Character.charCount(text.codePointAt(i));
            }
            i = i == start ? start + Character.charCount(point) : i;
            words.add(new Word(folded(text.substring(start, i), spelling), blank, start, i));
            blank = false;
        }
        return words;
    }

    private static boolean isLetter(int point) {
        return Character.isLetterOrDigit(point)
                && !Character.isIdeographic(point)
                && Character.UnicodeScript.of(point) != Character.UnicodeScript.THAI;
    }

    private static String folded(String word, Spelling spelling) {
        StringBuilder folded = new StringBuilder();
        for (char c : word.toCharArray()) {
            boolean ascii = c < 128;
            folded.append(
                    spelling == Spelling.EXACT
                            ? c
                            : ascii ? Character.toLowerCase(c) : Character.toLowerCase(Character.toUpperCase(c)));
        }
        return folded.toString();
    }
}
