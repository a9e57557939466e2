package io.chatguard.redact.internal.action;

import io.chatguard.Action;
import io.chatguard.EntityType;
import io.chatguard.redact.internal.vault.TenantKeys;

/** What the irreversible actions write in the place of a value. */
public final class Replacement {

    private final TenantKeys keys;
    private final String region;

    /** @param region the ISO 3166 region of phone numbers without a country code */
    public Replacement(TenantKeys keys, String region) {
        this.keys = keys;
        this.region = region;
    }

    /** What {@code action} writes for the value; never the form of a surrogate. */
    public String of(Action action, EntityType type, String value) {
        return switch (action) {
            case REDACT -> "[" + type.name() + "]";
            case HASH -> type.name() + "_h_" + keys.code(type.name(), value);
            case MASK -> Masking.of(type, value);
            case GENERALIZE -> Generalization.of(type, value, region);
            default -> throw new IllegalArgumentException(action + " writes no replacement of its own");
        };
    }

    /** The keyed hash that stands for the name of an end user. */
    public String user(String name) {
        return "u_" + keys.user(name);
    }
}
