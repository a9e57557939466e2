package io.chatguard.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.spi.Edit;
import io.chatguard.spi.Segment.Kind;
import io.chatguard.spi.StreamFilter;
import io.chatguard.testkit.StreamRun;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GuardrailFilterTest {

    private final List<String> judged = new ArrayList<>();

    private List<Edit> pass(String piece) {
        judged.add(piece);
        return List.of();
    }

    /** Replaces pieces with a bad word, as a guardrail that rewrites does. */
    private List<Edit> hideBad(String piece) {
        judged.add(piece);
        return piece.contains("bad") ? List.of(new Edit(0, piece.length(), "[hidden]")) : List.of();
    }

    private static List<Edit> blockBad(String piece) {
        if (piece.contains("bad")) {
            throw new IllegalStateException("blocked");
        }
        return List.of();
    }

    @Test
    void aSentenceIsHeldUntilItsEndIsCertain() {
        StreamRun run = StreamRun.begin(new GuardrailFilter(Kind.PROSE, this::pass));
        run.add("Hello");
        run.add(" you.");
        assertThat(run.released()).isEmpty();
        run.add(" And");
        assertThat(run.released()).isEqualTo("Hello you.");
        assertThat(run.end()).isEqualTo("Hello you. And");
        assertThat(judged).containsExactly("Hello you.", " And");
    }

    @Test
    void nothingOfAnOffendingSentencePasses() {
        StreamRun run = StreamRun.begin(new GuardrailFilter(Kind.PROSE, GuardrailFilterTest::blockBad));
        run.add("Fine. Still fine. This is b");
        assertThatThrownBy(() -> run.add("ad, too. Never")).hasMessage("blocked");
        assertThat(run.released()).isEqualTo("Fine. Still fine.");
    }

    @Test
    void aRewrittenSentenceStandsInThePlaceOfTheOther() {
        assertThat(StreamRun.of(new GuardrailFilter(Kind.PROSE, this::hideBad), List.of("A. b", "ad b. C.")))
                .isEqualTo("A.[hidden] C.");
    }

    @Test
    void aLongSentenceIsJudgedInOverlappingWindows() {
        String text = "x".repeat(1000);
        assertThat(StreamRun.of(new GuardrailFilter(Kind.PROSE, this::pass), List.of(text)))
                .isEqualTo(text);
        assertThat(judged).extracting(String::length).containsExactly(400, 400, 400, 400);
        assertThat(judged).hasSize(4);
    }

    @Test
    void aWordThatStandsAcrossTwoWindowsIsSeenWhole() {
        for (int at = 0; at < 600; at++) {
            String text = "x".repeat(at) + "bad" + "x".repeat(600 - at);
            assertThat(StreamRun.of(new GuardrailFilter(Kind.PROSE, this::hideBad), List.of(text)))
                    .contains("[hidden]")
                    .doesNotContain("bad");
        }
    }

    /** Replaces the word itself, as a guardrail that redacts values does. */
    private List<Edit> starBad(String piece) {
        List<Edit> edits = new ArrayList<>();
        for (int at = piece.indexOf("baad"); at >= 0; at = piece.indexOf("baad", at + 4)) {
            edits.add(new Edit(at, at + 4, "*"));
        }
        return edits;
    }

    @Test
    void aRewrittenWordIsRewrittenAloneWhereverTheWindowsLie() {
        for (int at = 0; at < 700; at++) {
            String text = "x".repeat(at) + "baad" + "y".repeat(500) + "baad" + "z".repeat(Math.max(0, 450 - at));
            assertThat(StreamRun.of(new GuardrailFilter(Kind.PROSE, this::starBad), List.of(text)))
                    .isEqualTo(text.replace("baad", "*"));
        }
    }

    @Test
    void whatEndsWithAWindowIsJudgedAgainWithWhatFollows() {
        for (int at = 150; at < 450; at++) {
            String text = "-".repeat(at) + "1".repeat(120) + "-".repeat(500);
            StreamFilter filter = new GuardrailFilter(Kind.PROSE, GuardrailFilterTest::starDigits);
            assertThat(StreamRun.of(filter, List.of(text))).isEqualTo("-".repeat(at) + "*" + "-".repeat(500));
        }
    }

    private static List<Edit> starDigits(String piece) {
        int from = piece.indexOf('1');
        return from < 0 ? List.of() : List.of(new Edit(from, piece.lastIndexOf('1') + 1, "*"));
    }

    @Test
    void aWindowNeverPartsASurrogatePair() {
        String text = "x" + "😀".repeat(700);
        assertThat(StreamRun.of(new GuardrailFilter(Kind.PROSE, this::pass), List.of(text)))
                .isEqualTo(text);
        assertThat(judged).allSatisfy(piece -> {
            assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isFalse();
        });
    }

    @Test
    void whatIsHeldIsBounded() {
        StreamRun run = StreamRun.begin(new GuardrailFilter(Kind.PROSE, this::pass));
        for (int i = 0; i < 3000; i++) {
            run.add("y");
        }
        assertThat(run.mostHeld()).isLessThanOrEqualTo(GuardrailFilter.SENTENCE_WINDOW);
        assertThat(run.end()).hasSize(3000);
    }

    @Test
    void argumentsAndCodeAreJudgedWhole() {
        for (Kind kind : new Kind[] {Kind.TOOL_ARGUMENT, Kind.STRUCTURED, Kind.CODE}) {
            judged.clear();
            StreamRun run = StreamRun.begin(new GuardrailFilter(kind, this::pass));
            run.add("One. Two.\n");
            run.add("Three. ");
            assertThat(run.released()).isEmpty();
            assertThat(run.end()).isEqualTo("One. Two.\nThree. ");
            assertThat(judged).containsExactly("One. Two.\nThree. ");
        }
    }

    @Test
    void veryLongArgumentsAreJudgedInWindows() {
        String text = "z".repeat(40_000);
        assertThat(StreamRun.of(new GuardrailFilter(Kind.CODE, this::pass), List.of(text)))
                .isEqualTo(text);
        assertThat(judged).hasSize(4).allMatch(piece -> piece.length() <= GuardrailFilter.WHOLE_WINDOW);
    }

    @Test
    void blankTextIsNotJudged() {
        assertThat(StreamRun.of(new GuardrailFilter(Kind.PROSE, this::pass), List.of("\n", " \n", "")))
                .isEqualTo("\n \n");
        assertThat(judged).isEmpty();
    }

    @Property(tries = 500)
    void verdictsDependOnTheTextAloneAndNotOnHowItWasCut(
            @ForAll("texts") String text, @ForAll("cuts") List<Integer> lengths, @ForAll Kind kind) {
        List<String> whole = new ArrayList<>();
        List<String> cut = new ArrayList<>();
        String expected = StreamRun.of(recording(kind, whole), List.of(text));
        assertThat(StreamRun.of(recording(kind, cut), pieces(text, lengths))).isEqualTo(expected);
        assertThat(cut).isEqualTo(whole);
    }

    private static StreamFilter recording(Kind kind, List<String> judged) {
        return new GuardrailFilter(kind, piece -> {
            judged.add(piece);
            return piece.hashCode() % 5 == 0
                    ? List.of(new Edit(0, piece.length(), "<" + piece.length() + ">"))
                    : List.of();
        });
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> bits = Arbitraries.oneOf(
                Arbitraries.of(
                        ". ", ".", "!", "?\" ", "…", "。", "！」", "\n", "\r\n", " ", "😀", "\uD83D", "\uDE00", "e.g. ",
                        "3.14"),
                Arbitraries.strings().withCharRange('a', 'f').ofMaxLength(12),
                Arbitraries.integers().between(150, 450).map("w"::repeat),
                Arbitraries.integers().between(75, 210).map("😀"::repeat));
        return bits.list().ofMaxSize(40).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(0, 500))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    /** The text cut to those lengths in turn, the last piece being the rest. */
    private static List<String> pieces(String text, List<Integer> lengths) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        for (int length : lengths) {
            int end = Math.min(text.length(), at + length);
            pieces.add(text.substring(at, end));
            at = end;
        }
        pieces.add(text.substring(at));
        return pieces;
    }
}
