package io.chatguard.redact;

import io.chatguard.Caller;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An exchange that remembers its events. */
record FakeExchange(Scope scope, ScopeOrigin scopeOrigin, Policy policy, Facts facts, List<Event> events)
        implements Exchange {

    static FakeExchange pinned(Policy policy, Scope scope) {
        return of(policy, scope, ScopeOrigin.PINNED, Facts.Storage.NOT_STORED);
    }

    static FakeExchange of(Policy policy, Scope scope, ScopeOrigin origin, Facts.Storage storage) {
        Facts facts =
                new Facts("chat.completions", "m", List.of(), Facts.Transfer.WHOLE, storage, 1, Facts.Format.TEXT);
        return new FakeExchange(scope, origin, policy, facts, Collections.synchronizedList(new ArrayList<>()));
    }

    @Override
    public String id() {
        return "exchange";
    }

    @Override
    public Caller caller() {
        return Caller.anonymous();
    }

    @Override
    public void record(Event event) {
        events.add(event);
    }

    @Override
    public Receipt receipt() {
        return new Receipt(id(), policy.name(), facts, events);
    }

    <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
