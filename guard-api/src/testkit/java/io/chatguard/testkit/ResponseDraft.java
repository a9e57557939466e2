package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One response in the making: its output items, and the object that repeats the request's settings around them. */
final class ResponseDraft {
    private static final List<String> ECHOED = List.of(
            "background",
            "conversation",
            "include",
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "previous_response_id",
            "prompt",
            "prompt_cache_key",
            "reasoning",
            "safety_identifier",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "user");

    private final Prompt prompt;
    private final Choice choice;
    private final String id;
    private final List<Item> items;

    ResponseDraft(Prompt prompt, Choice choice, Ids ids) {
        this.prompt = prompt;
        this.choice = choice;
        this.id = ids.next("resp_");
        this.items = items(choice, ids);
    }

    private static List<Item> items(Choice choice, Ids ids) {
        List<Item> items = new ArrayList<>();
        choice.reasoning().ifPresent(summary -> items.add(new Item.Reasoning(ids.next("rs_"), summary)));
        if (choice.text().isPresent() || choice.refusal().isPresent()) {
            items.add(new Item.Message(ids.next("msg_"), choice));
        }
        for (ToolCall call : choice.toolCalls()) {
            String prefix = call.kind() == ToolCall.Kind.FUNCTION ? "fc_" : "ctc_";
            items.add(new Item.Call(ids.next(prefix), ids.next("call_"), call));
        }
        return items;
    }

    Prompt prompt() {
        return prompt;
    }

    String id() {
        return id;
    }

    List<Item> items() {
        return items;
    }

    List<Object> output() {
        List<Object> output = new ArrayList<>();
        for (Item item : items) {
            output.add(item.whole());
        }
        return output;
    }

    /**
     * How the response stands when it ends: {@code completed}, or {@code incomplete} where the reply was cut for a
     * reason.
     */
    String endStatus() {
        return incompleteReason().isEmpty() ? "completed" : "incomplete";
    }

    Map<String, Object> ended() {
        Map<String, Object> response = frame(endStatus(), output());
        if (!incompleteReason().isEmpty()) {
            response.put("incomplete_details", Json.object("reason", incompleteReason()));
        }
        response.put("usage", Usage.of(prompt, List.of(choice)).ofResponse());
        return response;
    }

    Map<String, Object> inProgress() {
        return frame("in_progress", List.of());
    }

    Map<String, Object> failed(String code, String message) {
        Map<String, Object> response = frame("failed", List.of());
        response.put("error", Json.object("code", code).and("message", message));
        return response;
    }

    private String incompleteReason() {
        return switch (choice.finishReason()) {
            case "length" -> "max_output_tokens";
            case "content_filter" -> "content_filter";
            default -> "";
        };
    }

    private Map<String, Object> frame(String status, List<Object> output) {
        Map<String, Object> response = Json.object("id", id)
                .and("object", "response")
                .and("created_at", Ids.CREATED)
                .and("status", status)
                .and("error", Json.NULL)
                .and("incomplete_details", Json.NULL)
                .and("instructions", Json.NULL)
                .and("max_output_tokens", Json.NULL)
                .and("model", prompt.model().isEmpty() ? "fake-model" : prompt.model())
                .and("output", output)
                .and("parallel_tool_calls", true)
                .and("previous_response_id", Json.NULL)
                .and("reasoning", Json.object("effort", Json.NULL).and("summary", Json.NULL))
                .and("service_tier", "default")
                .and("store", true)
                .and("temperature", 1.0)
                .and("text", Json.object("format", Json.object("type", "text")))
                .and("tool_choice", "auto")
                .and("tools", List.of())
                .and("top_p", 1.0)
                .and("truncation", "disabled")
                .and("usage", Json.NULL)
                .and("user", Json.NULL)
                .and("metadata", Json.object());
        for (String name : ECHOED) {
            Object sent = Json.get(prompt.body(), name);
            if (sent != Json.NULL) {
                response.put(name, name.equals("conversation") ? conversation(sent) : sent);
            }
        }
        return response;
    }

    private static Object conversation(Object sent) {
        return sent instanceof String id ? Json.object("id", id) : sent;
    }
}
