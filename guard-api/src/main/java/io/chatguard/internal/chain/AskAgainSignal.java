package io.chatguard.internal.chain;

import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;

/**
 * Carries a guardrail's wish to ask the model once more from the stage to the transport.
 *
 * <p>The transport fulfils it once, for a whole reply without executed tools; else it throws {@link #refused}. Neither
 * message nor {@code toString} shows the instruction, which may have been made of the reply.
 */
public final class AskAgainSignal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String guardrail;
    private final String instruction;
    private final String place;

    AskAgainSignal(String guardrail, String instruction, String place) {
        super("a guardrail asks the model again", null, false, false);
        this.guardrail = guardrail;
        this.instruction = instruction;
        this.place = place;
    }

    /** Who asks. */
    public String guardrail() {
        return guardrail;
    }

    /** What to tell the model. */
    public String instruction() {
        return instruction;
    }

    /** What the wish means where it cannot be fulfilled: the reply is blocked, and the receipt says so. */
    public GuardException refused(Exchange exchange) {
        String why = "asked again where the model cannot be asked again";
        exchange.record(new Event.Judged(guardrail, Action.BLOCK, why, place));
        return GuardException.of(Reason.BLOCKED, "blocked by a guardrail: " + why)
                .place(place)
                .interceptor(guardrail)
                .build();
    }
}
