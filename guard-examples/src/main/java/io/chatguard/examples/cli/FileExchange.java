package io.chatguard.examples.cli;

import io.chatguard.Caller;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One run over a file as an exchange, so that redaction and receipt are the ones of a call.
 *
 * <p>Places are forgotten and equal events kept once, so that the receipt of a long file stays small. Not thread-safe.
 */
final class FileExchange implements Exchange {
    private static final String ANYWHERE = "/text";

    private final String id = UUID.randomUUID().toString();
    private final Scope scope;
    private final Policy policy;
    private final Facts facts;
    private final Map<Event, Event> distinct = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    FileExchange(Scope scope, Policy policy, String operation) {
        this.scope = scope;
        this.policy = policy;
        this.facts =
                new Facts(operation, "", List.of(), Facts.Transfer.WHOLE, Facts.Storage.STORED, 1, Facts.Format.TEXT);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public ScopeOrigin scopeOrigin() {
        return ScopeOrigin.PINNED;
    }

    @Override
    public Caller caller() {
        return Caller.anonymous();
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public void record(Event event) {
        Event placeless = withoutPlace(event);
        Event first = distinct.putIfAbsent(placeless, placeless);
        // A rule set is the same for the whole run.
        if (first == null || !(event instanceof Event.RuleSet)) {
            events.add(first == null ? placeless : first);
        }
    }

    @Override
    public Receipt receipt() {
        return new Receipt(id, policy.name(), facts, events);
    }

    private static Event withoutPlace(Event event) {
        if (event instanceof Event.Found e) {
            return new Event.Found(e.type(), e.action(), e.rule(), ANYWHERE, e.recognition());
        }
        if (event instanceof Event.Restored e) {
            return new Event.Restored(e.type(), e.sink(), ANYWHERE);
        }
        if (event instanceof Event.Unresolved) {
            return new Event.Unresolved(ANYWHERE);
        }
        return event;
    }

    @Override
    public String toString() {
        return "FileExchange";
    }
}
