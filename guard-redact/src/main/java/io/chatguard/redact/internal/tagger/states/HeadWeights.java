package io.chatguard.redact.internal.tagger.states;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;

/**
 * The numbers of a {@link TokenHead}: weights, calibration, and which model's states they are for.
 *
 * <p>Kept with 8 bits a weight of the first layer and one scale for each hidden unit, some 70 KB. Immutable, thread-safe.
 *
 * @param model SHA-256 of the model's file, in hexadecimal
 * @param first {@link TokenHead#HIDDEN} numbers for each of {@link TokenHead#INPUTS}
 * @param firstBias one for each hidden unit
 * @param second {@link TokenHead#LABELS} numbers for each hidden unit
 * @param secondBias one for each label
 * @param outsideBias what is added to the logarithm of the outside's probability
 * @param table for each type, how often names were right, by raw score in steps of 1 / {@link #STEPS}
 */
record HeadWeights(
        String model,
        float[] first,
        float[] firstBias,
        float[] second,
        float[] secondBias,
        float outsideBias,
        float[][] table) {

    static final int STEPS = 20;

    private static final int MAGIC = 0x43474832;
    private static final int HIDDEN = TokenHead.HIDDEN;
    private static final int LABELS = TokenHead.LABELS;
    private static final int WIDTH = Transformer.WIDTH;

    void start(float[] hidden) {
        System.arraycopy(firstBias, 0, hidden, 0, HIDDEN);
    }

    void addState(float[] hidden, int place, float[] states, int at) {
        int row = place * WIDTH * HIDDEN;
        for (int i = 0; i < WIDTH; i++, row += HIDDEN) {
            float x = states[at + i];
            for (int j = 0; j < HIDDEN; j++) {
                hidden[j] += x * first[row + j];
            }
        }
    }

    void addSign(float[] hidden, int place, int sign) {
        int row = (TokenHead.PLACES * WIDTH + place * TokenHead.SIGNS + sign) * HIDDEN;
        for (int j = 0; j < HIDDEN; j++) {
            hidden[j] += first[row + j];
        }
    }

    /** Adds the rows of the flags that are set. */
    void addFlags(float[] hidden, int place, int flags) {
        for (int left = flags; left != 0; left &= left - 1) {
            int row = flagRow(place, Integer.numberOfTrailingZeros(left));
            for (int j = 0; j < HIDDEN; j++) {
                hidden[j] += first[row + j];
            }
        }
    }

    /** Where the weights of a flag stand. */
    static int flagRow(int place, int flag) {
        return (TokenHead.PLACES * (WIDTH + TokenHead.SIGNS) + place * TokenHead.FLAGS + flag) * HIDDEN;
    }

    /** Writes the probabilities of the labels for a hidden layer's sums. */
    void label(float[] hidden, float[] out, int at) {
        System.arraycopy(secondBias, 0, out, at, LABELS);
        for (int j = 0; j < HIDDEN; j++) {
            float x = hidden[j];
            for (int label = 0; x > 0 && label < LABELS; label++) {
                out[at + label] += x * second[j * LABELS + label];
            }
        }
        softmax(out, at);
    }

    static void softmax(float[] out, int at) {
        float most = out[at];
        for (int label = 1; label < LABELS; label++) {
            most = Math.max(most, out[at + label]);
        }
        float sum = 0;
        for (int label = 0; label < LABELS; label++) {
            out[at + label] = (float) Math.exp(out[at + label] - most);
            sum += out[at + label];
        }
        for (int label = 0; label < LABELS; label++) {
            out[at + label] /= sum;
        }
    }

    /** Between the steps of the table by proportion. */
    double calibrated(int type, float score) {
        float[] right = table[type];
        float at = Math.max(0, Math.min(1, score)) * STEPS;
        int step = Math.min(STEPS - 1, (int) at);
        return right[step] + (at - step) * (right[step + 1] - right[step]);
    }

    void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.write(HexFormat.of().parseHex(model));
        for (int j = 0; j < HIDDEN; j++) {
            float scale = scale(j);
            data.writeFloat(scale);
            for (int i = j; i < first.length; i += HIDDEN) {
                data.writeByte(Math.round(first[i] / scale));
            }
        }
        for (float[] numbers :
                new float[][] {firstBias, second, secondBias, {outsideBias}, table[0], table[1], table[2]}) {
            for (float number : numbers) {
                data.writeFloat(number);
            }
        }
        data.flush();
    }

    /** What one unit of the eight bits is worth. */
    private float scale(int unit) {
        float most = 1e-9f;
        for (int i = unit; i < first.length; i += HIDDEN) {
            most = Math.max(most, Math.abs(first[i]));
        }
        return most / 127;
    }

    static HeadWeights read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != MAGIC) {
            throw new IOException("not a head of token states");
        }
        byte[] model = new byte[32];
        data.readFully(model);
        float[] first = new float[TokenHead.INPUTS * HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
            float scale = data.readFloat();
            for (int i = j; i < first.length; i += HIDDEN) {
                first[i] = data.readByte() * scale;
            }
        }
        return new HeadWeights(
                HexFormat.of().formatHex(model),
                first,
                floats(data, HIDDEN),
                floats(data, HIDDEN * LABELS),
                floats(data, LABELS),
                data.readFloat(),
                new float[][] {floats(data, STEPS + 1), floats(data, STEPS + 1), floats(data, STEPS + 1)});
    }

    private static float[] floats(DataInputStream data, int count) throws IOException {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = data.readFloat();
        }
        return out;
    }
}
