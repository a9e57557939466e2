package io.chatguard.redact.internal.tagger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** What each feature says for or against each outcome. A table of numbers; immutable. */
final class Weights {

    /** Ordered by hash, as unsigned would be too: the order of ints. */
    private final int[] features;

    /** Bit n: the feature says something of outcome n. */
    private final short[] outcomes;

    private final short[] values;

    /** Where the values of a feature begin. */
    private final int[] offsets;

    private final int[] slots;
    private final int shift;

    /** Features in ascending order, the outcomes of each, and their values in that order, in {@link NameModel#STEP}s. */
    Weights(int[] features, short[] outcomes, short[] values) {
        this.features = features;
        this.outcomes = outcomes;
        this.values = values;
        offsets = new int[features.length];
        int at = 0;
        for (int i = 0; i < features.length; i++) {
            offsets[i] = at;
            at += Integer.bitCount(outcomes[i]);
        }
        int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(features.length));
        shift = 32 - bits;
        slots = new int[1 << bits];
        for (int i = 0; i < features.length; i++) {
            int slot = slot(features[i]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i + 1;
        }
    }

    private int slot(int feature) {
        return (feature * 0x9e3779b9) >>> shift;
    }

    /** Adds what features say to the sums of the outcomes. */
    void sum(int[] seen, int size, double[] sums) {
        for (int i = 0; i < size; i++) {
            int feature = seen[i];
            int slot = slot(feature);
            int at;
            while ((at = slots[slot]) != 0) {
                if (features[at - 1] == feature) {
                    int offset = offsets[at - 1];
                    for (int rest = outcomes[at - 1]; rest != 0; rest &= rest - 1) {
                        sums[Integer.numberOfTrailingZeros(rest)] += values[offset++] * NameModel.STEP;
                    }
                    break;
                }
                slot = (slot + 1) & (slots.length - 1);
            }
        }
    }

    int size() {
        return features.length;
    }

    static Weights read(DataInputStream in) throws IOException {
        int n = in.readInt();
        int[] features = new int[n];
        short[] outcomes = new short[n];
        int count = 0;
        byte[] bytes = new byte[6 * n];
        in.readFully(bytes);
        for (int i = 0; i < n; i++) {
            features[i] = number(bytes, 4 * i) << 16 | number(bytes, 4 * i + 2);
            outcomes[i] = (short) number(bytes, 4 * n + 2 * i);
            count += Integer.bitCount(outcomes[i]);
        }
        short[] values = new short[count];
        bytes = new byte[2 * count];
        in.readFully(bytes);
        for (int i = 0; i < count; i++) {
            values[i] = (short) number(bytes, 2 * i);
        }
        return new Weights(features, outcomes, values);
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(features.length);
        for (int feature : features) {
            out.writeInt(feature);
        }
        for (short o : outcomes) {
            out.writeShort(o);
        }
        for (short value : values) {
            out.writeShort(value);
        }
    }

    @Override
    public String toString() {
        return "Weights[" + features.length + " features, " + Arrays.hashCode(values) + "]";
    }
}
