package io.chatguard.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The chunks of one streamed chat completion: per choice the role, the deltas and the {@code finish_reason}; choices
 * take turns; then usage where asked for, then {@code [DONE]}.
 */
final class ChatStream {
    private static final Wire.EventName NAME = new Wire.EventName("message", false);

    private final Prompt prompt;
    private final List<Choice> choices;
    private final Splitter splitter;
    private final Ids ids;
    private final Events events;
    private final String id;
    private final boolean withUsage;
    private final Obfuscation obfuscation;

    ChatStream(Prompt prompt, List<Choice> choices, Splitter splitter, Ids ids, Events events) {
        this.prompt = prompt;
        this.choices = choices;
        this.splitter = splitter;
        this.ids = ids;
        this.events = events;
        this.id = ids.next("chatcmpl-");
        this.obfuscation = new Obfuscation(prompt);
        this.withUsage = Json.isTrue(Json.get(prompt.body(), "stream_options"), "include_usage");
    }

    void send() throws IOException {
        try {
            List<Iterator<Map<String, Object>>> open = new ArrayList<>();
            for (int i = 0; i < choices.size(); i++) {
                open.add(chunks(i, choices.get(i)).iterator());
            }
            while (!open.isEmpty()) {
                for (Iterator<Map<String, Object>> choice : List.copyOf(open)) {
                    events.send(NAME, chunk(List.of(choice.next()), Json.NULL));
                    if (!choice.hasNext()) {
                        open.remove(choice);
                    }
                }
            }
            if (withUsage) {
                events.send(NAME, chunk(List.of(), Usage.of(prompt, choices).ofChat()));
            }
            events.done();
        } catch (Events.Upset upset) {
            Faults.StreamError fault = upset.fault();
            events.sendLast(NAME, ApiError.body("server_error", fault.code(), fault.message(), Json.NULL));
        }
    }

    private Map<String, Object> chunk(List<Object> choices, Object usage) {
        Map<String, Object> chunk = ChatCompletions.head("chat.completion.chunk", prompt, id);
        chunk.put("choices", choices);
        if (withUsage) {
            chunk.put("usage", usage);
        }
        obfuscation.addTo(chunk);
        return chunk;
    }

    /** The chunks of one choice, made as they are sent: a long text in many deltas needs no memory for all of them. */
    private Stream<Map<String, Object>> chunks(int index, Choice choice) {
        Map<String, Object> first = Json.object("role", "assistant")
                .and("content", choice.text().isPresent() ? "" : Json.NULL)
                .and("refusal", Json.NULL);
        Stream<Map<String, Object>> chunks = Stream.of(delta(index, first, Json.NULL));
        if (choice.text().isPresent()) {
            chunks = Stream.concat(
                    chunks,
                    splitter.split(choice.text().get()).stream()
                            .map(piece -> delta(index, Json.object("content", piece), Logprobs.delta(prompt, piece))));
        }
        if (choice.refusal().isPresent()) {
            chunks = Stream.concat(
                    chunks,
                    splitter.split(choice.refusal().get()).stream()
                            .map(piece -> delta(index, Json.object("refusal", piece), Json.NULL)));
        }
        for (int i = 0; i < choice.toolCalls().size(); i++) {
            chunks = Stream.concat(chunks, toolCall(index, i, choice.toolCalls().get(i)));
        }
        if (!choice.citations().isEmpty()) {
            Object citations = choice.citations().stream().map(Citation::nested).toList();
            chunks = Stream.concat(chunks, Stream.of(delta(index, Json.object("annotations", citations), Json.NULL)));
        }
        Map<String, Object> last = delta(index, Json.object(), Json.NULL);
        last.put("finish_reason", choice.finishReason());
        return Stream.concat(chunks, Stream.of(last));
    }

    private Stream<Map<String, Object>> toolCall(int choice, int index, ToolCall call) {
        boolean function = call.kind() == ToolCall.Kind.FUNCTION;
        String kind = function ? "function" : "custom";
        String input = function ? "arguments" : "input";
        Map<String, Object> first = Json.object("index", index)
                .and("id", ids.next("call_"))
                .and("type", kind)
                .and(kind, Json.object("name", call.name()).and(input, ""));
        return Stream.concat(
                        Stream.of(first),
                        splitter.split(call.input()).stream()
                                .map(piece -> Json.object("index", index).and(kind, Json.object(input, piece))))
                .map(part -> delta(choice, Json.object("tool_calls", List.of(part)), Json.NULL));
    }

    private static Map<String, Object> delta(int index, Map<String, Object> delta, Object logprobs) {
        return Json.object("index", index)
                .and("delta", delta)
                .and("logprobs", logprobs)
                .and("finish_reason", Json.NULL);
    }
}
