package io.chatguard.redact.internal.tagger;

import java.util.Arrays;
import java.util.Random;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.DataIndexer;

/**
 * Fits OpenNLP's maximum-entropy model (a {@link GISModel}) event by event: AdaGrad (Duchi, Hazan, Singer 2011, one rate
 * for each feature), with some features of each event left out at random (Srivastava and others 2014), so that the model
 * does not lean on the words that it was trained with.
 *
 * <p>OpenNLP's own way, generalised iterative scaling, takes steps of a sixtieth with some sixty features for each token: on the
 * same texts 40 passes of it came to about the same figures (F1 of persons 76.0, and 76.2 here) for eight times the
 * processor time.
 * One thread, a fixed seed: the same model for the same events.
 */
final class OnlineTrainer {

    private static final double RATE = 0.35;
    private static final double KEEP = 0.8;

    /** What says less than this of an outcome is left out, which makes the model small. */
    private static final float LEAST = 0.05f;

    private OnlineTrainer() {}

    static GISModel train(DataIndexer data, int passes, long seed) {
        int[][] contexts = data.getContexts();
        int[] outcomes = data.getOutcomeList();
        int n = data.getOutcomeLabels().length;
        int features = data.getPredLabels().length;
        float[] weights = new float[features * n];
        float[] squares = new float[features];
        Random random = new Random(seed);
        int[] order = new int[contexts.length];
        Arrays.setAll(order, i -> i);
        float[] mean = new float[weights.length];
        int[] kept = new int[1 << 10];
        double[] sums = new double[n];
        for (int pass = 0; pass < passes; pass++) {
            shuffle(order, random);
            // Slower in the end: the mean of many events, not the last ones.
            double rate = RATE * (1 - 0.8 * pass / passes);
            for (int event : order) {
                int size = 0;
                long bits = random.nextLong();
                for (int feature : contexts[event]) {
                    bits = bits * 6364136223846793005L + 1442695040888963407L;
                    if ((bits >>> 33) < KEEP * (1L << 31)) {
                        kept[size++] = feature;
                    }
                }
                step(kept, size, outcomes[event], weights, squares, sums, rate);
            }
            // The mean of the later passes is steadier than the last one (Polyak and Juditsky 1992).
            for (int i = 0; pass >= passes / 2 && i < weights.length; i++) {
                mean[i] += weights[i] / (passes - passes / 2);
            }
        }
        Context[] out = new Context[features];
        for (int f = 0; f < features; f++) {
            out[f] = context(mean, f * n, n);
        }
        return new GISModel(out, data.getPredLabels(), data.getOutcomeLabels());
    }

    private static void step(
            int[] kept, int size, int outcome, float[] weights, float[] squares, double[] sums, double rate) {
        int n = sums.length;
        Arrays.fill(sums, 0);
        for (int k = 0; k < size; k++) {
            int row = kept[k] * n;
            for (int o = 0; o < n; o++) {
                sums[o] += weights[row + o];
            }
        }
        double highest = Arrays.stream(sums).max().orElse(0);
        double total = 0;
        for (int o = 0; o < n; o++) {
            sums[o] = Math.exp(sums[o] - highest);
            total += sums[o];
        }
        double square = 0;
        for (int o = 0; o < n; o++) {
            sums[o] = (o == outcome ? 1 : 0) - sums[o] / total;
            square += sums[o] * sums[o];
        }
        if (square < 1e-5) {
            return;
        }
        for (int k = 0; k < size; k++) {
            int feature = kept[k];
            squares[feature] += (float) square;
            float by = (float) (rate / Math.sqrt(1 + squares[feature]));
            int row = feature * n;
            for (int o = 0; o < n; o++) {
                weights[row + o] += by * (float) sums[o];
            }
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[k];
            order[k] = swap;
        }
    }

    private static Context context(float[] weights, int row, int n) {
        int[] outcomes = new int[n];
        double[] values = new double[n];
        int size = 0;
        for (int o = 0; o < n; o++) {
            double value = weights[row + o] * KEEP;
            if (Math.abs(value) >= LEAST) {
                outcomes[size] = o;
                values[size++] = value;
            }
        }
        return new Context(Arrays.copyOf(outcomes, size), Arrays.copyOf(values, size));
    }
}
