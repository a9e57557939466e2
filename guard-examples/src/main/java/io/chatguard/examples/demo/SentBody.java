package io.chatguard.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.Deque;

/** The body of a chat request that left. */
record SentBody(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static SentBody of(String body) {
        try {
            return new SentBody(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what left is not JSON");
        }
    }

    /** The messages as a reader sees them: one alone as it is, several with the roles before them. */
    String conversation() {
        StringBuilder out = new StringBuilder();
        JsonNode messages = root.path("messages");
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (role.equals("developer") || role.equals("system")) {
                continue;
            }
            out.append(out.isEmpty() ? "" : "\n").append(role).append(": ");
            out.append(message.path("content").asText());
        }
        String all = out.toString();
        return all.indexOf('\n') < 0 && all.startsWith("user: ") ? all.substring("user: ".length()) : all;
    }

    /** Whether any name or string of the document contains this text, also strings that are JSON themselves. */
    boolean contains(String value) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            JsonNode node = open.pop();
            node.forEach(open::push);
            node.fieldNames()
                    .forEachRemaining(name -> open.push(JSON.getNodeFactory().textNode(name)));
            String text = node.isTextual() ? node.textValue() : "";
            if (text.contains(value)) {
                return true;
            }
            if (text.startsWith("{") || text.startsWith("[")) {
                nested(text, open);
            }
        }
        return false;
    }

    private static void nested(String text, Deque<JsonNode> open) {
        try {
            open.push(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            // Not JSON: searched as text already.
        }
    }

    @Override
    public String toString() {
        return "SentBody";
    }
}
