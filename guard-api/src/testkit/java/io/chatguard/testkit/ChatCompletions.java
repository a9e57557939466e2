package io.chatguard.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code POST /v1/chat/completions}. Shapes: OpenAI API reference, "The chat completion object" and "chunk object". */
final class ChatCompletions implements Api {
    private static final int MOST_CHOICES = 128;

    private final Ids ids;

    ChatCompletions(Ids ids) {
        this.ids = ids;
    }

    @Override
    public Prompt ask(Object body, byte[] bytes) throws ApiError {
        if (Json.list(body, "messages").isEmpty()) {
            throw ApiError.missing("messages");
        }
        int n = Json.integer(body, "n", 1);
        if (n < 1 || n > MOST_CHOICES) {
            throw new ApiError(400, "integer_out_of_range", "n", "Invalid 'n': it must be from 1 to 128.");
        }
        return new Prompt(Prompt.Operation.CHAT_COMPLETION, body, Turns.ofChat(body), bytes);
    }

    @Override
    public Object whole(Prompt prompt, Reply reply) {
        List<Choice> said = choices(prompt, reply);
        List<Object> choices = new ArrayList<>();
        for (Choice choice : said) {
            choices.add(Json.object("index", choices.size())
                    .and("message", message(choice))
                    .and("logprobs", Logprobs.whole(prompt, choice.text().orElse("")))
                    .and("finish_reason", choice.finishReason()));
        }
        Map<String, Object> completion = head("chat.completion", prompt, ids.next("chatcmpl-"));
        completion.put("choices", choices);
        completion.put("usage", Usage.of(prompt, said).ofChat());
        return completion;
    }

    private Map<String, Object> message(Choice choice) {
        Map<String, Object> message = Json.object("role", "assistant")
                .and("content", choice.text().isPresent() ? choice.text().get() : Json.NULL)
                .and("refusal", choice.refusal().isPresent() ? choice.refusal().get() : Json.NULL)
                .and(
                        "annotations",
                        choice.citations().stream().map(Citation::nested).toList());
        if (!choice.toolCalls().isEmpty()) {
            message.put(
                    "tool_calls",
                    choice.toolCalls().stream().map(this::toolCall).toList());
        }
        return message;
    }

    private Map<String, Object> toolCall(ToolCall call) {
        return switch (call.kind()) {
            case FUNCTION ->
                Json.object("id", ids.next("call_"))
                        .and("type", "function")
                        .and("function", Json.object("name", call.name()).and("arguments", call.input()));
            case CUSTOM ->
                Json.object("id", ids.next("call_"))
                        .and("type", "custom")
                        .and("custom", Json.object("name", call.name()).and("input", call.input()));
        };
    }

    @Override
    public void stream(Prompt prompt, Reply reply, Splitter splitter, Events events) throws IOException {
        new ChatStream(prompt, choices(prompt, reply), splitter, ids, events).send();
    }

    static Map<String, Object> head(String object, Prompt prompt, String id) {
        return Json.object("id", id)
                .and("object", object)
                .and("created", Ids.CREATED)
                .and("model", prompt.model().isEmpty() ? "fake-model" : prompt.model())
                .and("service_tier", "default")
                .and("system_fingerprint", "fp_fake");
    }

    private static List<Choice> choices(Prompt prompt, Reply reply) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < Json.integer(prompt.body(), "n", 1); i++) {
            choices.add(reply.choice(i));
        }
        return choices;
    }
}
