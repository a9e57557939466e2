package io.chatguard.redact.internal.match;

import java.util.Arrays;

/**
 * What {@code (?i)} adds to a set: the other case of each letter, by the platform's one-to-one mappings.
 *
 * <p>ASCII letters have ASCII partners only. Unicode also pairs {@code k} with the Kelvin sign and {@code s} with the long
 * s; who writes {@code (?i)secret} does not mean these, and the prefilter would have to look for them everywhere.
 */
final class LetterCase {
    private static final int ASCII = 128;

    private LetterCase() {}

    static CodePoints closure(CodePoints set) {
        int[] pairs = new int[64];
        int size = 0;
        for (int r = 0; r < set.ranges(); r++) {
            for (int c = set.first(r); c <= Math.min(set.last(r), ASCII - 1); c++) {
                if (Character.isLetter(c)) {
                    pairs = room(pairs, size);
                    pairs[size++] = c ^ 0x20;
                    pairs[size++] = c ^ 0x20;
                }
            }
        }
        if (set.ranges() > 0 && set.last(set.ranges() - 1) >= ASCII) {
            for (int[] pair : Pairs.BEYOND_ASCII) {
                for (int side = 0; side < 2; side++) {
                    if (set.contains(pair[side])) {
                        pairs = room(pairs, size);
                        pairs[size++] = pair[1 - side];
                        pairs[size++] = pair[1 - side];
                    }
                }
            }
        }
        return set.or(CodePoints.ofRanges(pairs, size));
    }

    private static int[] room(int[] pairs, int size) {
        return size + 2 <= pairs.length ? pairs : Arrays.copyOf(pairs, 2 * pairs.length);
    }

    /** Read off the platform once, when a pattern first needs it: about 1,400 pairs. */
    private static final class Pairs {
        static final int[][] BEYOND_ASCII = read();

        private static int[][] read() {
            int[][] pairs = new int[4096][];
            int size = 0;
            for (int c = ASCII; c <= Character.MAX_CODE_POINT; c++) {
                int lower = Character.toLowerCase(c);
                int upper = Character.toUpperCase(c);
                if (lower != c && lower >= ASCII) {
                    pairs[size++] = new int[] {c, lower};
                }
                if (upper != c && upper >= ASCII && Character.toLowerCase(upper) != c) {
                    pairs[size++] = new int[] {c, upper};
                }
            }
            return Arrays.copyOf(pairs, size);
        }
    }
}
