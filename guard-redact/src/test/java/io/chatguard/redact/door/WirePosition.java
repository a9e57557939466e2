package io.chatguard.redact.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatguard.internal.openai.Position.Group;
import io.chatguard.internal.openai.Positions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where a string stood on the wire, and what the table says of it; read from the received bytes, independently of what
 * the guard made of them.
 *
 * @param parent the field that holds the object, array levels skipped
 * @param name the string's own field, or {@code ~key} for the name of a member
 */
record WirePosition(String parent, String name, Group group) {

    /** {@code parent.name} as the table writes it, names of the caller's own hidden. */
    String selector() {
        return (isOwn(parent) ? "*" : parent) + '.' + (isOwn(name) ? "*" : name);
    }

    /** Whether it stands under a name that is not the API's: planted, or what was written in a planted one's place. */
    boolean isOwn() {
        return isOwn(parent) || isOwn(name) || name.equals("~key") || name.equals(Filler.TOMORROW);
    }

    private static boolean isOwn(String name) {
        boolean lower = name.equals(name.toLowerCase(Locale.ROOT));
        return name.contains("canary") || name.startsWith("x_") || name.startsWith("[") || !lower;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Open(JsonNode node, Group group, String parent, String name, boolean element) {}

    /** Gives every string of a body with its position; bodies that are neither JSON nor a form have none. */
    static void forEach(AnyApi.Received received, BiConsumer<String, WirePosition> out) {
        String body = received.body();
        if (body.startsWith("--")) {
            form(body, out);
            return;
        }
        tree(body).ifPresent(root -> walk(new Open(root, Group.API, "", "", true), out));
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void walk(Open root, BiConsumer<String, WirePosition> out) {
        Positions table = Positions.table();
        Deque<Open> todo = new ArrayDeque<>();
        todo.push(root);
        while (!todo.isEmpty()) {
            Open at = todo.pop();
            JsonNode node = at.node();
            if (node.isTextual()) {
                Group position = switch (at.group()) {
                    case API -> table.string(at.parent(), at.name()).group();
                    case OPEN -> Group.TEXT;
                    default -> at.group();
                };
                out.accept(node.asText(), new WirePosition(at.parent(), at.name(), position));
            } else if (node.isArray()) {
                Group group = at.element() ? at.group() : container(table, at);
                node.forEach(child -> todo.push(new Open(child, group, at.parent(), at.name(), true)));
            } else if (node.isObject()) {
                Group group = at.element() ? at.group() : container(table, at);
                node.fields().forEachRemaining(member -> {
                    todo.push(new Open(member.getValue(), group, at.name(), member.getKey(), false));
                    boolean own = group != Group.API || !table.names(member.getKey());
                    if (own) {
                        Group keys = group == Group.API ? Group.UNKNOWN : group == Group.OPEN ? Group.TEXT : group;
                        out.accept(member.getKey(), new WirePosition(at.name(), "~key", keys));
                    }
                });
            }
        }
    }

    private static Group container(Positions table, Open at) {
        return at.group() != Group.API
                ? at.group()
                : at.node().isArray()
                        ? table.array(at.parent(), at.name()).group()
                        : table.container(at.parent(), at.name()).group();
    }

    private static void form(String body, BiConsumer<String, WirePosition> out) {
        Positions table = Positions.table();
        for (String part : body.split("\r\n?--|^--")) {
            int name = part.indexOf("name=\"");
            int content = part.indexOf("\r\n\r\n");
            if (name < 0 || content < 0) {
                continue;
            }
            String field = part.substring(name + 6, part.indexOf('"', name + 6));
            boolean file = part.substring(0, content).contains("filename=");
            Group group = Group.API;
            String parent = "";
            String last = "";
            for (String step : field.split("[\\[\\]]+")) {
                group = last.isEmpty() || group != Group.API
                        ? group
                        : table.container(parent, last).group();
                parent = last;
                last = step;
            }
            if (field.endsWith("[]") && group == Group.API) {
                group = table.array(parent, last).group();
            }
            Group position =
                    group == Group.API ? table.string(parent, last).group() : group == Group.OPEN ? Group.TEXT : group;
            Group text = Group.TEXT;
            if (part.substring(0, content).contains("application/json")) {
                tree(part.substring(content + 4))
                        .ifPresent(root -> walk(new Open(root, Group.API, "", field, true), out));
                continue;
            }
            out.accept(part.substring(0, content), new WirePosition("form", "~head", text));
            out.accept(
                    part.substring(content + 4),
                    new WirePosition(file ? "form" : parent, file ? "~file" : last, file ? text : position));
        }
    }
}
