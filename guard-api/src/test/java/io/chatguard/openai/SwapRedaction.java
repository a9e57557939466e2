package io.chatguard.openai;

import io.chatguard.spi.Channel;
import io.chatguard.spi.Content;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import io.chatguard.spi.StreamFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The least that redacts: one word for one surrogate, everywhere and back. */
final class SwapRedaction implements Interceptor {

    static final String VALUE = "Zebedee\"Ω\\";
    static final String SURROGATE = "PERSON_1_7KQXM4";

    final AtomicInteger opened = new AtomicInteger();
    final List<Ending> endings = new CopyOnWriteArrayList<>();
    final List<Channel> channels = new CopyOnWriteArrayList<>();
    final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public Call open(Exchange exchange) {
        opened.incrementAndGet();
        return new Call() {
            @Override
            public Content onRequest(Content request) {
                request.segments().forEach(s -> seen.add(s.place() + "=" + s.kind()));
                return swap(request, VALUE, SURROGATE);
            }

            @Override
            public Content onReply(Content reply) {
                return swap(reply, SURROGATE, VALUE);
            }

            @Override
            public StreamFilter onStream(Channel channel) {
                channels.add(channel);
                return channel.kind() == Segment.Kind.NOT_JSON ? StreamFilter.passing() : new Restoring();
            }

            @Override
            public void onEnd(Ending ending) {
                endings.add(ending);
            }
        };
    }

    private static Content swap(Content content, String from, String to) {
        Map<String, List<Edit>> edits = new HashMap<>();
        for (Segment segment : content.segments()) {
            if (segment.kind() == Segment.Kind.NOT_JSON) {
                continue;
            }
            List<Edit> list = new ArrayList<>();
            String text = segment.text();
            for (int at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + from.length())) {
                list.add(new Edit(at, at + from.length(), to));
            }
            if (!list.isEmpty()) {
                edits.put(segment.pointer(), list);
            }
        }
        return content.withEdits(edits);
    }

    /** Holds back what may still become the surrogate. */
    private static final class Restoring implements StreamFilter {
        @Override
        public void onText(CharSequence undecided, Output out) {
            int at = 0;
            String text = undecided.toString();
            while (at < text.length()) {
                int hit = text.indexOf(SURROGATE, at);
                if (hit < 0) {
                    break;
                }
                out.pass(hit - at);
                out.replace(SURROGATE.length(), VALUE);
                at = hit + SURROGATE.length();
            }
            int hold = Math.min(text.length() - at, SURROGATE.length() - 1);
            while (hold > 0 && !SURROGATE.startsWith(text.substring(text.length() - hold))) {
                hold--;
            }
            out.pass(text.length() - at - hold);
        }

        @Override
        public void onEnd(CharSequence undecided, Output out) {
            out.pass(undecided.length());
        }
    }
}
