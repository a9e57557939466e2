package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.At;
import io.chatguard.redact.internal.match.Expression.Choice;
import io.chatguard.redact.internal.match.Expression.One;
import io.chatguard.redact.internal.match.Expression.Repeat;
import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.Arrays;

/** The characters up to U+00FF of a set, and whether the set holds others too. Immutable. */
final class Latin {
    static final Latin NONE = new Latin(new long[4], false);

    private static final Latin WORD = of(CodePoints.WORD);

    private final long[] bits;
    private final boolean open;

    private Latin(long[] bits, boolean open) {
        this.bits = bits;
        this.open = open;
    }

    static Latin of(CodePoints set) {
        long[] bits = new long[4];
        for (int r = 0; r < set.ranges(); r++) {
            for (int c = set.first(r); c <= Math.min(set.last(r), 0xFF); c++) {
                bits[c >>> 6] |= 1L << c;
            }
        }
        return new Latin(bits, set.ranges() > 0 && set.last(set.ranges() - 1) > 0xFF);
    }

    /** The characters with which a match of an expression may begin. */
    static Latin firstOf(Expression part) {
        if (part instanceof One one) {
            return of(one.set());
        }
        if (part instanceof At) {
            return NONE;
        }
        if (part instanceof Repeat repeat) {
            return firstOf(repeat.body());
        }
        Latin first = NONE;
        if (part instanceof Choice choice) {
            for (Expression branch : choice.branches()) {
                first = first.or(firstOf(branch));
            }
            return first;
        }
        for (Expression inner : ((Sequence) part).parts()) {
            first = first.or(firstOf(inner));
            if (!inner.nullable()) {
                break;
            }
        }
        return first;
    }

    Latin or(Latin other) {
        long[] both = bits.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= other.bits[i];
        }
        return new Latin(both, open || other.open);
    }

    boolean contains(int c) {
        return (bits[c >>> 6] >>> c & 1) != 0;
    }

    /** Whether the sets may have a character in common; what is beyond U+00FF is not compared. */
    boolean meets(Latin other) {
        long common = 0;
        for (int i = 0; i < bits.length; i++) {
            common |= bits[i] & other.bits[i];
        }
        return common != 0;
    }

    boolean isEmpty() {
        return Arrays.equals(bits, NONE.bits) && !open;
    }

    /** Whether there are members beyond U+00FF. */
    boolean isOpen() {
        return open;
    }

    /** Whether these conditions, as bits, may all hold between two characters of this set. */
    boolean mayEndWithin(int conditions) {
        for (Place place : Place.ALL) {
            if ((conditions >>> place.ordinal() & 1) != 0 && !mayHoldWithin(place)) {
                return false;
            }
        }
        return conditions != 0;
    }

    private boolean mayHoldWithin(Place place) {
        return switch (place) {
            case TEXT_START, TEXT_END -> false;
            case LINE_START, LINE_END -> contains('\n');
            case WORD_EDGE -> {
                boolean words = meets(WORD);
                boolean others = false;
                for (int i = 0; i < bits.length; i++) {
                    others |= (bits[i] & ~WORD.bits[i]) != 0;
                }
                yield words && (others || open);
            }
            case NO_WORD_EDGE -> true;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latin latin && Arrays.equals(bits, latin.bits) && open == latin.open;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
