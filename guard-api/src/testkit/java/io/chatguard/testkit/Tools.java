package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tools a request offers: nested under {@code function} or {@code custom} in chat completions, flat in Responses.
 */
final class Tools {
    private Tools() {}

    static List<String> names(Object body) {
        List<String> names = new ArrayList<>();
        for (Object tool : Json.list(body, "tools")) {
            String name = Json.string(definition(tool), "name");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    static Optional<String> demanded(Object body) {
        Object choice = Json.get(body, "tool_choice");
        if ("required".equals(choice)) {
            return names(body).stream().findFirst();
        }
        String named = Json.string(definition(choice), "name");
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    /** Gives the JSON schema of the named tool's parameters; {@link Json#NULL} when it has none. */
    static Object parameters(Object body, String name) {
        for (Object tool : Json.list(body, "tools")) {
            Object definition = definition(tool);
            if (Json.string(definition, "name").equals(name)) {
                return Json.get(definition, "parameters");
            }
        }
        return Json.NULL;
    }

    private static Object definition(Object tool) {
        Object nested = Json.get(tool, Json.string(tool, "type"));
        return nested == Json.NULL ? tool : nested;
    }
}
