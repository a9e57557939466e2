package io.chatguard.redact.internal.plan;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.redact.internal.surrogate.Reserved;
import io.chatguard.spi.Event.Recognition;

/** A span of one text and what is to be done about it. */
record Mark(int start, int end, EntityType type, Action action, String rule, double score, Recognition recognition) {

    static final EntityType LITERAL = EntityType.of(Reserved.LITERAL);

    int length() {
        return end - start;
    }

    boolean isLiteral() {
        return type.equals(LITERAL);
    }

    /** The same with a surrogate in place of a stand-in. */
    Mark pseudonymised() {
        return new Mark(start, end, type, Action.PSEUDONYMIZE, rule, score, recognition);
    }

    Mark spanning(int from, int to) {
        return from == start && to == end ? this : new Mark(from, to, type, action, rule, score, recognition);
    }

    /** The same decision about another occurrence. */
    Mark at(int from, int to, Recognition recognised) {
        return new Mark(from, to, type, action, rule, score, recognised);
    }

    /**
     * What becomes of two marks that overlap or would grow together: one over both, decided by the strongest action,
     * then the longest, then the score. An escaped look-alike never decides, because it comes back in every sink.
     */
    Mark merge(Mark other) {
        return (beats(other) ? this : other).spanning(Math.min(start, other.start), Math.max(end, other.end));
    }

    private boolean beats(Mark other) {
        if (isLiteral() != other.isLiteral()) {
            return other.isLiteral();
        }
        int strength = action.compareTo(other.action);
        if (strength != 0) {
            return strength > 0;
        }
        return length() != other.length() ? length() > other.length() : score >= other.score;
    }

    /** Whether what is written there could grow together with letters, digits or underscores beside it. */
    boolean writesWord() {
        return action == Action.PSEUDONYMIZE
                || action == Action.SUBSTITUTE
                || action == Action.MASK
                || action == Action.HASH;
    }
}
