package io.chatguard.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.internal.json.TestPipes.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextStreamTest {

    private final List<String> opened = new ArrayList<>();
    private final Pipes words = place -> {
        opened.add(place.kind() + " " + place.pointer());
        return new TestPipes.Words();
    };
    private final JsonTextStream stream = JsonTextStream.of(words, TestPipes.Late::new);

    private Collector run(String... pieces) {
        return TestPipes.run(stream, String.join("", pieces), Arrays.asList(pieces));
    }

    @Test
    void structurePassesAtOnceAndTextWhenItsPipeDecides() {
        Collector out = new Collector("{\"a\":[true,\"b");
        stream.feed("{\"a\":[true,\"b", out);
        assertThat(out.text()).isEqualTo("{\"a\":[true,\"");
    }

    @Test
    void whatAPipeLeavesKeepsItsEscapesAndTheRestIsEscapedAnew() {
        assertThat(run("[\"\\u00e9\\/t\\n \\u0065\"]").text()).isEqualTo("[\"\\u00e9\\/t\\n <\\\"e>\"]");
    }

    @Test
    void anEscapeIsHeldUntilItIsComplete() {
        List<String> fed = new ArrayList<>();
        JsonTextStream listening = JsonTextStream.of(
                place -> new TextPipe() {
                    @Override
                    public void feed(CharSequence decoded, PieceSink out) {
                        fed.add(decoded.toString());
                        out.accept(decoded, decoded.length(), true);
                    }

                    @Override
                    public void finish(PieceSink out) {}
                },
                TestPipes.Late::new);
        String[] pieces = {"\"a\\", "u00", "e9", "\\ud83d", "\\ude00", "\ud83d", "\ude00\\u", "d800", "x\\ud800", "\""};
        TestPipes.run(listening, String.join("", pieces), Arrays.asList(pieces));
        assertThat(fed).containsExactly("a", "é", "😀", "😀", "\ud800x", "\ud800");
    }

    @Test
    void aNumberThatIsChangedBecomesAString() {
        assertThat(run("[123", "45,-1.5e", "5,99999,12]").text())
                .isEqualTo("[\"<\\\"54321>\",\"<\\\"5e5.1->\",99999,12]");
        assertThat(opened).containsExactly("NUMBER /0", "NUMBER /1", "NUMBER /2");
    }

    @Test
    void aNumberAtTheRootEndsWithTheText() {
        assertThat(run("123", "45").text()).isEqualTo("\"<\\\"54321>\"");
        assertThat(stream.complete()).isTrue();
    }

    @Test
    void placesNameTheValueOrForANameItsObject() {
        run("{\"a/b\":[{},{\"c\":\"x\"},\"y\"],\"\":\"z\"}");
        assertThat(opened)
                .containsExactly("NAME ", "NAME /a~1b/1", "STRING /a~1b/1/c", "STRING /a~1b/2", "NAME ", "STRING /");
    }

    @Test
    void aNameOfAnyLengthGivesABoundedPointerThatEqualsNoOther() {
        run("{\"" + "k".repeat(1_000_000) + "\":\"x\",\"" + "k".repeat(256) + "\":\"y\"}");
        assertThat(opened.get(1)).isEqualTo("STRING /" + "k".repeat(256) + "~…");
        assertThat(opened.get(3)).isEqualTo("STRING /" + "k".repeat(256));
    }

    @Test
    void aPointerIsAskedForWhileTheTextLasts() {
        List<Place> places = new ArrayList<>();
        JsonTextStream keeping = JsonTextStream.of(
                place -> {
                    places.add(place);
                    return new TestPipes.Late();
                },
                TestPipes.Late::new);
        Collector out = new Collector("[\"a\",\"b\"");
        keeping.feed("[\"a", out);
        assertThat(places.get(0).pointer()).isEqualTo("/0");
        keeping.feed("\",\"b\"", out);
        assertThat(places.get(0).pointer()).isEqualTo("/0");
        keeping.feed(",", new Collector(","));
        assertThatIllegalStateException().isThrownBy(() -> places.get(1).pointer());
        assertThat(places.get(1).toString()).isEqualTo("Place[STRING]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"me \\x me\"]",
                "[\"me \n me\"]",
                "[\"me me\\u00g",
                "{\"me me\" \"me\"}",
                "[1,]",
                "[12.,\"me\"]",
                "nulL",
                "{} x \"me\"",
                "[\"a\" \"me\"]",
                "]",
                "{\"a\":}",
                "\ufeff[]",
                "[012345,\"me\"]"
            })
    void afterWhatIsNoJsonEverythingPassesAsItIs(String text) {
        String tail = "\"me\",[12345";
        Collector out = run(text, tail);
        assertThat(stream.valid()).isFalse();
        assertThat(stream.complete()).isFalse();
        assertThat(out.sourceChars()).isEqualTo(text.length() + tail.length());
        assertThat(out.text()).endsWith(tail);
    }

    @Test
    void whatAPipeDecidedBeforeTheEndOfJsonRemains() {
        assertThat(run("[\"me ", "e\u0001e e\"").text()).isEqualTo("[\"<\\\" em>e\u0001e e\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "[\"me", "[\"m\\", "[\"m\\u00", "[\"\\ud800", "[12345", "tru", "{\"me", "{\"a\"", "[[]"
            })
    void aDocumentThatEndsTooEarlyPassesWhatIsUndecided(String text) {
        assertThat(run(text).text()).isEqualTo(text);
        assertThat(stream.complete()).isFalse();
        assertThat(stream.valid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[\"me em x\\ue me\" , me | x\\ue me\" , me",
                "[\"no\", 12..5 me | 12..5 me",
                "{} you and me | you and me",
                "[\"you and me | me",
                "[123 | 123"
            })
    void whatIsLeftOfWhatIsNoJsonIsTheRestsText(String text, String left) {
        StringBuilder seen = new StringBuilder();
        for (List<String> pieces : List.of(List.of(text), List.of(text.split("")))) {
            seen.setLength(0);
            JsonTextStream judged = JsonTextStream.of(words, () -> new TextPipe() {
                @Override
                public void feed(CharSequence raw, PieceSink out) {
                    seen.append(raw);
                    out.accept(raw, raw.length(), true);
                }

                @Override
                public void finish(PieceSink out) {
                    seen.append('.');
                }
            });
            assertThat(TestPipes.run(judged, text, pieces).sourceChars()).isEqualTo(text.length());
            assertThat(seen).hasToString(left + ".");
        }
    }

    @Test
    void depthOneHundredThousandStopsTheInterpretationAtTwoHundred() {
        assertThat(run("[".repeat(200), "]".repeat(200)).text()).hasSize(400);
        assertThat(stream.complete()).isTrue();
        JsonTextStream deep = JsonTextStream.of(words, TestPipes.Late::new);
        String text = "[".repeat(100_000) + "\"me\"";
        assertThat(TestPipes.run(deep, text, List.of(text)).text()).isEqualTo(text);
        assertThat(deep.valid()).isFalse();
    }

    @Test
    void nothingIsTakenAfterTheEndOrAfterAPipeFailed() {
        run("[]");
        assertThatIllegalStateException().isThrownBy(() -> stream.feed(" ", new Collector(" ")));
        JsonTextStream failing = JsonTextStream.of(
                place -> {
                    throw new UnsupportedOperationException();
                },
                TestPipes.Late::new);
        assertThatThrownBy(() -> failing.feed("[\"a", new Collector("[\"a")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatIllegalStateException().isThrownBy(() -> failing.finish(new Collector("")));
    }

    @Test
    void aPipeThatAnswersForTooMuchOrTooLittleIsRefused() {
        JsonTextStream silent = JsonTextStream.of(
                place -> new TextPipe() {
                    @Override
                    public void feed(CharSequence decoded, PieceSink out) {}

                    @Override
                    public void finish(PieceSink out) {}
                },
                TestPipes.Late::new);
        assertThatIllegalStateException()
                .isThrownBy(() -> silent.feed("\"secret\"", new Collector("\"secret\"")))
                .withMessage("a pipe ended without answering for all it was fed");
        JsonTextStream eager = JsonTextStream.of(
                place -> new TextPipe() {
                    @Override
                    public void feed(CharSequence decoded, PieceSink out) {
                        out.accept("", decoded.length() + 1, false);
                    }

                    @Override
                    public void finish(PieceSink out) {}
                },
                TestPipes.Late::new);
        assertThatIllegalStateException()
                .isThrownBy(() -> eager.feed("\"secret\"", new Collector("\"secret\"")))
                .withMessage("a pipe answered for more characters than it was fed");
    }
}
