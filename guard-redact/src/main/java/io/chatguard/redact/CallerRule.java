package io.chatguard.redact;

import io.chatguard.Caller;
import io.chatguard.EntityType;
import java.util.Set;

/**
 * Lets callers have values again; an empty part fits everything.
 *
 * @param purposes what the caller has to ask for, one of these
 * @param roles what the caller has to be, one of these
 * @param least how well the caller has to be known at least
 * @param types which values it gets
 */
public record CallerRule(Set<String> purposes, Set<String> roles, Caller.Assurance least, Set<EntityType> types) {

    public CallerRule {
        purposes = Set.copyOf(purposes);
        roles = Set.copyOf(roles);
        types = Set.copyOf(types);
    }

    /** Everybody gets every value. */
    public static CallerRule anybody() {
        return new CallerRule(Set.of(), Set.of(), Caller.Assurance.NONE, Set.of());
    }

    /** Whether it lets that caller have values of that type. */
    public boolean fits(Caller caller, String type) {
        return (purposes.isEmpty() || purposes.contains(caller.purpose()))
                && (roles.isEmpty() || caller.roles().stream().anyMatch(roles::contains))
                && caller.assurance().compareTo(least) >= 0
                && (types.isEmpty() || types.stream().anyMatch(t -> t.name().equals(type)));
    }
}
