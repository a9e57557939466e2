package io.chatguard.redact.internal.catalog;

import java.util.Optional;

/** A set of ASCII characters, written as characters and ranges: {@code A-Za-z0-9_-}; a hyphen at either end is itself. */
public final class AsciiSet {
    /** No character. */
    static final AsciiSet EMPTY = new AsciiSet(0, 0);

    private final long low;
    private final long high;

    private AsciiSet(long low, long high) {
        this.low = low;
        this.high = high;
    }

    /** The set, or nothing where it is not written so. */
    static Optional<AsciiSet> of(String written) {
        long[] bits = new long[2];
        for (int i = 0; i < written.length(); i++) {
            char from = written.charAt(i);
            char to = from;
            if (i + 2 < written.length() && written.charAt(i + 1) == '-') {
                to = written.charAt(i + 2);
                i += 2;
            }
            if (to < from || to >= 128 || from <= ' ') {
                return Optional.empty();
            }
            for (char c = from; c <= to; c++) {
                bits[c >>> 6] |= 1L << c;
            }
        }
        return Optional.of(new AsciiSet(bits[0], bits[1]));
    }

    /** The set of these bits, those of U+0000 to U+003F and the rest. */
    static AsciiSet of(long low, long high) {
        return new AsciiSet(low, high);
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }

    boolean has(char c) {
        return c < 128 && ((c < 64 ? low : high) >>> c & 1) != 0;
    }
}
