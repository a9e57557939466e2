package io.chatguard.redact.internal.tagger.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.tagger.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TokenStatesTest {

    private static final WordPieces PIECES = TransformerParts.pieces();
    private static final Transformer TRANSFORMER = Transformer.open(TransformerParts.model(), PIECES);
    private static final TokenStates STATES = new TokenStates(PIECES, TRANSFORMER);

    @AfterAll
    static void close() {
        TRANSFORMER.close();
    }

    @Test
    void aTokenHasTheMeanOfItsPieces() {
        String text = "xylophonist";
        Pieces pieces = new Pieces();
        PIECES.split(text, 0, text.length(), pieces);
        float[] all = new float[pieces.size() * Transformer.WIDTH];
        TRANSFORMER.states(pieces, 0, pieces.size(), all);
        float sum = 0;
        for (int piece = 0; piece < pieces.size(); piece++) {
            sum += all[piece * Transformer.WIDTH + 7];
        }
        assertThat(pieces.size()).isGreaterThan(1);
        assertThat(read(text).get(0)[7]).isEqualTo(sum / pieces.size());
    }

    @Test
    void everyTokenIsToldOnceAndInOrderHoweverLongTheText() {
        String text = "Anna, call me back about the invoice. ".repeat(60) + "word ".repeat(500) + "\nend";
        assertThat(read(text))
                .hasSize(Tokens.of(text).count())
                .allSatisfy(state -> assertThat(norm(state)).isGreaterThan(0));
    }

    @Test
    void aSentenceLongerThanAWindowIsReadInWindowsThatOverlap() {
        // Sixty words of eight pieces: four windows.
        String text = "zqxjkvwy ".repeat(Tokens.LONGEST_SENTENCE).trim();
        List<float[]> states = read(text);
        assertThat(states).hasSize(Tokens.LONGEST_SENTENCE);
        assertThat(states).allSatisfy(state -> assertThat(norm(state)).isGreaterThan(0));
    }

    @Test
    void whatIsBeyondTheRangeDoesNotMatter() {
        String alone = "Anna called.";
        String among = "Nobody knew why.\n" + alone + "\nWe wait for the invoice.";
        Tokens tokens = Tokens.of(among);
        int first = tokens.firstOf(1);
        int last = tokens.lastOf(1);
        List<float[]> states = new ArrayList<>();
        STATES.read(among, tokens, first, last, collect(states));
        List<float[]> expected = read(alone);
        assertThat(states).hasSameSizeAs(expected);
        for (int i = 0; i < states.size(); i++) {
            assertThat(states.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void aTokenWithoutPiecesHasAStateOfZeros() {
        Tokens tokens = Tokens.of("anna \u200d\u200d ben");
        List<float[]> states = new ArrayList<>();
        STATES.read("anna \u200d\u200d ben", tokens, 0, tokens.count() - 1, collect(states));
        assertThat(states).hasSize(tokens.count());
    }

    private static double norm(float[] state) {
        double sum = 0;
        for (float x : state) {
            sum += x * x;
        }
        return sum;
    }

    private static List<float[]> read(String text) {
        Tokens tokens = Tokens.of(text);
        List<float[]> states = new ArrayList<>();
        STATES.read(text, tokens, 0, tokens.count() - 1, collect(states));
        return states;
    }

    private static TokenStates.Sink collect(List<float[]> into) {
        return (states, first, last) -> {
            for (int i = 0; i <= last - first; i++) {
                into.add(Arrays.copyOfRange(states, i * Transformer.WIDTH, (i + 1) * Transformer.WIDTH));
            }
        };
    }
}
