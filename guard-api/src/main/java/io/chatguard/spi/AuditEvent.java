package io.chatguard.spi;

import io.chatguard.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * One record for the audit: the decision on a request, written before it is sent, or the outcome of the exchange.
 *
 * @param phase which of the two
 * @param at when
 * @param receipt what is known by then, in counts, types, rules and places only
 * @param ending how it ended; present for an outcome
 */
public record AuditEvent(Phase phase, Instant at, Receipt receipt, Optional<Ending> ending) {

    /** When in the exchange a record is written. */
    public enum Phase {
        DECISION,
        OUTCOME
    }
}
