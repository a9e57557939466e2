package io.chatguard.internal.openai;

import io.chatguard.Policy;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.JsonEdits;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.SseAnswer;
import io.chatguard.internal.json.SseEvent;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Facts;
import io.chatguard.spi.Segment.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The events of a streamed response: {@code ….delta} events carry pieces of texts, all others carry texts whole.
 *
 * <p>What a filter holds back is sent in a further {@code .delta} event right before the event that ends the text. It
 * repeats the sequence number of the last delta of that text, so that no number is used that the provider will use.
 */
final class ResponsesEvents {

    private static final String DELTA = ".delta";
    private static final String DONE = ".done";

    /** Deltas that are data, not text. */
    private static final Set<String> DATA = Set.of("response.audio", "response.output_audio");

    /** Kinds of streamed texts; what is not listed is treated as the strictest, an argument of a tool. */
    private static final Map<String, Kind> KINDS = Map.of(
            "response.output_text", Kind.PROSE,
            "response.refusal", Kind.PROSE,
            "response.reasoning_text", Kind.PROSE,
            "response.reasoning_summary_text", Kind.PROSE,
            "response.audio.transcript", Kind.PROSE,
            "response.output_audio_transcript", Kind.PROSE,
            "response.code_interpreter_call_code", Kind.CODE);

    /** Events after which a stream that is no error is complete, of all APIs that end without {@code [DONE]}. */
    private static final Set<String> FINAL = Set.of(
            "response.completed",
            "response.incomplete",
            "transcript.text.done",
            "speech.audio.done",
            "image_generation.completed",
            "image_edit.completed");

    /** How much memory the last deltas of several texts may take together, in bytes: usually they take some hundred. */
    private static final long MOST_KEPT = 16 << 20;

    private static final Set<String> JSON = Set.of("response.function_call_arguments", "response.mcp_call_arguments");

    private final ExchangeRun run;
    private final EventTexts texts;
    private final Channels channels;
    private final Map<Integer, String> tools = new HashMap<>();
    private final Map<Channels.Key, JsonIndex> lastDelta = new HashMap<>();
    private long kept;
    private boolean complete;

    ResponsesEvents(ExchangeRun run, Policy policy) {
        this.run = run;
        this.texts = new EventTexts(run, policy);
        this.channels = new Channels(run, ResponsesEvents::place);
    }

    boolean isComplete() {
        return complete;
    }

    /** Sends what all texts have held back. */
    void flush(SseAnswer out) {
        channels.unfinished().forEach(key -> flush(key, out));
    }

    void onEvent(JsonIndex event, SseEvent raw, SseAnswer out) {
        int typeNode = event.child(0, "type");
        String type = typeNode >= 0 && event.kind(typeNode) == JsonKind.STRING ? event.text(typeNode) : "";
        if (type.endsWith(DELTA)) {
            delta(event, type.substring(0, type.length() - DELTA.length()), out);
            return;
        }
        if (type.equals("response.output_text.annotation.added")) {
            annotation(event, out);
            return;
        }
        int output = StreamPlaces.number(event, "output_index");
        if (type.equals("response.output_item.added")) {
            rememberTool(event, output);
        }
        if (type.endsWith(DONE)) {
            flush(event, type.substring(0, type.length() - DONE.length()), output, out);
        }
        boolean last = FINAL.contains(type);
        if (last) {
            flush(out);
        }
        byte[] data = texts.rewritten(event, tools.getOrDefault(output, ""));
        if (last) {
            run.screened(Math.max(0, texts.size() - channels.screened()));
            complete = true;
            run.end(Ending.COMPLETED);
        }
        if (data == event.bytes()) {
            out.forward();
        } else {
            out.replaceData(data);
        }
    }

    private void delta(JsonIndex event, String base, SseAnswer out) {
        int delta = event.child(0, "delta");
        if (DATA.contains(base) || delta < 0) {
            out.forward();
            return;
        }
        JsonEdits edits = JsonEdits.on(event);
        if (event.kind(delta) == JsonKind.STRING) {
            text(event, delta, key(event, base), base, edits);
        } else if (event.kind(delta) == JsonKind.OBJECT) {
            for (int member = event.firstChild(delta); member >= 0; member = event.nextSibling(member)) {
                if (event.kind(member) == JsonKind.STRING) {
                    text(event, member, key(event, base + "/" + event.name(member)), base, edits);
                }
            }
        }
        if (edits.isEmpty()) {
            out.forward();
        } else {
            out.replaceData(edits.apply());
        }
    }

