package io.chatguard.redact.internal.tagger.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordPiecesTest {

    private static final WordPieces PIECES = new WordPieces(vocabulary());

    @ParameterizedTest
    @MethodSource("samples")
    void piecesAndOffsetsAreThoseOfHuggingFace(String text, String expected) {
        assertThat(split(text)).isEqualTo(expected);
    }

    @Test
    void textNeverMakesASpecialPiece() {
        Pieces pieces = new Pieces();
        String text = "a [SEP] b [PAD] c";
        PIECES.split(text, 0, text.length(), pieces);
        assertThat(Stream.iterate(0, i -> i < pieces.size(), i -> i + 1).map(pieces::id))
                .doesNotContain(PIECES.special("[SEP]"), PIECES.special("[PAD]"));
    }

    @Test
    void aRangeIsSplitAsTheSameTextAlone() {
        assertThat(split("xAnna Schmidty", 1, 13)).isEqualTo("4698@1-5 12940@6-13");
    }

    @Property(tries = 300)
    void piecesStandInOrderWithinTheTextAndNoneIsEmpty(@ForAll String text) {
        Pieces pieces = new Pieces();
        PIECES.split(text, 0, text.length(), pieces);
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(pieces.end(i)).isGreaterThan(pieces.start(i)).isLessThanOrEqualTo(text.length());
            // One letter can fold into several: pieces that were cut between those stand in the same place.
            assertThat(pieces.start(i)).isGreaterThanOrEqualTo(i == 0 ? 0 : pieces.start(i - 1));
        }
    }

    static List<Arguments> samples() throws IOException {
        List<Arguments> samples = new ArrayList<>();
        try (InputStream in = WordPiecesTest.class.getResourceAsStream("pieces.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            for (int i = 0; i < lines.size(); i += 2) {
                try (JsonParser parser = new JsonFactory().createParser(lines.get(i))) {
                    parser.nextToken();
                    samples.add(Arguments.of(parser.getText(), lines.get(i + 1)));
                }
            }
        }
        return samples;
    }

    private static String split(String text) {
        return split(text, 0, text.length());
    }

    private static String split(String text, int from, int to) {
        Pieces pieces = new Pieces();
        PIECES.split(text, from, to, pieces);
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            told.append(i == 0 ? "" : " ")
                    .append(pieces.id(i))
                    .append('@')
                    .append(pieces.start(i))
                    .append('-')
                    .append(pieces.end(i));
        }
        return told.toString();
    }

    private static Vocabulary vocabulary() {
        try (InputStream in = WordPiecesTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            return Vocabulary.read(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
