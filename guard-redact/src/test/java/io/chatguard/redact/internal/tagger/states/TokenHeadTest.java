package io.chatguard.redact.internal.tagger.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenHeadTest {

    private static final Gazetteer NOTHING = new Gazetteer.Builder().build();

    @Property(tries = 200)
    void namesStandInOrderAndNoneOverlapsAnother(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
        Random random = new Random(seed);
        Tokens tokens = Tokens.of("a ".repeat(count));
        float[] states = numbers(random, count * Transformer.WIDTH, 1);
        List<int[]> spans = new ArrayList<>();
        new TokenHead(weights(random), NOTHING)
                .decode("a ".repeat(count), states, 0, tokens, 0, count - 1, (type, first, last, score) -> {
                    assertThat(score).isBetween(0f, 1.001f);
                    spans.add(new int[] {first, last});
                });
        int end = -1;
        for (int[] span : spans) {
            assertThat(span[0]).isGreaterThan(end);
            assertThat(span[1]).isBetween(span[0], count - 1);
            end = span[1];
        }
    }

    @Test
    void weightsAreReadAsTheyWereWritten() throws IOException {
        byte[] bytes = bytes(weights(new Random(1)));
        assertThat(bytes.length).isLessThan(80_000);
        assertThat(bytes(HeadWeights.read(new ByteArrayInputStream(bytes)))).isEqualTo(bytes);
    }

    @Test
    void whatIsNoHeadIsRefused() {
        assertThatThrownBy(() -> HeadWeights.read(new ByteArrayInputStream(new byte[100])))
                .isInstanceOf(IOException.class)
                .hasMessage("not a head of token states");
    }

    @Test
    void aHeadOfAnotherModelIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> StatesTagger.open(weights(new Random(1)), NOTHING))
                .hasMessageContaining(TransformerParts.MODEL)
                .hasMessageContaining("take the version that the pom of guard-redact names");
    }

    @Test
    void scoresBetweenTheStepsAreCalibratedByProportion() {
        HeadWeights weights = weights(new Random(1));
        float[] line = weights.table()[0];
        for (int i = 0; i < line.length; i++) {
            line[i] = (float) (0.5 * i / HeadWeights.STEPS);
        }
        assertThat(weights.calibrated(0, 0.33f)).isCloseTo(0.165, within(1e-6));
        assertThat(weights.calibrated(0, 1f)).isCloseTo(0.5, within(1e-6));
        assertThat(weights.calibrated(0, 1.0001f)).isCloseTo(0.5, within(1e-6));
    }

    private static byte[] bytes(HeadWeights weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        weights.write(out);
        return out.toByteArray();
    }

    private static HeadWeights weights(Random random) {
        return new HeadWeights(
                "00".repeat(32),
                numbers(random, TokenHead.INPUTS * TokenHead.HIDDEN, 0.05f),
                numbers(random, TokenHead.HIDDEN, 0.1f),
                numbers(random, TokenHead.HIDDEN * TokenHead.LABELS, 1),
                numbers(random, TokenHead.LABELS, 1),
                -0.7f,
                HeadTrainer.straight());
    }

    private static float[] numbers(Random random, int count, float spread) {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = (float) random.nextGaussian() * spread;
        }
        return out;
    }
}
