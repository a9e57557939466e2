package io.chatguard.internal.openai;

import io.chatguard.Policy;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.TextPipe;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the texts that an event of a streamed reply gives whole through the same filters that streamed texts meet. */
final class EventTexts {

    private static final String INNER = "/~json";

    private final ExchangeRun run;
    private final Policy policy;

    EventTexts(ExchangeRun run, Policy policy) {
        this.run = run;
        this.policy = policy;
    }

    /** The event with its texts filtered; the same array if nothing changed. */
    byte[] rewritten(JsonIndex event, String calledTool) {
        boolean structured = run.facts().format() != Facts.Format.TEXT;
        List<Slot> slots = new JsonWalk(JsonWalk.Body.EVENT, policy, structured, run::record).walk(event, calledTool);
        Map<String, List<Edit>> edits = new HashMap<>();
        for (Slot slot : slots) {
            List<Edit> changes = filtered(slot.segment());
            if (!changes.isEmpty()) {
                edits.put(slot.segment().pointer(), changes);
            }
        }
        JsonContent content = JsonContent.of(event, slots, changed -> {
            throw new UnsupportedOperationException("a reply takes no instruction");
        });
        return content.withEdits(edits).bytes();
    }

    private List<Edit> filtered(Segment segment) {
        int inner = segment.pointer().indexOf(INNER);
        TextPipe pipe = run.channel(new Channel(
                0,
                0,
                segment.place(),
                -1,
                segment.tool(),
                inner < 0 ? "" : segment.pointer().substring(inner + INNER.length()),
                segment.place(),
                segment.kind(),
                segment.role()));
        List<Edit> changes = new ArrayList<>();
        int[] at = {0};
        Collector collector = new Collector(changes, at);
        pipe.feed(segment.text(), collector);
        pipe.finish(collector);
        return changes;
    }

    /** Turns pieces into edits. */
    private record Collector(List<Edit> changes, int[] at) implements io.chatguard.internal.json.PieceSink {
        @Override
        public void accept(CharSequence text, int sourceChars, boolean identity) {
            if (!identity) {
                changes.add(new Edit(at[0], at[0] + sourceChars, text.toString()));
            }
            at[0] += sourceChars;
        }
    }
}
