package io.chatguard.redact.testkit;

import io.chatguard.EntityType;

/**
 * A generated value that must not leave in clear.
 *
 * <p>Its text form names the type and length only, so that it can be printed.
 *
 * @param type what the value is
 * @param value the value as it stands in a text
 */
public record Planted(EntityType type, String value) {
    @Override
    public String toString() {
        return "Planted " + type.name() + " of " + value.length() + " characters";
    }
}
