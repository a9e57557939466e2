package io.chatguard.moderate.internal.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.testkit.StreamRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every text: no cut changes anything, and what is cleaned holds no link any more. */
class LinkLawsTest {

    private static final Hosts HOSTS = new Hosts(Set.of("ok.example", "docs.test"));

    private static LinkFilter filter() {
        return new LinkFilter(HOSTS, problem -> true);
    }

    private static String cleaned(List<String> pieces) {
        return StreamRun.of(filter(), pieces);
    }

    private static List<Problem> flagged(List<String> pieces) {
        List<Problem> found = new ArrayList<>();
        StreamRun.of(new LinkFilter(HOSTS, problem -> !found.add(problem)), pieces);
        return found;
    }

    private static List<String> pieces(String text, List<Integer> cuts) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        for (int cut : cuts) {
            int end = Math.min(text.length(), at + cut);
            pieces.add(text.substring(at, end));
            at = end;
        }
        pieces.add(text.substring(at));
        return pieces;
    }

    @Property
    void theResultDoesNotDependOnTheCuts(@ForAll("texts") String text, @ForAll("cuts") List<Integer> cuts) {
        assertThat(cleaned(pieces(text, cuts))).isEqualTo(cleaned(List.of(text)));
    }

    @Property
    void whatIsToldDoesNotDependOnTheCuts(@ForAll("texts") String text, @ForAll("cuts") List<Integer> cuts) {
        assertThat(flagged(pieces(text, cuts))).isEqualTo(flagged(List.of(text)));
    }

    @Property
    void whatIsCleanedHoldsNoLinkAnyMore(@ForAll("texts") String text) {
        String cleaned = cleaned(List.of(text));
        assertThat(cleaned(List.of(cleaned))).isEqualTo(cleaned);
    }

    /** A stream longer than what is held back, so that memory is bounded whatever the text is. */
    @Property
    void whatIsHeldBackIsBounded(@ForAll("texts") String text) {
        StreamRun run = StreamRun.begin(filter());
        for (int i = 0; i < text.length(); i += 100) {
            run.add(text.substring(i, Math.min(text.length(), i + 100)));
        }
        assertThat(run.mostHeld()).isLessThan(16_000);
    }

    static List<String> foundByTheLaws() {
        return List.of(
                // A bracket was let go before what stands behind it was looked at.
                "https://https://https://![<img src=](https://" + "y".repeat(1_010),
                // What is invisible behind a link went with it, or stayed.
                "<s:/>\u200B",
                "<s:t>\uFE0F x",
                // A label too far back became near when a link in it was taken out.
                "![https://" + "y".repeat(1_100) + "]&#58;//evil.example/",
                "[evil.com/" + "y".repeat(1_030) + "]:&#",
                // What was left of a long word was a name.
                "www.1" + "x".repeat(255) + "://",
                "www." + "x".repeat(246) + "evil.example://",
                // The link ended the one before it, and its note did not.
                "www.ok.example!<a:t>",
                // What was left of a target was another one.
                "]://ok.example://",
                "]://&NewLine;ok.example://",
                "]:<]:>mailto:g x",
                "]:<<http:t>" + "z".repeat(2_032),
                "<c=]:><s://",
                "<r]:><s:// =",
                "]:\"<javascript:x;[r]: &lp" + "z".repeat(1_017) + "<a href='",
                // A note made something else of a tag that nothing closes.
                "<ftp:s://)&quot;]]" + " ".repeat(1_000),
                "<q=]:p:&gt;",
                "<form https://evil.example",
                "<formhttps://evil.example",
                // A shown tag made a target longer.
                "]:&gt;<" + "z".repeat(2_039) + "821",
                "<https://" + "z".repeat(2_040) + "\uD83D\uDE00");
    }

    @ParameterizedTest
    @MethodSource("foundByTheLaws")
    void noLawIsBrokenAgain(String text) {
        String whole = cleaned(List.of(text));
        List<Problem> problems = flagged(List.of(text));
        assertThat(cleaned(List.of(whole))).isEqualTo(whole);
        for (int cut = 0; cut <= text.length(); cut++) {
            List<String> pieces = List.of(text.substring(0, cut), text.substring(cut));
            assertThat(cleaned(pieces)).as("cut at %d", cut).isEqualTo(whole);
            assertThat(flagged(pieces)).as("cut at %d", cut).isEqualTo(problems);
        }
        assertThat(cleaned(pieces(text, Collections.nCopies(text.length(), 1)))).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@\u200bevil.com/",
                "a&commat;evil.com/ b",
                "mailto:\u200b<https://evil.example/>",
                "mailto&#58;\u2060<https://evil.example/>",
                "\u200b[a]: https://evil.example/",
                "x\n\u200b [a]: https://evil.example/ y",
                "a&NewLine;[a]: https://evil.example/",
            })
    void noCutChangesWhatStandsBeforeALink(String text) {
        String whole = cleaned(List.of(text));
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(cleaned(List.of(text.substring(0, cut), text.substring(cut))))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        assertThat(cleaned(pieces(text, Collections.nCopies(text.length(), 1)))).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:<https://evil.example/>",
                "mailto:)<https://evil.example/>",
                "mailto:(<https://evil.example/>",
                "javascript&#58;<https://evil.example/>",
                "mailto&#58<https://evil.example/>",
                "data&colon;<https://evil.example/>"
            })
    void aNoteIsNoTargetOfWhatStandsBeforeIt(String text) {
        String cleaned = StreamRun.ofAnyCut(LinkLawsTest::filter, text);
        assertThat(cleaned).endsWith(" (link removed: evil[.]example)");
        assertThat(cleaned(List.of(cleaned))).isEqualTo(cleaned);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "https://",
                        "evil.example",
                        "ok.example",
                        "www.",
                        "evil.com/",
                        "/x?q=1",
                        "![",
                        "[",
                        "](",
                        "]",
                        ")",
                        "[r]: ",
                        "<img src=",
                        "<a href='",
                        "'",
                        "\"",
                        ">",
                        "<",
                        "//",
                        "\\",
                        "\n",
                        "\n\n",
                        " ",
                        "a",
                        "&#58;",
                        "&",
                        "data:image/png,",
                        "javascript:x",
                        "@",
                        ":",
                        ".",
                        "mailto:",
                        "\u200B",
                        "😀",
                        "例",
                        "127.0.0.1",
                        "x".repeat(300),
                        "y".repeat(1100),
                        "!",
                        "/",
                        "<script>",
                        "<form",
                        "<b>",
                        "ftp:",
                        "(",
                        "&lt;",
                        "&NewLine;",
                        "\u200B".repeat(20),
                        " ".repeat(1_030),
                        "z".repeat(2_040))
                .list()
                .ofMaxSize(24)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 700))
                .list()
                .ofMaxSize(80);
    }
}
