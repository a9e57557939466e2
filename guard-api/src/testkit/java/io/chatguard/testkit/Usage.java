package io.chatguard.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a call used, in units of four UTF-8 bytes, rounded up: near enough to model tokens, and the same every time. */
record Usage(long input, long output, long reasoning) {
    static Usage of(Prompt prompt, Iterable<Choice> choices) {
        long input = 0;
        for (Prompt.Turn turn : prompt.turns()) {
            input += units(turn.text()) + 3;
        }
        long output = 0;
        long reasoning = 0;
        for (Choice choice : choices) {
            output += units(choice.text().orElse("")) + units(choice.refusal().orElse(""));
            for (ToolCall call : choice.toolCalls()) {
                output += units(call.name()) + units(call.input());
            }
            reasoning += units(choice.reasoning().orElse(""));
        }
        return new Usage(input, output + reasoning, reasoning);
    }

    Map<String, Object> ofChat() {
        return Json.object("prompt_tokens", input)
                .and("completion_tokens", output)
                .and("total_tokens", input + output)
                .and(
                        "prompt_tokens_details",
                        Json.object("cached_tokens", 0)
                                .and("cache_write_tokens", 0)
                                .and("audio_tokens", 0))
                .and(
                        "completion_tokens_details",
                        Json.object("reasoning_tokens", reasoning)
                                .and("audio_tokens", 0)
                                .and("accepted_prediction_tokens", 0)
                                .and("rejected_prediction_tokens", 0));
    }

    Map<String, Object> ofResponse() {
        return Json.object("input_tokens", input)
                .and("input_tokens_details", Json.object("cached_tokens", 0).and("cache_write_tokens", 0))
                .and("output_tokens", output)
                .and("output_tokens_details", Json.object("reasoning_tokens", reasoning))
                .and("total_tokens", input + output);
    }

    static long units(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + 3L) / 4;
    }
}
