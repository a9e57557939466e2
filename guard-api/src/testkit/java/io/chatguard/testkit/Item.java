package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One item of a response's output: as it is when it begins, and whole. */
sealed interface Item {
    String id();

    Map<String, Object> begun();

    Map<String, Object> whole();

    /** A summary of the model's reasoning. */
    record Reasoning(String id, String summary) implements Item {
        @Override
        public Map<String, Object> begun() {
            return Json.object("id", id).and("type", "reasoning").and("summary", List.of());
        }

        @Override
        public Map<String, Object> whole() {
            return Json.object("id", id).and("type", "reasoning").and("summary", List.of(part(summary)));
        }

        Map<String, Object> part(String text) {
            return Json.object("type", "summary_text").and("text", text);
        }
    }

    /** What the model says, as text, as a refusal, or both. */
    record Message(String id, Choice choice) implements Item {
        @Override
        public Map<String, Object> begun() {
            return message("in_progress", List.of());
        }

        @Override
        public Map<String, Object> whole() {
            List<Object> content = new ArrayList<>();
            choice.text().ifPresent(text -> content.add(textPart(text, annotations())));
            choice.refusal().ifPresent(refusal -> content.add(refusalPart(refusal)));
            return message(choice.finishReason().equals("length") ? "incomplete" : "completed", content);
        }

        List<Object> annotations() {
            List<Object> annotations = new ArrayList<>();
            choice.citations().forEach(citation -> annotations.add(citation.flat()));
            return annotations;
        }

        Map<String, Object> textPart(String text, List<Object> annotations) {
            return Json.object("type", "output_text")
                    .and("annotations", annotations)
                    .and("logprobs", List.of())
                    .and("text", text);
        }

        Map<String, Object> refusalPart(String refusal) {
            return Json.object("type", "refusal").and("refusal", refusal);
        }

        private Map<String, Object> message(String status, List<Object> content) {
            return Json.object("id", id)
                    .and("type", "message")
                    .and("status", status)
                    .and("role", "assistant")
                    .and("content", content);
        }
    }

    /** A call of a function or a custom tool. */
    record Call(String id, String callId, ToolCall call) implements Item {
        @Override
        public Map<String, Object> begun() {
            return call("in_progress", "");
        }

        @Override
        public Map<String, Object> whole() {
            return call("completed", call.input());
        }

        private Map<String, Object> call(String status, String input) {
            return switch (call.kind()) {
                case FUNCTION ->
                    Json.object("id", id)
                            .and("type", "function_call")
                            .and("status", status)
                            .and("arguments", input)
                            .and("call_id", callId)
                            .and("name", call.name());
                case CUSTOM ->
                    Json.object("id", id)
                            .and("type", "custom_tool_call")
                            .and("status", status)
                            .and("call_id", callId)
                            .and("input", input)
                            .and("name", call.name());
            };
        }
    }
}
