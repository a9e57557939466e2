package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a value that fits a JSON schema of the kind structured outputs allow: {@code type}, {@code properties}, {@code
 * items}, {@code enum}, {@code const}, {@code anyOf}, {@code $ref} into the same document.
 *
 * <p>Strings are taken from the given words, one after the other and round again. {@code pattern}, {@code format} and
 * lengths are not honoured: script the reply where they matter. Nesting ends after {@value #MAX_DEPTH} levels, so
 * recursive schemas end.
 */
final class SchemaFiller {
    private static final int MAX_DEPTH = 16;

    private final Object root;
    private final List<String> words;
    private Iterator<String> next;

    SchemaFiller(Object root, List<String> words) {
        this.root = root;
        this.words = words.isEmpty() ? List.of("text") : List.copyOf(words);
        this.next = this.words.iterator();
    }

    Object fill() {
        return fill(root, 0);
    }

    private Object fill(Object schema, int depth) {
        if (depth > MAX_DEPTH) {
            return Json.NULL;
        }
        Object constant = Json.get(schema, "const");
        if (constant != Json.NULL) {
            return constant;
        }
        List<?> choices = Json.list(schema, "enum");
        if (!choices.isEmpty()) {
            return choices.get(0);
        }
        String reference = Json.string(schema, "$ref");
        if (reference.startsWith("#")) {
            return fill(resolve(reference), depth + 1);
        }
        List<?> anyOf = Json.list(schema, "anyOf");
        if (!anyOf.isEmpty()) {
            return fill(anyOf.get(0), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> word();
            case "integer", "number" -> number(schema);
            case "boolean" -> true;
            default -> Json.NULL;
        };
    }

    private static String type(Object schema) {
        List<?> several = Json.list(schema, "type");
        if (!several.isEmpty()) {
            return String.valueOf(several.get(0));
        }
        String type = Json.string(schema, "type");
        return type.isEmpty() && Json.get(schema, "properties") != Json.NULL ? "object" : type;
    }

    private Object object(Object schema, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (Json.get(schema, "properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, of) -> object.put((String) name, fill(of, depth + 1)));
        }
        return object;
    }

    private Object array(Object schema, int depth) {
        int size = Math.min(Math.max(1, Json.integer(schema, "minItems", 1)), 100);
        List<Object> array = new ArrayList<>();
        for (int i = 0; i < size && depth < MAX_DEPTH; i++) {
            array.add(fill(Json.get(schema, "items"), depth + 1));
        }
        return array;
    }

    private static Object number(Object schema) {
        Object minimum = Json.get(schema, "minimum");
        return minimum == Json.NULL ? 1 : minimum;
    }

    private String word() {
        if (!next.hasNext()) {
            next = words.iterator();
        }
        return next.next();
    }

    /** Follows a JSON pointer in URI fragment form; {@link Json#NULL} where it leads nowhere. */
    private Object resolve(String reference) {
        Object at = root;
        for (String step : reference.substring(1).split("/", -1)) {
            at = step.isEmpty() ? at : Json.get(at, step.replace("~1", "/").replace("~0", "~"));
        }
        return at;
    }
}
