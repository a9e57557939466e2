package io.chatguard.redact;

import io.chatguard.EntityType;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens paths and queries of URLs to one host for restoring, in answers and in arguments of tools that are open.
 *
 * <p>Security guarantee: a value is put behind the host of an {@code http} or {@code https} URL that every program reads
 * in the same way, and only if it cannot end or change the URL; never into host, user, port or scheme.
 *
 * @param host the host's ASCII name in any letter case; {@code *.example.com} for every host below it, {@code *} for
 *     every host
 * @param type the only type that is restored there; absent for every type
 */
public record HostRule(String host, Optional<EntityType> type) {

    private static final String ANY = "*";

    public HostRule {
        host = host.toLowerCase(Locale.ROOT);
        String name = host.startsWith("*.") ? host.substring(2) : host;
        if (!host.equals(ANY) && !isName(name)) {
            throw new IllegalArgumentException("a host is an ASCII name such as example.com, *.example.com, or *");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && name.chars().allMatch(c -> c == '.' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z');
    }

    /** Every type in URLs to that host. */
    public static HostRule ofHost(String host) {
        return new HostRule(host, Optional.empty());
    }

    /** Whether a value of that type may be restored in a URL to that host, which is in small letters. */
    public boolean fits(String found, String typeName) {
        boolean same = host.equals(ANY)
                || host.equals(found)
                || host.startsWith("*.") && found.length() > host.length() - 1 && found.endsWith(host.substring(1));
        return same && (type.isEmpty() || type.get().name().equals(typeName));
    }
}
