package io.chatguard.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One chat as a support team's application sends it.
 *
 * @param system the system prompt
 * @param turns what user and assistant said so far, the user first
 * @param question the user's last message, in which the values stand
 * @param values the personal data in it
 */
record Chat(String system, List<String> turns, String question, List<String> values) {

    ChatCompletionCreateParams params() {
        ChatCompletionCreateParams.Builder params =
                ChatCompletionCreateParams.builder().model("gpt-4o").addSystemMessage(system);
        for (int i = 0; i < turns.size(); i += 2) {
            params.addUserMessage(turns.get(i)).addAssistantMessage(turns.get(i + 1));
        }
        return params.addUserMessage(question).build();
    }

    /** The body as the SDK writes it. */
    byte[] body() {
        try {
            return ObjectMappers.jsonMapper().writeValueAsBytes(params()._body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of the streamed call. */
    byte[] streamedBody() {
        String body = new String(body(), StandardCharsets.UTF_8);
        return (body.substring(0, body.length() - 1) + ",\"stream\":true}").getBytes(StandardCharsets.UTF_8);
    }
}
