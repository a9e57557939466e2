package io.chatguard.spi;

import io.chatguard.Caller;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * One record for the audit: the decision on a request, written before it is sent, or the outcome of the exchange.
 *
 * <p>The receipt is text-free. Scope and caller are the application's own names, often those of people: a sink writes
 * them as keyed hashes or not at all.
 *
 * @param phase which of the two
 * @param at when
 * @param scope whose conversation it is
 * @param caller who asks
 * @param receipt what is known by then, in counts, types, rules and places only
 * @param ending how it ended; present for an outcome
 */
public record AuditEvent(
        Phase phase, Instant at, Scope scope, Caller caller, Receipt receipt, Optional<Ending> ending) {

    /** When in the exchange a record is written. */
    public enum Phase {
        DECISION,
        OUTCOME
    }
}
