package io.chatguard.testkit;

import java.util.List;
import java.util.Map;

/** Reads one value at a JSON pointer (RFC 6901). */
final class Pointer {
    private Pointer() {}

    static String read(Object document, String pointer) {
        Object at = document;
        if (!pointer.isEmpty()) {
            if (!pointer.startsWith("/")) {
                throw new IllegalArgumentException("a JSON pointer starts with '/'");
            }
            for (String step : pointer.substring(1).split("/", -1)) {
                at = step(at, step.replace("~1", "/").replace("~0", "~"), pointer);
            }
        }
        return at instanceof String string ? string : Json.write(at);
    }

    private static Object step(Object at, String step, String pointer) {
        if (at instanceof Map<?, ?> map && map.containsKey(step)) {
            return map.get(step);
        }
        if (at instanceof List<?> list
                && !step.isEmpty()
                && step.length() < 9
                && step.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int index = Integer.parseInt(step);
            if (index < list.size()) {
                return list.get(index);
            }
        }
        throw new IllegalArgumentException("nothing stands at " + pointer + " in the body of this request");
    }
}
