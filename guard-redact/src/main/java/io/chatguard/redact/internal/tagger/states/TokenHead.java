package io.chatguard.redact.internal.tagger.states;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import java.util.List;

/**
 * Tells from the states of a token and its neighbours, and from how they are written, what the token is: outside any name, or the
 * beginning or the inside of one.
 *
 * <p>One hidden layer. The model knows no letter case and few names, so casing and kind of the three tokens and what lists know of
 * them are inputs of their own. A path of
 * labels in which an inside follows its like only is chosen by Viterbi; a name's score is that of its least certain token, and the
 * table of its type says how often names of that score were right on the trainer's held-out part. Immutable, thread-safe.
 */
final class TokenHead {

    /** What is told apart; the order is that of the weights. */
    static final List<EntityType> TYPES = List.of(EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANIZATION);

    /** Outside, then beginning and inside of each type. */
    static final int LABELS = 1 + 2 * 3;

    static final int HIDDEN = 48;

    /** Tokens that are looked at: the one before, itself, the one behind. */
    static final int PLACES = 3;

    private static final int CASINGS = Tokens.Casing.values().length;
    private static final int KINDS = Tokens.Kind.values().length;

    /** Ways of writing a token; the last stands for a place beyond the sentence. */
    static final int SIGNS = CASINGS * KINDS + 1;

    /** What lists know of a token: a bit each, as in {@link Gazetteer}. */
    static final int FLAGS = 11;

    /** Inputs: states, then signs, then flags, of each place. */
    static final int INPUTS = PLACES * (Transformer.WIDTH + SIGNS + FLAGS);

    private final HeadWeights weights;
    private final Gazetteer gazetteer;
    private final float outside;

    /**
     * A head.
     *
     * @param weights as they were trained
     * @param gazetteer what lists know of words
     */
    TokenHead(HeadWeights weights, Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
        this.weights = weights;
        this.outside = weights.outsideBias();
    }

    static int outside() {
        return 0;
    }

    static int begin(int type) {
        return 1 + 2 * type;
    }

    static int inside(int type) {
        return 2 + 2 * type;
    }

    /** The sign of a token, or of what is beyond its sentence. */
    static int sign(Tokens tokens, int token, int first, int last) {
        return token < first || token > last
                ? SIGNS - 1
                : tokens.kind(token).ordinal() * CASINGS + tokens.casing(token).ordinal();
    }

    /** What lists know of a token. */
    static int flags(Gazetteer gazetteer, CharSequence text, Tokens tokens, int token) {
        return gazetteer.flags(text, tokens.start(token), tokens.end(token)) & (1 << FLAGS) - 1;
    }

    /** Takes spans of tokens, counted from the first, with the type's number and the raw score. */
    @FunctionalInterface
    interface Sink {
        void span(int type, int first, int last, float score);
    }

    /**
     * Finds names in one sentence.
     *
     * @param states {@link Transformer#WIDTH} numbers for each token, that of {@code first} at {@code at}
     */
    void decode(CharSequence text, float[] states, int at, Tokens tokens, int first, int last, Sink sink) {
        int count = last - first + 1;
        float[] chances = chances(text, states, at, tokens, first, last);
        byte[] path = path(chances, count);
        for (int i = 0; i < count; ) {
            if (path[i] == outside()) {
                i++;
                continue;
            }
            int type = (path[i] - 1) / 2;
            float score = 1;
            int end = i;
            do {
                score = Math.min(score, chances[end * LABELS + begin(type)] + chances[end * LABELS + inside(type)]);
                end++;
                // Two names of a kind with nothing between them are rarer than one that is cut in two.
            } while (end < count && (path[end] == inside(type) || path[end] == begin(type)));
            sink.span(type, i, end - 1, score);
            i = end;
        }
    }

    /** How often names of a raw score were right. */
    double calibrated(int type, float score) {
        return weights.calibrated(type, score);
    }

    /** Probabilities of the labels, for each token. */
    private float[] chances(CharSequence text, float[] states, int at, Tokens tokens, int first, int last) {
        int count = last - first + 1;
        float[] out = new float[count * LABELS];
        float[] hidden = new float[HIDDEN];
        int[] flags = new int[count];
        for (int i = 0; i < count; i++) {
            flags[i] = flags(gazetteer, text, tokens, first + i);
        }
        for (int i = 0; i < count; i++) {
            weights.start(hidden);
            for (int place = 0; place < PLACES; place++) {
                int token = i + place - 1;
                weights.addSign(hidden, place, sign(tokens, first + token, first, last));
                if (token >= 0 && token < count) {
                    weights.addFlags(hidden, place, flags[token]);
                    weights.addState(hidden, place, states, at + token * Transformer.WIDTH);
                }
            }
            weights.label(hidden, out, i * LABELS);
        }
        return out;
    }

    private byte[] path(float[] chances, int count) {
        float[] best = new float[count * LABELS];
        byte[] from = new byte[count * LABELS];
        for (int i = 0; i < count; i++) {
            int ahead = 0;
            for (int label = 1; i > 0 && label < LABELS; label++) {
                ahead = best[(i - 1) * LABELS + label] > best[(i - 1) * LABELS + ahead] ? label : ahead;
            }
            for (int label = 0; label < LABELS; label++) {
                float gain = (float) Math.log(chances[i * LABELS + label] + 1e-9f) + (label == 0 ? outside : 0);
                boolean inside = label > 0 && label % 2 == 0;
                int before = ahead;
                if (inside && i > 0) {
                    int cell = (i - 1) * LABELS;
                    before = best[cell + label] > best[cell + label - 1] ? label : label - 1;
                }
                from[i * LABELS + label] = (byte) before;
                best[i * LABELS + label] = inside && i == 0
                        ? Float.NEGATIVE_INFINITY
                        : gain + (i == 0 ? 0 : best[(i - 1) * LABELS + before]);
            }
        }
        byte[] path = new byte[count];
        int label = 0;
        for (int other = 1; other < LABELS; other++) {
            label = best[(count - 1) * LABELS + other] > best[(count - 1) * LABELS + label] ? other : label;
        }
        for (int i = count - 1; i >= 0; i--) {
            path[i] = (byte) label;
            label = from[i * LABELS + label];
        }
        return path;
    }
}
