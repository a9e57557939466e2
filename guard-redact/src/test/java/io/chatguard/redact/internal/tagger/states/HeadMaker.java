package io.chatguard.redact.internal.tagger.states;

import io.chatguard.EntityType;
import io.chatguard.redact.internal.tagger.Gazetteer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes heads: takes in annotated texts, keeps their states, trains on them. For one thread. */
public final class HeadMaker implements AutoCloseable {

    /** Added to the outside's logarithm: names that are a little less probable than none are told too, with their probability. */
    private static final float OUTSIDE = -0.7f;

    private final String model;
    private final Transformer transformer;
    private final LabeledStates states;

    /**
     * Opens the transformer.
     *
     * @param gazetteer what lists know, or better a part of it, so that a head learns of names that no list has
     */
    public HeadMaker(Gazetteer gazetteer) {
        byte[] bytes = TransformerParts.model();
        WordPieces pieces = TransformerParts.pieces();
        model = TransformerParts.digest(bytes);
        transformer = Transformer.open(bytes, pieces);
        states = new LabeledStates(new TokenStates(pieces, transformer), gazetteer);
    }

    /** Whether heads know a type. */
    public static boolean knows(EntityType type) {
        return TokenHead.TYPES.contains(type);
    }

    /**
     * Takes in a text.
     *
     * @param types types of its names
     * @param offsets begin and end of each, in UTF-16 units
     */
    public void learn(String text, List<EntityType> types, List<int[]> offsets) {
        List<LabeledStates.Name> names = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            names.add(new LabeledStates.Name(
                    offsets.get(i)[0], offsets.get(i)[1], TokenHead.TYPES.indexOf(types.get(i))));
        }
        states.add(text, names);
    }

    /** Tokens taken in so far. */
    public long tokens() {
        return states.tokens();
    }

    /** How it trains, for the provenance. */
    public static String settings() {
        HeadTrainer.Settings settings = HeadTrainer.Settings.SHIPPED;
        return "Adam, " + settings.epochs() + " epochs, rate " + settings.rate() + ", dropout " + settings.dropped()
                + ", decay " + settings.decay() + ", seed " + settings.seed();
    }

    /** A head's file, with scores as they are. */
    public byte[] train() throws IOException {
        return bytes(new HeadTrainer(HeadTrainer.Settings.SHIPPED).train(states.sentences(), model, OUTSIDE));
    }

    /**
     * The same head with calibrated scores.
     *
     * @param types the type of each line
     * @param lines how often names of a score were right, at 0, 0.05, … 1
     */
    public static byte[] calibrated(byte[] head, List<EntityType> types, double[][] lines) throws IOException {
        HeadWeights weights = HeadWeights.read(new ByteArrayInputStream(head));
        float[][] table = weights.table().clone();
        for (int line = 0; line < lines.length; line++) {
            int type = TokenHead.TYPES.indexOf(types.get(line));
            if (type >= 0) {
                table[type] = new float[HeadWeights.STEPS + 1];
                for (int i = 0; i <= HeadWeights.STEPS; i++) {
                    table[type][i] = (float) lines[line][i];
                }
            }
        }
        return bytes(new HeadWeights(
                weights.model(),
                weights.first(),
                weights.firstBias(),
                weights.second(),
                weights.secondBias(),
                weights.outsideBias(),
                table));
    }

    /** A tagger with a head. */
    public static StatesTagger tagger(byte[] head, Gazetteer gazetteer) throws IOException {
        return StatesTagger.open(HeadWeights.read(new ByteArrayInputStream(head)), gazetteer);
    }

    private static byte[] bytes(HeadWeights weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        weights.write(out);
        return out.toByteArray();
    }

    @Override
    public void close() {
        transformer.close();
    }
}
