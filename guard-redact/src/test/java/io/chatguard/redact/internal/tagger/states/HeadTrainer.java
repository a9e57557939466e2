package io.chatguard.redact.internal.tagger.states;

import io.chatguard.redact.internal.tagger.states.LabeledStates.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Trains a {@link TokenHead} by Adam (Kingma, Ba 2015) on one thread: the same sentences and the same seed give the same numbers, to
 * the bit, on every machine that has the same states.
 */
final class HeadTrainer {

    private static final int BATCH = 64;
    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.999f;
    private static final int HIDDEN = TokenHead.HIDDEN;
    private static final int LABELS = TokenHead.LABELS;
    private static final int WIDTH = Transformer.WIDTH;

    /**
     * How to train.
     *
     * @param epochs how often each sentence is seen
     * @param rate the first step's size; it falls to a twentieth in a straight line
     * @param dropped part of the hidden units that is left out at each token
     * @param decay how much of each weight is taken away at a step of size one
     */
    record Settings(int epochs, float rate, float dropped, float decay, long seed) {

        static final Settings SHIPPED = new Settings(3, 1e-3f, 0.1f, 1e-2f, 20_240_601);
    }

    private final Settings settings;
    private final Random random;
    private final Layer first = new Layer(TokenHead.INPUTS * HIDDEN);
    private final Layer firstBias = new Layer(HIDDEN);
    private final Layer second = new Layer(HIDDEN * LABELS);
    private final Layer secondBias = new Layer(LABELS);
    private final float[] hidden = new float[HIDDEN];
    private final float[] back = new float[HIDDEN];
    private final float[] out = new float[LABELS];
    private long steps;

