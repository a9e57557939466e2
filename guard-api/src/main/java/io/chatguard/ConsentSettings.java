package io.chatguard;

import java.util.Optional;
import java.util.Set;

/**
 * Which calls need consent, or another legal basis, before they go on.
 *
 * @param purposes purposes of callers whose calls are asked about before anything is looked at, {@code *} for every
 *     purpose and none; absent if the policy does not say, then every call is asked about if the guard can ask at all
 * @param types types that a request may hold only with consent, whatever its purpose
 */
public record ConsentSettings(Optional<Set<String>> purposes, Set<EntityType> types) {

    private static final String ANY = "*";
    private static final ConsentSettings NONE = new ConsentSettings(Optional.empty(), Set.of());

    public ConsentSettings {
        purposes = purposes.isPresent() ? Optional.of(Set.copyOf(purposes.get())) : purposes;
        types = Set.copyOf(types);
    }

    /** Nothing is said. */
    public static ConsentSettings none() {
        return NONE;
    }

    /** Whether a guard without a check must not be built. */
    public boolean needsCheck() {
        return purposes.isPresent() || !types.isEmpty();
    }

    /** Whether a call for that purpose is asked about first. */
    public boolean asksFirst(String purpose) {
        return purposes.map(p -> p.contains(ANY) || p.contains(purpose)).orElse(true);
    }
}
