package io.chatguard.internal.audit;

import java.util.Locale;
import java.util.Optional;

/** What a record of the trail tells. */
enum Kind {
    /** A file begins; signed. */
    FILE,
    /** What was decided about a request, before it was sent. */
    DECISION,
    /** How an exchange ended. */
    OUTCOME,
    /** So many records could not be written in time. */
    GAP,
    /** All up to here is signed. */
    CHECKPOINT;

    boolean isSigned() {
        return this == FILE || this == CHECKPOINT;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String word) {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
