package io.chatguard.redact.internal.tagger;

import java.util.Arrays;

/**
 * The outcomes of a sentence's tokens and the way through them. Time and memory grow with the sentence, which is bounded;
 * used by one thread.
 */
final class Lattice {

    /** Takes a name by its first and last token within the sentence. */
    @FunctionalInterface
    interface Names {
        void name(int type, int first, int last, double chance);
    }

    private static final int N = Outcomes.COUNT;

    private final FeatureWindow window;
    private final Weights weights;

    /** chances[token][previous][outcome]: of the outcome, given the one before. */
    private final double[] chances = new double[Tokens.LONGEST_SENTENCE * N * N];

    /** Of each outcome at each token, over all ways that lead there. */
    private final double[] forward = new double[Tokens.LONGEST_SENTENCE * N];

    private final double[] best = new double[Tokens.LONGEST_SENTENCE * N];
    private final byte[] back = new byte[Tokens.LONGEST_SENTENCE * N];
    private final byte[] way = new byte[Tokens.LONGEST_SENTENCE];
    private final double[] base = new double[N];
    private final double[] sums = new double[N];
    private int length;

    Lattice(Gazetteer gazetteer, Weights weights) {
        this.window = new FeatureWindow(gazetteer);
        this.weights = weights;
    }

    void read(CharSequence text, Tokens tokens, int sentence) {
        window.read(text, tokens, sentence);
        length = window.length();
        for (int t = 0; t < length; t++) {
            Arrays.fill(base, 0);
            weights.sum(window.features(t), window.size(), base);
            for (int o = 0; o < N; o++) {
                forward[t * N + o] = 0;
                best[t * N + o] = 0;
            }
            for (int previous = 0; previous < (t == 0 ? 1 : N); previous++) {
                if (t > 0 && best[(t - 1) * N + previous] == 0) {
                    continue;
                }
                System.arraycopy(base, 0, sums, 0, N);
                weights.sum(window.links(t, previous), window.size(), sums);
                step(t, previous);
            }
        }
        int o = 0;
        for (int k = 1; k < N; k++) {
            o = best[(length - 1) * N + k] > best[(length - 1) * N + o] ? k : o;
        }
        for (int t = length - 1; t >= 0; t--) {
            way[t] = (byte) o;
            o = back[t * N + o];
        }
    }

    private void step(int t, int previous) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int o = 0; o < N; o++) {
            if (Outcomes.follows(o, previous)) {
                highest = Math.max(highest, sums[o]);
            }
        }
        double total = 0;
        for (int o = 0; o < N; o++) {
            sums[o] = Outcomes.follows(o, previous) ? Math.exp(sums[o] - highest) : 0;
            total += sums[o];
        }
        double reached = t == 0 ? 1 : forward[(t - 1) * N + previous];
        double likeliest = t == 0 ? 1 : best[(t - 1) * N + previous];
        for (int o = 0; o < N; o++) {
            double chance = sums[o] / total;
            chances[(t * N + previous) * N + o] = chance;
            forward[t * N + o] += reached * chance;
            double product = likeliest * chance;
            if (product > best[t * N + o]) {
                best[t * N + o] = product;
                back[t * N + o] = (byte) previous;
            }
        }
    }

    /** Tells the names of the likeliest way. */
    void tell(Names names) {
        int t = 0;
        while (t < length) {
            if (way[t] == Outcomes.OTHER) {
                t++;
                continue;
            }
            int first = t;
            int begin = way[t];
            double chance = forward[t * N + begin];
            t++;
            int previous = begin;
            while (t < length && Outcomes.inside(way[t])) {
                chance *= chances[(t * N + previous) * N + way[t]];
                previous = way[t];
                t++;
            }
            if (t < length) {
                chance *= 1 - chances[(t * N + previous) * N + begin + 1];
            }
            names.name(Outcomes.type(begin), first, t - 1, chance);
        }
    }
}
