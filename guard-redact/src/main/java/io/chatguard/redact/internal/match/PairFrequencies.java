package io.chatguard.redact.internal.match;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * How often two units follow each other in the texts that people send: decides by which pair a pattern is looked for. A
 * wrong guess costs time, never a match. One for each compilation, not thread-safe: it remembers sums.
 */
final class PairFrequencies {
    private static final int COLUMNS = 97;
    /** Low bytes of other scripts are spread evenly. */
    private static final float ELSEWHERE = 1f / (1 << 17);

    private final Map<Pair, Double> known = new HashMap<>();
    /** For each set the share of each unit with one of the set behind it. */
    private final Map<Units, float[]> followed = new HashMap<>();

    private record Pair(Units first, Units second) {}

    /** The share of all pairs of a text that these two sets let through, 0 to about 1. */
    double of(Units first, Units second) {
        Pair pair = new Pair(first, second);
        Double share = known.get(pair);
        if (share == null) {
            float[] each = followed.computeIfAbsent(second, PairFrequencies::followed);
            double sum = 0;
            for (int a = first.next(0); a >= 0; a = first.next(a + 1)) {
                sum += each[a];
            }
            share = sum;
            known.put(pair, share);
        }
        return share;
    }

    private static float[] followed(Units second) {
        float[] each = new float[256];
        for (int b = second.next(0); b >= 0; b = second.next(b + 1)) {
            for (int a = 0; a < each.length; a++) {
                each[a] += Table.SHARES[b << 8 | a];
            }
        }
        return each;
    }

    private static final class Table {
        /** The second unit in the high half of the index. */
        static final float[] SHARES = read();

        private static float[] read() {
            float[] shares = new float[1 << 16];
            java.util.Arrays.fill(shares, ELSEWHERE);
            try (InputStream in = PairFrequencies.class.getResourceAsStream("pairs.txt")) {
                if (in == null) {
                    throw new IllegalStateException("missing data pairs.txt");
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
                int row = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("#")) {
                        continue;
                    }
                    for (int column = 0; column < COLUMNS; column++) {
                        shares[unit(column) << 8 | unit(row)] = (float) Math.scalb(1.0, 'A' - line.charAt(column));
                    }
                    row++;
                }
                if (row != COLUMNS) {
                    throw new IllegalStateException("data pairs.txt has " + row + " rows");
                }
                return shares;
            } catch (IOException e) {
                throw new IllegalStateException("unreadable data pairs.txt");
            }
        }

        private static int unit(int line) {
            return line == 0 ? '\t' : line == 1 ? '\n' : ' ' + line - 2;
        }
    }
}
