package io.chatguard.moderate.internal.text;

import java.util.List;

/** What a reply repeats of the caller's own request: the model did not write it, and nobody judges it again. */
public final class Echo {

    private static final List<String> FIELDS =
            List.of("/instructions", "/tools", "/metadata", "/prompt", "/text/format", "/tool_choice", "/reasoning/");
    private static final String EVENT = "/response";

    private Echo() {}

    /** Whether a text of a reply at that place is one. */
    public static boolean isAt(String place) {
        String inside = place.startsWith(EVENT + "/") ? place.substring(EVENT.length()) : place;
        return FIELDS.stream().anyMatch(inside::startsWith);
    }
}
