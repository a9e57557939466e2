package io.chatguard.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The events of one streamed response in the order of the API: created, in progress; per item its beginning, parts,
 * deltas and the whole once more; then completed or incomplete. Each carries the next {@code sequence_number}.
 */
final class ResponseStream {
    private final ResponseDraft draft;
    private final Splitter splitter;
    private final Events events;
    private final Obfuscation obfuscation;
    private long sequence;

    ResponseStream(ResponseDraft draft, Splitter splitter, Events events) {
        this.draft = draft;
        this.obfuscation = new Obfuscation(draft.prompt());
        this.splitter = splitter;
        this.events = events;
    }

    void send() throws IOException {
        try {
            send(event("response.created").and("response", draft.inProgress()));
            send(event("response.in_progress").and("response", draft.inProgress()));
            for (int i = 0; i < draft.items().size(); i++) {
                item(i, draft.items().get(i));
            }
            send(event("response." + draft.endStatus()).and("response", draft.ended()));
        } catch (Events.Upset upset) {
            upset(upset.fault());
        }
    }

    private void item(int index, Item item) throws IOException {
        send(event("response.output_item.added").and("output_index", index).and("item", item.begun()));
        if (item instanceof Item.Reasoning reasoning) {
            reasoning(index, reasoning);
        } else if (item instanceof Item.Message message) {
            message(index, message);
        } else if (item instanceof Item.Call call) {
            call(index, call);
        }
        send(event("response.output_item.done").and("output_index", index).and("item", item.whole()));
    }

    private void reasoning(int index, Item.Reasoning item) throws IOException {
        Place at = new Place(item.id(), index, "summary_index", 0);
        send(event("response.reasoning_summary_part.added", at).and("part", item.part("")));
        text("response.reasoning_summary_text", "text", at, item.summary());
        send(event("response.reasoning_summary_part.done", at).and("part", item.part(item.summary())));
    }

    private void message(int index, Item.Message item) throws IOException {
        int content = 0;
        if (item.choice().text().isPresent()) {
            outputText(new Place(item.id(), index, "content_index", content++), item);
        }
        if (item.choice().refusal().isPresent()) {
            Place at = new Place(item.id(), index, "content_index", content);
            String refusal = item.choice().refusal().get();
            send(event("response.content_part.added", at).and("part", item.refusalPart("")));
            text("response.refusal", "refusal", at, refusal);
            send(event("response.content_part.done", at).and("part", item.refusalPart(refusal)));
        }
    }

    private void outputText(Place at, Item.Message item) throws IOException {
        String text = item.choice().text().orElseThrow();
        send(event("response.content_part.added", at).and("part", item.textPart("", List.of())));
        for (String piece : splitter.split(text)) {
            sendDelta(
                    event("response.output_text.delta", at).and("delta", piece).and("logprobs", List.of()));
        }
        int annotated = 0;
        for (Object annotation : item.annotations()) {
            send(event("response.output_text.annotation.added", at)
                    .and("annotation_index", annotated++)
                    .and("annotation", annotation));
        }
        send(event("response.output_text.done", at).and("text", text).and("logprobs", List.of()));
        send(event("response.content_part.done", at).and("part", item.textPart(text, item.annotations())));
    }

    private void call(int index, Item.Call item) throws IOException {
        boolean function = item.call().kind() == ToolCall.Kind.FUNCTION;
        String type = function ? "response.function_call_arguments" : "response.custom_tool_call_input";
        for (String piece : splitter.split(item.call().input())) {
            sendDelta(event(type + ".delta")
                    .and("item_id", item.id())
                    .and("output_index", index)
                    .and("delta", piece));
        }
        Json.Members done = event(type + ".done").and("item_id", item.id()).and("output_index", index);
        if (function) {
            send(done.and("name", item.call().name())
                    .and("arguments", item.call().input()));
        } else {
            send(done.and("input", item.call().input()));
        }
    }

    /** Deltas of a text, then the whole text in the field that the API names after it. */
    private void text(String type, String whole, Place at, String text) throws IOException {
        for (String piece : splitter.split(text)) {
            sendDelta(event(type + ".delta", at).and("delta", piece));
        }
        send(event(type + ".done", at).and(whole, text));
    }

    private void upset(Faults.StreamError fault) throws IOException {
        sequence--; // the event that was interrupted did not go out
        boolean failed = fault.wording() == Faults.Wording.RESPONSE_FAILED;
        Json.Members event = event(failed ? "response.failed" : "error");
        if (failed) {
            event.and("response", draft.failed(fault.code(), fault.message()));
        } else {
            event.and("code", fault.code()).and("message", fault.message()).and("param", Json.NULL);
        }
        events.sendLast(name(event), event);
    }

    private Json.Members event(String type) {
        return Json.object("type", type).and("sequence_number", sequence++);
    }

    private Json.Members event(String type, Place at) {
        return event(type)
                .and("item_id", at.item())
                .and("output_index", at.output())
                .and(at.indexName(), at.index());
    }

    private void sendDelta(Json.Members event) throws IOException {
        obfuscation.addTo(event);
        send(event);
    }

    private void send(Map<String, Object> event) throws IOException {
        events.send(name(event), event);
    }

    private static Wire.EventName name(Map<String, Object> event) {
        return new Wire.EventName(Json.string(event, "type"), true);
    }

    /** Where a delta belongs. */
    private record Place(String item, int output, String indexName, int index) {}
}
