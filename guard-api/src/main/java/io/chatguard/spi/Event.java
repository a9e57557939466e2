package io.chatguard.spi;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.LegalBasis;

/**
 * Something that happened in an exchange and that its receipt and audit tell. Events hold no text: a place is
 * {@link Segment#place()}.
 */
public sealed interface Event {

    /** How an occurrence was recognised. */
    enum Recognition {
        /** By a detector. */
        DETECTED,
        /** Because the same value was found elsewhere in the exchange or scope. */
        PROPAGATED
    }

    /** So many segments were looked at. */
    record Screened(Direction direction, int segments) implements Event {}

    /** A value was found, and this was done about it. */
    record Found(EntityType type, Action action, String rule, String place, Recognition recognition) implements Event {}

    /** A surrogate became a value again. */
    record Restored(EntityType type, Sink sink, String place) implements Event {}

    /** A surrogate of this scope stayed because the policy does not open its sink. */
    record Kept(EntityType type, Sink sink, String place) implements Event {}

    /** Something that looks like a surrogate belongs to no value of this scope. */
    record Unresolved(String place) implements Event {}

    /**
     * A surrogate of this scope stayed because the policy does not let this caller have its value. To receipts it is an
     * {@link Unresolved} one, which is told as well; this is told to audit sinks alone.
     */
    record Withheld(EntityType type, String place) implements Event {}

    /** Somebody who knows said that the call may go on, and on what basis. */
    record Consented(LegalBasis basis) implements Event {}

    /** Content that cannot be read as text went by, as the policy allows. */
    record Opaque(String place, String mediaType, Action action) implements Event {}

    /** A text was not screened, and why. */
    record Skipped(String place, String why) implements Event {}

    /** A guardrail or interceptor gave its verdict. */
    record Judged(String by, Action action, String reason, String place) implements Event {}

    /** A rule set of that version took part. */
    record RuleSet(String name, String version) implements Event {}

    /** How a sending of the request ended. */
    enum Sending {
        /** A reply began to arrive, whatever its status. */
        REPLIED,
        /** A reply that was to be read whole broke off or is not JSON; nothing of it has reached the caller. */
        BROKEN,
        /** The way failed before the first byte of a reply. */
        IO_FAILED,
        /** Nothing arrived in the time of an attempt. */
        TIMED_OUT,
        /** The caller or the deadline gave it up. */
        GIVEN_UP
    }

    /** The guard sent the request, for the so many-th time; the status is 0 where there was no reply. */
    record Attempted(int number, Sending ended, int status) implements Event {}
}
