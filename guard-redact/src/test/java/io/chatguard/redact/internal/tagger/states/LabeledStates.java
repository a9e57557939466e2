package io.chatguard.redact.internal.tagger.states;

import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * What a head learns from: states, signs and labels of the tokens of many texts, read once and kept while it is trained.
 *
 * <p>States are kept as the upper half of a float (8 bits of fraction, about as much as the model's own 8-bit weights leave), 768
 * bytes a token: a million tokens are less than a gigabyte.
 */
final class LabeledStates {

    /** The label of a token that is not learned from: a name of a kind that the corpus does not mark as ours. */
    static final byte UNKNOWN = -1;

    /** One sentence: 16 bits of each number, sign, flags and label of each token. */
    record Sentence(short[] states, byte[] signs, short[] flags, byte[] labels) {

        int count() {
            return labels.length;
        }

        /** Writes the states as floats. */
        void unpack(float[] into) {
            for (int i = 0; i < states.length; i++) {
                into[i] = Float.intBitsToFloat(states[i] << 16);
            }
        }
    }

    /** A name in a text; of type -1 if it is not to be learned from. Offsets in UTF-16 units. */
    record Name(int start, int end, int type) {}

    private final TokenStates reader;
    private final Gazetteer gazetteer;
    private final List<Sentence> sentences = new ArrayList<>();
    private long tokens;

    LabeledStates(TokenStates reader, Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
        this.reader = reader;
    }

    List<Sentence> sentences() {
        return sentences;
    }

    long tokens() {
        return tokens;
    }

    /** Adds the sentences of a text. */
    void add(String text, List<Name> names) {
        Tokens read = Tokens.of(text);
        reader.read(text, read, 0, read.count() - 1, (states, first, last) -> {
            for (int from = first; from <= last; ) {
                int to = Math.min(last, read.lastOf(read.sentenceOf(from)));
                sentences.add(sentence(text, states, (from - first) * Transformer.WIDTH, read, from, to, names));
                from = to + 1;
            }
        });
        tokens += read.count();
    }

    private Sentence sentence(String text, float[] states, int at, Tokens tokens, int from, int to, List<Name> names) {
        int count = to - from + 1;
        short[] packed = new short[count * Transformer.WIDTH];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (short) (Float.floatToIntBits(states[at + i]) + 0x8000 >>> 16);
        }
        byte[] signs = new byte[count];
        short[] flags = new short[count];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            signs[i] = (byte) TokenHead.sign(tokens, from + i, from, to);
            flags[i] = (short) TokenHead.flags(gazetteer, text, tokens, from + i);
            labels[i] = label(tokens.start(from + i), tokens.end(from + i), i == 0, names);
        }
        return new Sentence(packed, signs, flags, labels);
    }

    /** The last that overlaps wins where names nest, which is the inner one in the corpora that nest. */
    private static byte label(int start, int end, boolean opens, List<Name> names) {
        int label = TokenHead.outside();
        for (Name name : names) {
            if (name.start() < end && start < name.end()) {
                boolean begins = opens || start <= name.start();
                label = name.type() < 0
                        ? UNKNOWN
                        : begins ? TokenHead.begin(name.type()) : TokenHead.inside(name.type());
            }
        }
        return (byte) label;
    }
}
