package io.chatguard.compat;

import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The least that redacts: one word for one surrogate, and back. */
final class WordSwap implements Interceptor {

    static final String VALUE = "Zebedee";
    static final String SURROGATE = "PERSON_1_7KQXM4";

    @Override
    public Call open(Exchange exchange) {
        return new Call() {
            @Override
            public Content onRequest(Content request) {
                return swap(request, VALUE, SURROGATE);
            }

            @Override
            public Content onReply(Content reply) {
                return swap(reply, SURROGATE, VALUE);
            }

            @Override
            public StreamFilter onStream(Channel channel) {
                return new Whole();
            }
        };
    }

    private static Content swap(Content content, String from, String to) {
        Map<String, List<Edit>> edits = new HashMap<>();
        for (Segment segment : content.segments()) {
            int at = segment.text().indexOf(from);
            if (at >= 0) {
                edits.put(segment.pointer(), List.of(new Edit(at, at + from.length(), to)));
            }
        }
        return content.withEdits(edits);
    }

    /** Decides when the text is complete. */
    private static final class Whole implements StreamFilter {
        @Override
        public void onText(CharSequence undecided, Output out) {}

        @Override
        public void onEnd(CharSequence undecided, Output out) {
            int at = undecided.toString().indexOf(SURROGATE);
            if (at >= 0) {
                out.pass(at);
                out.replace(SURROGATE.length(), VALUE);
                out.pass(undecided.length() - at - SURROGATE.length());
            } else {
                out.pass(undecided.length());
            }
        }
    }
}
