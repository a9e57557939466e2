package io.chatguard.redact.internal.tagger;

import io.chatguard.EntityType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import opennlp.tools.ml.maxent.GISModel;
import opennlp.tools.ml.model.Context;

/** Makes a {@link NameModel} of annotated texts with OpenNLP's trainer; the door of the trainer into this package. */
public final class ModelMaker {

    private final Gazetteer gazetteer;
    private final FeatureWindow window;
    private final EventTable events = new EventTable();
    private final Tokens tokens = new Tokens();

    public ModelMaker(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
        this.window = new FeatureWindow(gazetteer);
    }

    /** The place of a type in the model; -1 if it knows none such. */
    public static int type(EntityType type) {
        return Arrays.asList(Outcomes.TYPES).indexOf(type);
    }

    /** The number of types. */
    public static int types() {
        return Outcomes.TYPES.length;
    }

    /** Adds a text with its names, each a type, an offset and the offset behind it, in ascending order. */
    public void learn(String text, int[][] names) {
        tokens.read(text);
        int name = 0;
        for (int sentence = 0; sentence < tokens.sentences(); sentence++) {
            window.read(text, tokens, sentence);
            int first = tokens.firstOf(sentence);
            int previous = Outcomes.OTHER;
            int last = -1;
            for (int i = 0; i < window.length(); i++) {
                int token = first + i;
                while (name < names.length && names[name][2] <= tokens.start(token)) {
                    name++;
                }
                int outcome = Outcomes.OTHER;
                if (name < names.length && names[name][1] < tokens.end(token)) {
                    outcome = Outcomes.begin(names[name][0]) + (last == name ? 1 : 0);
                    last = name;
                }
                int[] seen = window.features(i);
                for (int k = 0; k < window.size(); k++) {
                    events.feature(seen[k]);
                }
                seen = window.links(i, previous);
                for (int k = 0; k < window.size(); k++) {
                    events.feature(seen[k]);
                }
                events.event(outcome);
                previous = outcome;
            }
        }
    }

    /** The number of tokens added. */
    public int size() {
        return events.getNumEvents();
    }

    /** Trains with one thread: the same model for the same texts in the same order. */
    public NameModel train(int passes, int cutoff, long seed) {
        return compact(maxent(passes, cutoff, seed));
    }

    GISModel maxent(int passes, int cutoff, long seed) {
        events.close(cutoff);
        return OnlineTrainer.train(events, passes, seed);
    }

    NameModel compact(GISModel model) {
        @SuppressWarnings("unchecked")
        Map<String, Context> all = (Map<String, Context>) model.getDataStructures()[1];
        int[] features = events.features();
        int[] kept = new int[features.length];
        short[] outcomes = new short[features.length];
        short[] values = new short[features.length * Outcomes.COUNT];
        int n = 0;
        int at = 0;
        for (int feature : features) {
            Context context = all.get(Integer.toString(feature));
            short[] row = new short[Outcomes.COUNT];
            int mask = 0;
            for (int k = 0; k < context.getOutcomes().length; k++) {
                int outcome = Integer.parseInt(model.getOutcome(context.getOutcomes()[k]));
                long value = Math.round(context.getParameters()[k] / NameModel.STEP);
                row[outcome] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
                mask |= row[outcome] == 0 ? 0 : 1 << outcome;
            }
            if (mask != 0) {
                kept[n] = feature;
                outcomes[n++] = (short) mask;
                for (int rest = mask; rest != 0; rest &= rest - 1) {
                    values[at++] = row[Integer.numberOfTrailingZeros(rest)];
                }
            }
        }
        Weights weights = new Weights(Arrays.copyOf(kept, n), Arrays.copyOf(outcomes, n), Arrays.copyOf(values, at));
        return new NameModel(gazetteer, weights, Calibration.none());
    }

    /** The same model with other names of the lists, and chances that mean what they say. */
    public static NameModel with(NameModel model, Gazetteer gazetteer, double[][] lines) {
        return new NameModel(
                gazetteer, model.weights(), lines.length == 0 ? Calibration.none() : Calibration.of(lines));
    }

    /** The number of points of a calibration's line. */
    public static int points() {
        return Calibration.POINTS;
    }

    public static int features(NameModel model) {
        return model.weights().size();
    }

    /** A model and its lists, as a trainer wrote them. */
    public static NameModel read(InputStream model, InputStream gazetteer) throws IOException {
        return NameModel.read(model, Gazetteer.read(gazetteer));
    }

    public static void write(NameModel model, OutputStream out) throws IOException {
        model.write(out);
    }
}
