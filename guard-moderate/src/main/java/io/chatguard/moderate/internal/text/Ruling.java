package io.chatguard.moderate.internal.text;

import com.google.errorprone.annotations.CheckReturnValue;
import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import java.util.HashSet;
import java.util.Set;

/** What a stage did in one exchange, told to its receipt once for each reason and place. Not thread-safe. */
public final class Ruling {

    private static final int MOST_REMEMBERED = 256;

    private final Exchange exchange;
    private final String stage;
    private final Set<Event> told = new HashSet<>();

    public Ruling(Exchange exchange, String stage) {
        this.exchange = exchange;
        this.stage = stage;
    }

    /** Tells the receipt; reasons are words of the stage's own. */
    public void tell(Action action, String reason, String place) {
        Event event = new Event.Judged(stage, action, reason, place);
        if (told.size() < MOST_REMEMBERED && told.add(event)) {
            exchange.record(event);
        }
    }

    /** Tells the receipt that the call stops, and gives the exception to throw. */
    @CheckReturnValue
    public GuardException block(String reason, String rule, String place, String remedy) {
        exchange.record(new Event.Judged(stage, Action.BLOCK, reason, place));
        return GuardException.of(Reason.BLOCKED, "blocked by a guardrail: " + reason)
                .place(place)
                .rule(rule)
                .interceptor(stage)
                .remedy(remedy)
                .build();
    }
}
