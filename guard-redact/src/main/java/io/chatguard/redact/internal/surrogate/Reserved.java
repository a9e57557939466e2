package io.chatguard.redact.internal.surrogate;

import io.chatguard.EntityType;
import java.util.Set;

/** The type of escaped look-alikes, and the types that a surrogate-shaped word is suspected of in every scope. */
public final class Reserved {

    /** Stands for text that only looks like a surrogate; it comes back in every sink, since it is the user's word. */
    public static final String LITERAL = "LITERAL";

    /** The entries of stand-ins; no surrogate of this type is ever written or resolved. */
    public static final String STAND_IN = "STAND_IN";

    private static final Set<String> WELL_KNOWN = Set.of(
            LITERAL,
            STAND_IN,
            EntityType.EMAIL_ADDRESS.name(),
            EntityType.PHONE_NUMBER.name(),
            EntityType.CREDIT_CARD.name(),
            EntityType.IBAN_CODE.name(),
            EntityType.IP_ADDRESS.name(),
            EntityType.MAC_ADDRESS.name(),
            EntityType.URL.name(),
            EntityType.US_SSN.name(),
            EntityType.CREDENTIAL.name(),
            EntityType.PERSON.name(),
            EntityType.LOCATION.name(),
            EntityType.ORGANIZATION.name());

    private Reserved() {}

    public static boolean isWellKnown(String type) {
        return WELL_KNOWN.contains(type);
    }
}
