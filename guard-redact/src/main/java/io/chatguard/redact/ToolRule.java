package io.chatguard.redact;

import io.chatguard.EntityType;
import java.util.Optional;

/**
 * Opens arguments of tools for restoring.
 *
 * @param tool the tool's name; {@code *} for every tool
 * @param pointer RFC 6901 pointer inside the arguments, where a part {@code *} fits every name or index; empty for
 *     every argument
 * @param type the only type that is restored there; absent for every type
 */
public record ToolRule(String tool, Optional<String> pointer, Optional<EntityType> type) {

    private static final String ANY = "*";

    public ToolRule {
        if (tool.isEmpty()) {
            throw new IllegalArgumentException("a tool rule names a tool, or * for every tool");
        }
        if (pointer.isPresent() && !pointer.get().isEmpty() && pointer.get().charAt(0) != '/') {
            throw new IllegalArgumentException("a pointer inside arguments is empty or starts with /");
        }
    }

    /** Every type in every argument of every tool. */
    public static ToolRule everything() {
        return new ToolRule(ANY, Optional.empty(), Optional.empty());
    }

    /** Every type in every argument of that tool. */
    public static ToolRule ofTool(String tool) {
        return new ToolRule(tool, Optional.empty(), Optional.empty());
    }

    /** Whether a value of that type may be restored at that place of a call of that tool. */
    public boolean fits(String calledTool, String place, String typeName) {
        return (tool.equals(ANY) || tool.equals(calledTool))
                && (type.isEmpty() || type.get().name().equals(typeName))
                && (pointer.isEmpty() || fits(pointer.get(), place));
    }

    private static boolean fits(String pattern, String place) {
        String[] wanted = pattern.split("/", -1);
        String[] found = place.split("/", -1);
        if (wanted.length != found.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals(ANY) && !wanted[i].equals(found[i])) {
                return false;
            }
        }
        return true;
    }
}
