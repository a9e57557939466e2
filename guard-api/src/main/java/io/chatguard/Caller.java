package io.chatguard;

import java.util.Set;

/**
 * Who asks, and for what: recorded and used by policies, never part of a key.
 *
 * @param principal the application's own name for the person or service; empty when anonymous
 * @param purpose why the data is processed, in the application's words (GDPR Art. 5(1)(b)); may be empty
 * @param roles roles the application gives the principal
 * @param assurance how well the principal is known
 */
public record Caller(String principal, String purpose, Set<String> roles, Assurance assurance) {

    /** How well a caller is known. */
    public enum Assurance {
        /** Nobody said who it is. */
        NONE,
        /** The caller named itself. */
        CLAIMED,
        /** The application authenticated it. */
        AUTHENTICATED
    }

    private static final Caller ANONYMOUS = new Caller("", "", Set.of(), Assurance.NONE);

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Nobody in particular. */
    public static Caller anonymous() {
        return ANONYMOUS;
    }

    /** A principal that the application has authenticated, with no roles and no stated purpose. */
    public static Caller authenticated(String principal) {
        return new Caller(principal, "", Set.of(), Assurance.AUTHENTICATED);
    }

    /** Shows roles and assurance only; the principal may be a person's name. */
    @Override
    public String toString() {
        return "Caller[roles=" + roles.size() + ", assurance=" + assurance + "]";
    }
}
