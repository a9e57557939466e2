package io.chatguard.redact.internal.match;

import java.util.Arrays;
import java.util.List;

/**
 * The units that may stand at a place of a pattern, as bytes: those of Latin-1 as they are, all others as {@link #BEYOND}.
 * What the prefilter lets through is looked at again on the text. Immutable.
 */
final class Units {
    /** What stands for any unit beyond Latin-1: a control character that nobody writes. */
    static final byte BEYOND = (byte) 0x9F;

    static final Units ANY = new Units(new long[] {-1, -1, -1, -1});
    static final Units WORD = of(CodePoints.WORD);
    /** What may stand before a word; the zeros before a text too. */
    static final Units NO_WORD = of(CodePoints.WORD.not());

    private final long[] bits;
    private final int hash;

    private Units(long[] bits) {
        this.bits = bits;
        long mixed = 0;
        for (long word : bits) {
            mixed = (mixed ^ word) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        this.hash = (int) mixed;
    }

    /** The units of a set whose members all have one unit, or all two. */
    static Units of(CodePoints set) {
        long[] bits = new long[4];
        for (int r = 0; r < set.ranges(); r++) {
            for (int c = set.first(r); c <= Math.min(set.last(r), 0xFF); c++) {
                bits[c >>> 6] |= 1L << c;
            }
            if (set.last(r) > 0xFF) {
                bits[(BEYOND & 0xFF) >>> 6] |= 1L << BEYOND;
            }
        }
        return new Units(bits);
    }

    /** The units with which these parts, one after the other, may end; {@link #ANY} where they may be empty. */
    static Units lastOf(List<Expression> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Expression part = parts.get(i);
            if (!(part instanceof Expression.At)) {
                return part.nullable() ? ANY : last(part);
            }
        }
        return ANY;
    }

    private static Units last(Expression part) {
        if (part instanceof Expression.One one) {
            return of(one.set());
        }
        if (part instanceof Expression.Repeat repeat) {
            return repeat.body().nullable() ? ANY : last(repeat.body());
        }
        if (part instanceof Expression.Sequence sequence) {
            return lastOf(sequence.parts());
        }
        long[] bits = new long[4];
        for (Expression branch : part instanceof Expression.Choice choice ? choice.branches() : List.<Expression>of()) {
            Units last = branch.nullable() ? ANY : last(branch);
            for (int i = 0; i < bits.length; i++) {
                bits[i] |= last.bits[i];
            }
        }
        return new Units(bits);
    }

    boolean contains(int unit) {
        return (bits[unit >>> 6] >>> unit & 1) != 0;
    }

    /** The first member from here on, or -1. */
    int next(int from) {
        for (int unit = from; unit < 256; unit = (unit | 63) + 1) {
            long rest = bits[unit >>> 6] >>> unit;
            if (rest != 0) {
                return unit + Long.numberOfTrailingZeros(rest);
            }
        }
        return -1;
    }

    /** Whether it has several members, but not all. */
    boolean isClass() {
        return next(next(0) + 1) >= 0 && !equals(ANY);
    }

    boolean isWithin(Units other) {
        long outside = 0;
        for (int i = 0; i < bits.length; i++) {
            outside |= bits[i] & ~other.bits[i];
        }
        return outside == 0;
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
        for (int b = next(0); b >= 0; b = next(b + 1)) {
            any = any < 0 ? b : any;
            differ |= any ^ b;
        }
        return ~differ & 0xFF;
    }

    /** One of the members; there is one. */
    int example() {
        int first = next(0);
        if (first >= 0) {
            return first;
        }
        throw new IllegalStateException("a set without members");
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Units units && hash == units.hash && Arrays.equals(bits, units.bits);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
