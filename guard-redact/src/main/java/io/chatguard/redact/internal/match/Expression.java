package io.chatguard.redact.internal.match;

import java.util.ArrayList;
import java.util.List;

/** A pattern as it was read: a tree, not deeper than groups may nest. Flags are already worked into the sets. */
sealed interface Expression {
    /** One code point of a set. */
    record One(CodePoints set) implements Expression {}

    /** A condition on the place, without width. */
    record At(Place place) implements Expression {}

    /** One after the other; none is the empty text. */
    record Sequence(List<Expression> parts) implements Expression {}

    /** Any of them. */
    record Choice(List<Expression> branches) implements Expression {}

    /** From {@code min} to {@code max} times; {@code position} is where the pattern says so. */
    record Repeat(Expression body, int min, int max, int position) implements Expression {
        /** As often as you like. */
        static final int FOREVER = Integer.MAX_VALUE;
    }

    /** Whether it can match the empty text, conditions on the place left aside. */
    default boolean nullable() {
        if (this instanceof One) {
            return false;
        }
        if (this instanceof At) {
            return true;
        }
        if (this instanceof Sequence sequence) {
            return sequence.parts().stream().allMatch(Expression::nullable);
        }
        if (this instanceof Choice choice) {
            return choice.branches().stream().anyMatch(Expression::nullable);
        }
        Repeat repeat = (Repeat) this;
        return repeat.min() == 0 || repeat.body().nullable();
    }

    /** What matches the same texts read backwards. */
    default Expression reversed() {
        if (this instanceof One) {
            return this;
        }
        if (this instanceof At at) {
            return new At(at.place().reversed());
        }
        if (this instanceof Sequence sequence) {
            List<Expression> parts = new ArrayList<>();
            sequence.parts().forEach(part -> parts.add(0, part.reversed()));
            return new Sequence(List.copyOf(parts));
        }
        if (this instanceof Choice choice) {
            return new Choice(
                    choice.branches().stream().map(Expression::reversed).toList());
        }
        Repeat repeat = (Repeat) this;
        return new Repeat(repeat.body().reversed(), repeat.min(), repeat.max(), repeat.position());
    }

    /** Whether some character of it may have one of these units first or second. */
    default boolean mayHold(Units units) {
        if (this instanceof One one) {
            return Units.of(one.set()).meets(units);
        }
        if (this instanceof At) {
            return false;
        }
        if (this instanceof Sequence sequence) {
            return sequence.parts().stream().anyMatch(part -> part.mayHold(units));
        }
        if (this instanceof Choice choice) {
            return choice.branches().stream().anyMatch(branch -> branch.mayHold(units));
        }
        return ((Repeat) this).body().mayHold(units);
    }
}
