package io.chatguard.internal.chain;

import io.chatguard.Action;
import io.chatguard.ConsentSettings;
import io.chatguard.EntityType;
import io.chatguard.GuardException;
import io.chatguard.spi.Consent;
import io.chatguard.spi.ConsentCheck;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks whether an exchange may go on, and records the answer; one without a check never asks. Thread-safe. */
final class ConsentGate {

    private static final String NAME = "consent";

    private final Optional<ConsentCheck> check;
    private final ConsentSettings settings;

    ConsentGate(Optional<ConsentCheck> check, ConsentSettings settings) {
        if (check.isEmpty() && settings.needsCheck()) {
            throw GuardException.of(
                            GuardException.Reason.CONFIGURATION,
                            "the policy's section 'consent' needs somebody who knows")
                    .remedy("give Guard.Builder.consent(...) a check, or leave the section out")
                    .build();
        }
        this.check = check;
        this.settings = settings;
    }

    /** Before anything is looked at; true if it was asked and granted. */
    boolean first(Exchange exchange) {
        boolean asks = check.isPresent() && settings.asksFirst(exchange.caller().purpose());
        if (asks) {
            ask(check.get(), exchange, Set.of());
        }
        return asks;
    }

    /** Before a request is sent in which that was found, unless it was granted before. */
    void beforeSending(Exchange exchange, List<Event> events) {
        if (check.isEmpty() || settings.types().isEmpty()) {
            return;
        }
        Set<EntityType> found = events.stream()
                .filter(Event.Found.class::isInstance)
                .map(event -> ((Event.Found) event).type())
                .filter(settings.types()::contains)
                .collect(Collectors.toUnmodifiableSet());
        if (!found.isEmpty()) {
            ask(check.get(), exchange, found);
        }
    }

    private static void ask(ConsentCheck check, Exchange exchange, Set<EntityType> types) {
        Consent answer;
        try {
            answer = check.check(
                    new ConsentCheck.Question(exchange.scope(), exchange.caller(), exchange.facts(), types));
        } catch (RuntimeException e) {
            throw ExchangeRun.stageFailed("consent check", e);
        }
        if (answer instanceof Consent.Granted granted) {
            exchange.record(new Event.Consented(granted.basis()));
            return;
        }
        String reason = answer instanceof Consent.Denied denied ? denied.reason() : "no-answer";
        exchange.record(new Event.Judged(NAME, Action.BLOCK, reason, ""));
        throw GuardException.of(GuardException.Reason.BLOCKED, "there is no consent to this call")
                .rule(NAME + "/" + reason)
                .interceptor(NAME)
                .remedy("obtain consent or name another legal basis, then call again")
                .build();
    }
}