    HeadTrainer(Settings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed());
        first.draw(random, (float) Math.sqrt(1.0 / (TokenHead.PLACES * WIDTH)));
        second.draw(random, (float) Math.sqrt(2.0 / HIDDEN));
    }

    /** Weights as they are trained, without calibration; of 8 bits as they will be read. */
    HeadWeights train(List<Sentence> sentences, String model, float outsideBias) {
        int[] order = new int[sentences.size()];
        Arrays.setAll(order, i -> i);
        long all = 0;
        for (Sentence sentence : sentences) {
            all += sentence.count();
        }
        long seen = 0;
        long goal = all * settings.epochs();
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            shuffle(order);
            int batch = 0;
            for (int index : order) {
                Sentence sentence = sentences.get(index);
                batch += learn(sentence);
                seen += sentence.count();
                if (batch >= BATCH) {
                    step(batch, settings.rate() * (1 - 0.95f * seen / goal));
                    batch = 0;
                }
            }
            step(batch, settings.rate() * 0.05f);
        }
        return new HeadWeights(
                model, first.weights, firstBias.weights, second.weights, secondBias.weights, outsideBias, straight());
    }

    /** A table that takes scores for what they are. */
    static float[][] straight() {
        float[][] table = new float[TokenHead.TYPES.size()][HeadWeights.STEPS + 1];
        for (float[] row : table) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) i / HeadWeights.STEPS;
            }
        }
        return table;
    }

    /** Adds the gradient of a sentence's tokens; tells how many there were. */
    private int learn(Sentence sentence) {
        int count = sentence.count();
        float[] states = new float[count * WIDTH];
        sentence.unpack(states);
        int learned = 0;
        for (int token = 0; token < count; token++) {
            int label = sentence.labels()[token];
            if (label == LabeledStates.UNKNOWN) {
                continue;
            }
            learned++;
            forward(sentence, states, token);
            long kept = drop();
            System.arraycopy(secondBias.weights, 0, out, 0, LABELS);
            for (int j = 0; j < HIDDEN; j++) {
                for (int l = 0; l < LABELS; l++) {
                    out[l] += hidden[j] * second.weights[j * LABELS + l];
                }
            }
            HeadWeights.softmax(out, 0);
            out[label] -= 1;
            backward(sentence, states, token, kept);
        }
        return learned;
    }

    private void forward(Sentence sentence, float[] states, int token) {
        System.arraycopy(firstBias.weights, 0, hidden, 0, HIDDEN);
        for (int place = 0; place < TokenHead.PLACES; place++) {
            int other = token + place - 1;
            boolean within = other >= 0 && other < sentence.count();
            add(hidden, first.weights, signRow(sentence, place, other, within), 1);
            for (int left = within ? sentence.flags()[other] : 0; left != 0; left &= left - 1) {
                add(hidden, first.weights, HeadWeights.flagRow(place, Integer.numberOfTrailingZeros(left)), 1);
            }
            for (int i = 0; within && i < WIDTH; i++) {
                add(hidden, first.weights, (place * WIDTH + i) * HIDDEN, states[other * WIDTH + i]);
            }
        }
    }

    /** Leaves out what is negative and what chance picks; tells what is kept, a bit for each unit. */
    private long drop() {
        long kept = 0;
        float scale = 1 / (1 - settings.dropped());
        for (int j = 0; j < HIDDEN; j++) {
            if (hidden[j] > 0 && random.nextFloat() >= settings.dropped()) {
                hidden[j] *= scale;
                kept |= 1L << j;
            } else {
                hidden[j] = 0;
            }
        }
        return kept;
    }

    private void backward(Sentence sentence, float[] states, int token, long kept) {
        float scale = 1 / (1 - settings.dropped());
        for (int l = 0; l < LABELS; l++) {
            secondBias.gradient[l] += out[l];
        }
        for (int j = 0; j < HIDDEN; j++) {
            back[j] = 0;
            if ((kept >>> j & 1) != 0) {
                for (int l = 0; l < LABELS; l++) {
                    second.gradient[j * LABELS + l] += hidden[j] * out[l];
                    back[j] += out[l] * second.weights[j * LABELS + l] * scale;
                }
            }
        }
        for (int j = 0; j < HIDDEN; j++) {
            firstBias.gradient[j] += back[j];
        }
        for (int place = 0; place < TokenHead.PLACES; place++) {
            int other = token + place - 1;
            boolean within = other >= 0 && other < sentence.count();
            spread(first.gradient, signRow(sentence, place, other, within), 1);
            for (int left = within ? sentence.flags()[other] : 0; left != 0; left &= left - 1) {
                spread(first.gradient, HeadWeights.flagRow(place, Integer.numberOfTrailingZeros(left)), 1);
            }
            for (int i = 0; within && i < WIDTH; i++) {
                spread(first.gradient, (place * WIDTH + i) * HIDDEN, states[other * WIDTH + i]);
            }
        }
    }

    private static int signRow(Sentence sentence, int place, int token, boolean within) {
        int sign = within ? sentence.signs()[token] : TokenHead.SIGNS - 1;
        return (TokenHead.PLACES * WIDTH + place * TokenHead.SIGNS + sign) * HIDDEN;
    }

    private static void add(float[] to, float[] rows, int row, float x) {
        for (int j = 0; j < HIDDEN; j++) {
            to[j] += x * rows[row + j];
        }
    }

    private void spread(float[] rows, int row, float x) {
        for (int j = 0; j < HIDDEN; j++) {
            rows[row + j] += x * back[j];
        }
    }

    private void step(int batch, float rate) {
        if (batch == 0) {
            return;
        }
        steps++;
        float bias = (float) (Math.sqrt(1 - Math.pow(SECOND_DECAY, steps)) / (1 - Math.pow(FIRST_DECAY, steps)));
        for (Layer layer : List.of(first, firstBias, second, secondBias)) {
            layer.step(rate * bias, rate * settings.decay(), 1f / batch);
        }
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }

    /** Weights, and what Adam keeps of their gradients. */
    private static final class Layer {
        private final float[] weights;
        private final float[] gradient;
        private final float[] mean;
        private final float[] square;

        Layer(int size) {
            weights = new float[size];
            gradient = new float[size];
            mean = new float[size];
            square = new float[size];
        }

        void draw(Random random, float spread) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) random.nextGaussian() * spread;
            }
        }

        void step(float rate, float decay, float scale) {
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i] * scale;
                gradient[i] = 0;
                mean[i] = FIRST_DECAY * mean[i] + (1 - FIRST_DECAY) * g;
                square[i] = SECOND_DECAY * square[i] + (1 - SECOND_DECAY) * g * g;
                weights[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) + 1e-8f) + decay * weights[i];
            }
        }
    }
}
