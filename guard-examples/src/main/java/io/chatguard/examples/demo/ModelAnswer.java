package io.chatguard.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the model said, read from the bytes of its reply before the guard had them. */
final class ModelAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data: ";

    private ModelAnswer() {}

    /** The text of a whole reply, or its tool call as {@link #call} writes it. */
    static String whole(byte[] reply) {
        JsonNode message = parsed(new String(reply, StandardCharsets.UTF_8))
                .path("choices")
                .path(0)
                .path("message");
        JsonNode call = message.path("tool_calls").path(0).path("function");
        return call.isMissingNode()
                ? message.path("content").asText()
                : call(call.path("name").asText(), call.path("arguments").asText());
    }

    /** A tool call for a narrow column: the name, then an argument on each line. */
    static String call(String name, String arguments) {
        StringBuilder out = new StringBuilder(name);
        parsed(arguments)
                .fields()
                .forEachRemaining(argument -> out.append("\n")
                        .append(argument.getKey())
                        .append(" = ")
                        .append(argument.getValue().asText()));
        return out.toString();
    }

    /** The deltas of a streamed reply that are complete so far. */
    static List<String> deltas(byte[] soFar) {
        List<String> deltas = new ArrayList<>();
        String text = new String(soFar, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            if (line.startsWith(DATA + "{")) {
                JsonNode delta = parsed(line.substring(DATA.length()))
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content");
                if (!delta.asText("").isEmpty() && delta.isTextual()) {
                    deltas.add(delta.asText());
                }
            }
        }
        return deltas;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the reply is not JSON");
        }
    }
}
