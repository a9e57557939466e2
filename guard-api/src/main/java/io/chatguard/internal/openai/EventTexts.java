package io.chatguard.internal.openai;

import io.chatguard.Policy;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.TextPipe;
import io.chatguard.spi.Channel;
import io.chatguard.spi.Edit;
import io.chatguard.spi.Event;
import io.chatguard.spi.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the texts that an event of a streamed reply gives whole through the same filters that streamed texts meet. */
final class EventTexts {

    private static final int MOST_REMEMBERED = 1_000;
    private static final String INNER = "/~json";

    private final ExchangeRun run;
    private final Policy policy;
    /** What was recorded: events repeat what others gave. */
    private final Set<Event> recorded = new HashSet<>();

    private int size;

    EventTexts(ExchangeRun run, Policy policy) {
        this.run = run;
        this.policy = policy;
    }

    /** The event with its texts filtered; the same array if nothing changed. */
    byte[] rewritten(JsonIndex event, String calledTool) {
        Consumer<Event> skipped = told -> {
            Event placed = told instanceof Event.Skipped skip
                    ? new Event.Skipped(StreamPlaces.of(event, skip.place()), skip.why())
                    : told;
            if (recorded.size() < MOST_REMEMBERED && recorded.add(placed)) {
                run.record(placed);
            }
        };
        JsonWalk.Answers answers = JsonWalk.Answers.of(run.facts().format());
        List<Slot> slots = new JsonWalk(JsonWalk.Body.EVENT, policy, answers, skipped).walk(event, calledTool);
        size = ExchangeRun.texts(slots.stream().map(Slot::segment).toList());
        Map<String, List<Edit>> edits = new HashMap<>();
        for (Slot slot : slots) {
            List<Edit> changes = filtered(
                    slot.segment(), StreamPlaces.of(event, slot.segment().place()));
            if (!changes.isEmpty()) {
                edits.put(slot.segment().pointer(), changes);
            }
        }
        JsonContent content = JsonContent.ofReply(event, slots);
        return content.withEdits(edits).bytes();
    }

    /** How many texts the last event had. */
    int size() {
        return size;
    }

    private List<Edit> filtered(Segment segment, String place) {
        int inner = segment.pointer().indexOf(INNER);
        TextPipe pipe = run.channel(new Channel(
                0,
                0,
                place,
                -1,
                segment.tool(),
                inner < 0 ? "" : segment.pointer().substring(inner + INNER.length()),
                place,
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
