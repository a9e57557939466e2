package io.chatguard.redact.internal.match;

import java.util.Arrays;

/**
 * The low bytes of the UTF-16 units that may stand at a place of a pattern. The prefilter reads low bytes only: what it
 * lets through is looked at again on the text. Immutable.
 */
final class Units {
    static final Units ANY = new Units(new long[] {-1, -1, -1, -1});

    private final long[] bits;

    private Units(long[] bits) {
        this.bits = bits;
    }

    /** The units of a set whose members all have one unit. */
    static Units of(CodePoints set) {
        long[] bits = new long[4];
        for (int r = 0; r < set.ranges(); r++) {
            fill(bits, set.first(r), set.last(r));
        }
        return new Units(bits);
    }

    /** The first or the second units of a set whose members all have two. */
    static Units ofPairs(CodePoints set, boolean second) {
        long[] bits = new long[4];
        for (int r = 0; r < set.ranges(); r++) {
            int first = set.first(r);
            int last = set.last(r);
            if (!second) {
                fill(bits, Character.highSurrogate(first), Character.highSurrogate(last));
            } else if (last - first >= 0xFF) {
                return ANY;
            } else {
                for (int c = first; c <= last; c++) {
                    fill(bits, Character.lowSurrogate(c), Character.lowSurrogate(c));
                }
            }
        }
        return new Units(bits);
    }

    private static void fill(long[] bits, int first, int last) {
        for (int c = first; c <= last && c - first < 256; c++) {
            bits[(c & 0xFF) >>> 6] |= 1L << c;
        }
    }

    boolean contains(int lowByte) {
        return (bits[lowByte >>> 6] >>> lowByte & 1) != 0;
    }

    boolean meets(Units other) {
        long both = 0;
        for (int i = 0; i < bits.length; i++) {
            both |= bits[i] & other.bits[i];
        }
        return both != 0;
    }

    /** The bits in which all members agree. */
    int agreed() {
        int any = -1;
        int differ = 0;
        for (int b = 0; b < 256; b++) {
            if (contains(b)) {
                any = any < 0 ? b : any;
                differ |= any ^ b;
            }
        }
        return ~differ & 0xFF;
    }

    /** One of the members; there is one. */
    int example() {
        for (int b = 0; b < 256; b++) {
            if (contains(b)) {
                return b;
            }
        }
        throw new IllegalStateException("a set without members");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Units units && Arrays.equals(bits, units.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
