package io.chatguard.testkit;

import io.chatguard.testkit.Prompt.Turn;
import java.util.ArrayList;
import java.util.List;

/** Flattens messages of chat completions and input items of Responses to turns. */
final class Turns {
    private Turns() {}

    static List<Turn> ofChat(Object body) {
        List<Turn> turns = new ArrayList<>();
        for (Object message : Json.list(body, "messages")) {
            StringBuilder text = new StringBuilder(text(Json.get(message, "content")));
            text.append(Json.string(message, "refusal"));
            for (Object call : Json.list(message, "tool_calls")) {
                text.append(Json.string(Json.get(call, "function"), "arguments"));
                text.append(Json.string(Json.get(call, "custom"), "input"));
            }
            turns.add(new Turn(Json.string(message, "role"), text.toString()));
        }
        return turns;
    }

    static List<Turn> ofInput(Object input) {
        if (input instanceof String text) {
            return List.of(new Turn("user", text));
        }
        List<Turn> turns = new ArrayList<>();
        if (input instanceof List<?> items) {
            for (Object item : items) {
                turns.add(ofItem(item));
            }
        }
        return turns;
    }

    private static Turn ofItem(Object item) {
        return switch (Json.string(item, "type")) {
            case "function_call" -> new Turn("assistant", Json.string(item, "arguments"));
            case "custom_tool_call" -> new Turn("assistant", Json.string(item, "input"));
            case "reasoning" -> new Turn("assistant", text(Json.get(item, "summary")));
            case "function_call_output", "custom_tool_call_output" -> new Turn("tool", text(Json.get(item, "output")));
            default -> new Turn(Json.string(item, "role"), text(Json.get(item, "content")));
        };
    }

    /** The text of a content: a string, or the texts of its parts. */
    private static String text(Object content) {
        if (content instanceof String text) {
            return text;
        }
        if (!(content instanceof List<?> parts)) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        for (Object part : parts) {
            String text = Json.string(part, "text") + Json.string(part, "refusal");
            all.append(all.isEmpty() || text.isEmpty() ? "" : "\n").append(text);
        }
        return all.toString();
    }
}
