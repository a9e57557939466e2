package io.chatguard.redact.internal.tagger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How often names told with a chance were right on texts that the model was not trained on: for each type a rising line
 * through {@value #POINTS} points, equally far apart from 0 to 1. Immutable.
 */
final class Calibration {

    static final int POINTS = 21;
    private static final int STEPS = 10_000;

    private final short[][] lines;

    private Calibration(short[][] lines) {
        this.lines = lines;
    }

    /** Takes chances as they are. */
    static Calibration none() {
        double[][] lines = new double[Outcomes.TYPES.length][POINTS];
        for (double[] line : lines) {
            for (int i = 0; i < POINTS; i++) {
                line[i] = i / (POINTS - 1.0);
            }
        }
        return of(lines);
    }

    static Calibration of(double[][] lines) {
        short[][] out = new short[Outcomes.TYPES.length][POINTS];
        for (int type = 0; type < out.length; type++) {
            for (int i = 0; i < POINTS; i++) {
                out[type][i] = (short) Math.round(lines[type][i] * STEPS);
            }
        }
        return new Calibration(out);
    }

    double of(int type, double chance) {
        double at = Math.min(1, Math.max(0, chance)) * (POINTS - 1);
        int low = (int) Math.min(POINTS - 2, at);
        short[] line = lines[type];
        return (line[low] + (at - low) * (line[low + 1] - line[low])) / STEPS;
    }

    static Calibration read(DataInputStream in) throws IOException {
        short[][] out = new short[Outcomes.TYPES.length][POINTS];
        for (short[] line : out) {
            for (int i = 0; i < POINTS; i++) {
                line[i] = in.readShort();
            }
        }
        return new Calibration(out);
    }

    void write(DataOutputStream out) throws IOException {
        for (short[] line : lines) {
            for (short point : line) {
                out.writeShort(point);
            }
        }
    }
}
