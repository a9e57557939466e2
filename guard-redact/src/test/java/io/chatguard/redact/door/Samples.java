package io.chatguard.redact.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Documents and streams of events as the API could answer with them: every field of the SDK's model classes filled,
 * unions taking turns, fields of tomorrow among them.
 */
final class Samples {

    private static final int MOST = 12;
    /** Rounds without a new position after which there is none to come. */
    private static final int STALE = 2;

    private static final JsonMapper JSON = ObjectMappers.jsonMapper();
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    /** Not UTF-8, not JSON, and longer than a buffer. */
    private static final byte[] BYTES = bytes(70_000);

    private final Map<Reply, List<AnyApi.Answer>> known = new HashMap<>();
    /** Model classes of which no document could be made, and why. */
    final Map<String, String> unbuilt = new TreeMap<>();

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /** What a server can answer with there, the plainest last; empty where nothing could be made. */
    synchronized List<AnyApi.Answer> of(Reply reply) {
        return known.computeIfAbsent(reply, this::make);
    }

    private List<AnyApi.Answer> make(Reply reply) {
        return switch (reply.form()) {
            case JSON -> documents(reply.model());
            case EVENTS -> streams(reply.model());
            case BYTES -> List.of(new AnyApi.Answer("application/octet-stream", BYTES));
            case NOTHING -> List.of(new AnyApi.Answer("application/json", new byte[0]));
            case CONNECTION -> List.of();
        };
    }

    private List<AnyApi.Answer> documents(Class<?> model) {
        if (model == String.class) {
            return List.of(new AnyApi.Answer("text/plain", words("plain").getBytes(StandardCharsets.UTF_8)));
        }
        Filler filler = new Filler();
        Set<String> seen = new HashSet<>();
        List<AnyApi.Answer> all = new ArrayList<>();
        int stale = 0;
        while (all.size() < MOST && stale < STALE) {
            int before = seen.size();
            Optional<Object> built = filler.params(model, path -> {
                seen.add(path);
                return words(path);
            });
            if (built.isEmpty()) {
                unbuilt.putAll(filler.unbuilt());
                break;
            }
            all.add(new AnyApi.Answer("application/json", written(built.get()).getBytes(StandardCharsets.UTF_8)));
            stale = seen.size() == before ? stale + 1 : 0;
        }
        return all;
    }

    /** One stream with every event once, and one for each event that ends a stream with an error. */
    private List<AnyApi.Answer> streams(Class<?> model) {
        Filler filler = new Filler();
        StringBuilder events = new StringBuilder();
        List<String> errors = new ArrayList<>();
        for (Object event : filler.everyVariant(model, Samples::words)) {
            String one = event(written(event));
            if (one.startsWith("event: error") || one.startsWith("event: response.failed")) {
                errors.add(one);
            } else {
                events.append(one);
            }
        }
        List<AnyApi.Answer> all = new ArrayList<>();
        errors.forEach(error -> all.add(stream(error)));
        all.add(stream(events.toString()));
        return all;
    }

    private static AnyApi.Answer stream(String events) {
        byte[] text = events.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[text.length + DONE.length];
        System.arraycopy(text, 0, all, 0, text.length);
        System.arraycopy(DONE, 0, all, text.length, DONE.length);
        return new AnyApi.Answer("text/event-stream", all);
    }

    /** An event on the wire; assistants write its type outside of the document. */
    private static String event(String document) {
        try {
            JsonNode tree = JSON.readTree(document);
            String type = tree.path("type").asText("");
            String outside = tree.path("event").asText("");
            if (!outside.isEmpty()) {
                return "event: " + outside + "\ndata: " + tree.path("data") + "\n\n";
            }
            return (type.isEmpty() ? "" : "event: " + type + "\n") + "data: " + document + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("written by the SDK itself", e);
        }
    }

    private static String written(Object model) {
        try {
            return JSON.writeValueAsString(model);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(model.getClass().getName(), e);
        }
    }

    /** A text in which there is nothing to find, of another length at each position; ids look like ids. */
    static String words(String path) {
        int number = Math.floorMod(path.hashCode(), 97);
        boolean id = path.endsWith("/id") || path.endsWith("Id") || path.endsWith("/model") || path.endsWith("/type");
        return id || number % 3 == 0
                ? "x_" + number
                : "No \"name\" \\ \u00fcber \u20ac \ud83d\ude00 <b>&amp;</b>\n_" + "o".repeat(number);
    }
}
