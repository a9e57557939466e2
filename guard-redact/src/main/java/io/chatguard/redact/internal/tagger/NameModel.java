package io.chatguard.redact.internal.tagger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A maximum-entropy model of names in the form of OpenNLP's (the trainer, in the test sources, makes it); this reads and
 * applies it. For each token it gives the chance of each outcome, given what is seen around the token and what the token before
 * it is; of all sequences the likeliest is told (Viterbi), of each name the chance that exactly these tokens are it.
 *
 * <p>OpenNLP is not asked at run time: its features are texts that are looked up in a map of them, ours are numbers in a
 * table. The chances are the same but for rounding (a test compares). There is nothing to pool, as a model is immutable and
 * each call has its own scratch memory.
 */
public final class NameModel implements Tagger {

    private static final int MAGIC = 0x43474e4d;

    /** Weights are whole multiples of this. */
    static final double STEP = 1.0 / 1024;

    private final Gazetteer gazetteer;
    private final Weights weights;
    private final Calibration calibration;

    NameModel(Gazetteer gazetteer, Weights weights, Calibration calibration) {
        this.gazetteer = gazetteer;
        this.weights = weights;
        this.calibration = calibration;
    }

    private static final class Shipped {
        static final NameModel INSTANCE = shipped();
    }

    /** The model of the jar, read when it is first asked for. */
    public static NameModel load() {
        return Shipped.INSTANCE;
    }

    private static NameModel shipped() {
        try (InputStream in = NameModel.class.getResourceAsStream("names.bin")) {
            if (in == null) {
                throw new IllegalStateException("names.bin is missing from the jar of guard-redact");
            }
            return read(in, Gazetteer.load());
        } catch (IOException unreadable) {
            throw new IllegalStateException("names.bin in the jar of guard-redact cannot be read");
        }
    }

    static NameModel read(InputStream stream, Gazetteer gazetteer) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
        if (in.readInt() != MAGIC || in.readInt() != Outcomes.COUNT) {
            throw new IOException("not a model of names, or one of another version");
        }
        Calibration calibration = Calibration.read(in);
        return new NameModel(gazetteer, Weights.read(in), calibration);
    }

    /** Writes what {@link #read} reads; the same bytes for the same model. */
    void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeInt(Outcomes.COUNT);
        calibration.write(out);
        weights.write(out);
        out.flush();
    }

    Weights weights() {
        return weights;
    }

    @Override
    public void tag(CharSequence text, Tokens tokens, int firstToken, int lastToken, Sink sink) {
        if (lastToken < firstToken) {
            return;
        }
        Lattice lattice = new Lattice(gazetteer, weights);
        int last = tokens.sentenceOf(lastToken);
        for (int sentence = tokens.sentenceOf(firstToken); sentence <= last; sentence++) {
            int first = tokens.firstOf(sentence);
            lattice.read(text, tokens, sentence);
            lattice.tell((type, from, to, chance) -> {
                if (first + from >= firstToken && first + to <= lastToken) {
                    sink.name(Outcomes.TYPES[type], first + from, first + to, calibration.of(type, chance));
                }
            });
        }
    }
}
