package io.chatguard.internal.openai;

import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.spi.Event;
import java.util.function.Consumer;

/** What happens to content that cannot be read as text: the policy's {@code opaque} decides, the receipt names it. */
final class Opaque {

    static final String ANY = "application/octet-stream";

    /** Text in the form in which only models read it. */
    static final String MODEL_TOKENS = "application/x-model-tokens";

    private Opaque() {}

    static void decide(Policy policy, String place, String mediaType, Consumer<Event> events) {
        switch (policy.opaque()) {
            case BLOCK -> throw refused(policy, place, mediaType);
            case FLAG -> events.accept(new Event.Opaque(place, mediaType, Action.FLAG));
            case ALLOW -> events.accept(new Event.Opaque(place, mediaType, Action.ALLOW));
        }
    }

    private static GuardException refused(Policy policy, String place, String mediaType) {
        boolean tokens = mediaType.equals(MODEL_TOKENS);
        return GuardException.of(
                        Reason.REQUEST_REFUSED,
                        (tokens ? "text as an array of model tokens" : "content that cannot be read as text")
                                + " is blocked by policy '" + policy.name() + "'")
                .place(place)
                .rule(tokens ? "opaque/tokens" : "opaque")
                .remedy((tokens ? "send the text itself" : "remove it")
                        + ", or let the policy say opaque: flag or opaque: allow")
                .build();
    }
}
