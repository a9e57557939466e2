package io.chatguard.moderate.internal.hidden;

import io.chatguard.Action;
import io.chatguard.moderate.internal.text.Echo;
import io.chatguard.moderate.internal.text.Ruling;
import io.chatguard.moderate.internal.text.WholeText;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.StreamFilter;
import io.chatguard.spi.View;

/** The stage that takes hidden text out of replies. */
public final class HiddenScreen implements Interceptor {

    private static final String REASON = "hidden text: invisible characters that can carry a message";

    private final Action action;

    public HiddenScreen(Action action) {
        this.action = action;
    }

    @Override
    public String name() {
        return "hidden-text";
    }

    @Override
    public View view() {
        return View.CLEAR;
    }

    @Override
    public Call open(Exchange exchange) {
        Ruling ruling = new Ruling(exchange, name());
        return new Call() {
            @Override
            public Content onReply(Content reply) {
                return WholeText.filtered(reply, segment -> filter(segment.place(), ruling));
            }

            @Override
            public StreamFilter onStream(Channel channel) {
                return filter(channel.place(), ruling);
            }
        };
    }

    private StreamFilter filter(String place, Ruling ruling) {
        if (Echo.isAt(place)) {
            return StreamFilter.passing();
        }
        return new HiddenFilter(() -> {
            if (action == Action.BLOCK) {
                throw ruling.block(REASON, "hidden-text", place, "the policy's guardrails.hidden_text says so");
            }
            ruling.tell(action, REASON, place);
            return action == Action.REDACT;
        });
    }
}
