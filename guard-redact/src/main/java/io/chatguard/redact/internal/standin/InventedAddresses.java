package io.chatguard.redact.internal.standin;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Addresses that are kept for examples: the domains of RFC 2606 §3, IPv4 of RFC 5737, IPv6 of RFC 3849, MAC of RFC 7042
 * §2.1.2 (256 of them).
 */
final class InventedAddresses {

    private static final String[] DOMAINS = {"example.com", "example.net", "example.org"};
    private static final String[] NETWORKS = {"192.0.2.", "198.51.100.", "203.0.113."};
    private static final String MAC = "00005e0053";

    private InventedAddresses() {}

    static Optional<String> mail(String value, RandomGenerator random) {
        return Optional.of(word(random) + "." + word(random) + (10 + random.nextInt(90)) + "@" + domain(random));
    }

    static Optional<String> url(String value, RandomGenerator random) {
        boolean scheme = value.contains("://");
        return Optional.of((scheme ? "https://" : "www.") + domain(random) + "/" + word(random) + random.nextInt(1000));
    }

    static Optional<String> ip(String value, RandomGenerator random) {
        if (value.indexOf(':') < 0) {
            return Optional.of(NETWORKS[random.nextInt(NETWORKS.length)] + (1 + random.nextInt(254)));
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "2001:db8:%x:%x::%x",
                0x1000 + random.nextInt(0xf000),
                0x1000 + random.nextInt(0xf000),
                0x1000 + random.nextInt(0xf000)));
    }

    static Optional<String> mac(String value, RandomGenerator random) {
        String digits = MAC + String.format(Locale.ROOT, "%02x", random.nextInt(256));
        return Shape.filled(value, digits, 16);
    }

    private static String domain(RandomGenerator random) {
        return DOMAINS[random.nextInt(DOMAINS.length)];
    }

    /** Two or three syllables, so that it reads like a name and is nobody's. */
    private static String word(RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            out.append("bdfgklmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        return out.append("lmnrs".charAt(random.nextInt(5))).toString();
    }
}