    private void text(JsonIndex event, int node, Channels.Key key, String base, JsonEdits edits) {
        boolean structured = run.facts().format() != Facts.Format.TEXT;
        boolean answer = structured && base.equals("response.output_text");
        Kind kind = answer ? Kind.STRUCTURED : KINDS.getOrDefault(base, Kind.TOOL_ARGUMENT);
        ChannelText channel =
                channels.text(key, tools.getOrDefault(key.choice(), ""), kind, answer || JSON.contains(base));
        String before = event.text(node);
        String after = channel.feed(before);
        keep(key, event);
        if (!after.equals(before)) {
            edits.replaceText(node, after);
        }
    }

    private void keep(Channels.Key key, JsonIndex event) {
        JsonIndex before = lastDelta.put(key, event);
        kept += weight(event) - (before == null ? 0 : weight(before));
        if (kept > MOST_KEPT && lastDelta.size() > 1) {
            throw Refusals.tooManyTexts();
        }
    }

    /** How much memory an event takes, in bytes. */
    private static long weight(JsonIndex event) {
        return event.bytes().length + 32L * event.size();
    }

    private void annotation(JsonIndex event, SseAnswer out) {
        int annotation = event.child(0, "annotation");
        if (annotation < 0) {
            out.forward();
            return;
        }
        byte[] texted = texts.rewritten(event, "");
        JsonIndex now = texted == event.bytes() ? event : JsonIndex.of(texted, event.limits());
        JsonEdits edits = JsonEdits.on(now);
        Channels.Key key = key(event, "response.output_text");
        AnnotationOffsets.shift(now, edits, now.child(0, "annotation"), offset -> channels.map(key, offset));
        if (edits.isEmpty() && texted == event.bytes()) {
            out.forward();
        } else {
            out.replaceData(edits.apply());
        }
    }

    /** Sends what the texts that this event ends have held back. */
    private void flush(JsonIndex event, String base, int output, SseAnswer out) {
        boolean item = base.equals("response.output_item");
        boolean part = base.equals("response.content_part") || base.equals("response.reasoning_summary_part");
        int partIndex = StreamPlaces.part(event);
        for (Channels.Key key : channels.unfinished(output)) {
            boolean same = key.field().equals(base) || key.field().startsWith(base + "/");
            if (item || (key.part() == partIndex && (part || same))) {
                flush(key, out);
            }
        }
    }

    private void flush(Channels.Key key, SseAnswer out) {
        String rest = channels.finish(key);
        JsonIndex event = lastDelta.remove(key);
        kept -= event == null ? 0 : weight(event);
        if (rest.isEmpty() || event == null) {
            return;
        }
        JsonEdits edits = JsonEdits.on(event);
        int delta = event.child(0, "delta");
        int slash = key.field().indexOf('/');
        edits.replaceText(slash < 0 ? delta : event.child(delta, key.field().substring(slash + 1)), rest);
        int logprobs = event.child(0, "logprobs");
        if (logprobs >= 0) {
            edits.replaceRaw(logprobs, "[]".getBytes(StandardCharsets.US_ASCII));
        }
        int type = event.child(0, "type");
        out.insertBefore(event.text(type), edits.apply());
    }

    private void rememberTool(JsonIndex event, int output) {
        int item = event.child(0, "item");
        int name = item < 0 ? -1 : event.child(item, "name");
        if (name >= 0 && event.kind(name) == JsonKind.STRING) {
            if (tools.size() >= Channels.MOST) {
                throw Refusals.tooManyTexts();
            }
            tools.put(output, event.text(name));
        }
    }

    private static Channels.Key key(JsonIndex event, String field) {
        return new Channels.Key(StreamPlaces.number(event, "output_index"), StreamPlaces.part(event), field, -1);
    }

    private static String place(Channels.Key key) {
        int slash = key.field().indexOf('/');
        String base = slash < 0 ? key.field() : key.field().substring(0, slash);
        String member = slash < 0 ? "" : key.field().substring(slash + 1);
        return StreamPlaces.of(base, key.choice(), key.part(), member);
    }
}
