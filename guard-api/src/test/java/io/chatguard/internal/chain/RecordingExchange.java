package io.chatguard.internal.chain;

import io.chatguard.Caller;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.Scope;
import io.chatguard.spi.Event;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Facts;
import java.util.ArrayList;
import java.util.List;

/** An exchange that is nothing but its events. */
final class RecordingExchange implements Exchange {

    private final List<Event> events = new ArrayList<>();
    private final Policy policy = Policy.defaults();

    @Override
    public String id() {
        return "x1";
    }

    @Override
    public Scope scope() {
        return Scope.of("t", "c");
    }

    @Override
    public ScopeOrigin scopeOrigin() {
        return ScopeOrigin.PER_CALL;
    }

    @Override
    public Caller caller() {
        return Caller.anonymous();
    }

    @Override
    public Facts facts() {
        return new Facts(
                "chat.completions",
                "m",
                List.of(),
                Facts.Transfer.WHOLE,
                Facts.Storage.NOT_STORED,
                1,
                Facts.Format.TEXT);
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public void record(Event event) {
        events.add(event);
    }

    @Override
    public Receipt receipt() {
        return new Receipt(id(), policy.name(), facts(), events);
    }
}
