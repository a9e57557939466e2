package io.chatguard.moderate.internal.links;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which hosts links may name: those of the allow-list and the hosts below them, by whole labels and in ASCII form, so
 * that {@code example.com.evil.example} and a Cyrillic look-alike are other hosts.
 */
final class Hosts {

    private static final int LONGEST = 253;

    /** Names of the inside, whoever resolves them: RFC 6761, RFC 6762, and what clouds call their metadata services. */
    private static final Set<String> INSIDE = Set.of(
            "localhost", "local", "internal", "intranet", "lan", "corp", "home", "private", "localdomain", "arpa");

    /** Public names that resolve to the address written in them. */
    private static final Set<String> MIRRORS = Set.of("nip.io", "sslip.io", "xip.io", "localtest.me", "lvh.me");

    private final Set<String> allowed;
    private final boolean any;

    /** Those hosts, and those below them; {@code *} for all. */
    Hosts(Set<String> allowed) {
        this.any = allowed.contains("*");
        this.allowed = allowed;
    }

    /** Why that host, as it stands in a link, must not be linked to. */
    Optional<Problem> problem(String written) {
        String host = normal(written);
        if (host.isEmpty()) {
            return Optional.of(Problem.AMBIGUOUS);
        }
        if (isListed(host)) {
            return Optional.empty();
        }
        Optional<Addresses.Kind> address = Addresses.kind(host);
        if (address.isPresent()) {
            return switch (address.get()) {
                case SPECIAL -> Optional.of(Problem.PRIVATE_ADDRESS);
                case DISGUISED -> Optional.of(Problem.AMBIGUOUS);
                case ORDINARY -> notListed();
            };
        }
        String ascii = ascii(host);
        if (ascii.isEmpty()) {
            return Optional.of(Problem.AMBIGUOUS);
        }
        if (isListed(ascii)) {
            return Optional.empty();
        }
        if (isInside(ascii)) {
            return Optional.of(Problem.PRIVATE_ADDRESS);
        }
        if (LookAlikes.isLookAlike(host)) {
            return Optional.of(Problem.LOOK_ALIKE);
        }
        return notListed();
    }

    private Optional<Problem> notListed() {
        return any ? Optional.empty() : Optional.of(Problem.NOT_ALLOWED);
    }

    private boolean isListed(String host) {
        for (int at = 0; at >= 0; at = host.indexOf('.', at) < 0 ? -1 : host.indexOf('.', at) + 1) {
            String domain = host.substring(at);
            if (allowed.contains(domain) && (at == 0 || domain.indexOf('.') > 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInside(String ascii) {
        int dot = ascii.lastIndexOf('.');
        if (dot < 0 || INSIDE.contains(ascii.substring(dot + 1))) {
            return true;
        }
        return MIRRORS.stream().anyMatch(mirror -> ascii.equals(mirror) || ascii.endsWith("." + mirror));
    }

    /** The host as IDNA maps it before it is encoded: compatibility forms, case, ideographic dots, no final dot. */
    static String normal(String written) {
        if (written.length() > LONGEST) {
            return "";
        }
        String folded = Normalizer.normalize(written, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String dotted = folded.replace('\u3002', '.').replace('\uFF0E', '.').replace('\uFF61', '.');
        return dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    }

    /** The host in ASCII, or empty where it is no host name. */
    static String ascii(String host) {
        String ascii = host;
        if (host.chars().anyMatch(c -> c >= 128)) {
            try {
                ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException notAName) {
                return "";
            }
        }
        boolean legal = !ascii.isEmpty()
                && ascii.length() <= LONGEST
                && !ascii.startsWith(".")
                && !ascii.contains("..")
                && ascii.chars().allMatch(Hosts::isHostCharacter);
        return legal ? ascii : "";
    }

    private static boolean isHostCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }

    /**
     * Whether a value is an address of a special range, or a name of the inside with a dot in it or {@code localhost}, perhaps
     * with a port. Single numbers and words are none.
     */
    static boolean isInsideAddress(String value) {
        String host = normal(value.strip());
        boolean bare6 = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
        int colon = bare6 ? -1 : host.indexOf(':', Math.max(0, host.indexOf(']')));
        String name = bare6 ? "[" + host + "]" : colon < 0 ? host : host.substring(0, colon);
        Optional<Addresses.Kind> address = Addresses.kind(name);
        if (address.isPresent()) {
            boolean written =
                    name.startsWith("[") || name.chars().filter(c -> c == '.').count() == 3;
            return written && address.get() == Addresses.Kind.SPECIAL;
        }
        String ascii = ascii(name);
        return ascii.equals("localhost") || ascii.indexOf('.') > 0 && isInside(ascii);
    }

    /** Whether a word of prose is a name that programs make links of: its last label is a public suffix. */
    static boolean isKnownName(String word) {
        String host = word.toLowerCase(Locale.ROOT);
        if (host.indexOf('.') <= 0 || host.length() > LONGEST || !InternetDomainName.isValid(host)) {
            return false;
        }
        InternetDomainName name = InternetDomainName.from(host);
        return name.isUnderRegistrySuffix();
    }

    /**
     * Whether an entry of an allow-list is one: a name below a public suffix, a plain name such as {@code localhost}, an
     * address, or {@code *}.
     */
    static boolean isLegalEntry(String entry) {
        if (entry.equals("*") || Addresses.kind(entry).isPresent()) {
            return true;
        }
        boolean plain = !entry.isEmpty() && entry.equals(ascii(entry));
        return plain
                && (!InternetDomainName.isValid(entry)
                        || !InternetDomainName.from(entry).isPublicSuffix());
    }

    /** The host for a reader, so written that nothing makes a link of it: {@code evil[.]example}. */
    static String shown(String written) {
        String host = normal(written);
        String ascii = Addresses.kind(host).isPresent() ? host : ascii(host);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < ascii.length() && i < 100; i++) {
            char c = ascii.charAt(i);
            out.append(c == '.' ? "[.]" : isHostCharacter(c) ? String.valueOf(c) : "");
        }
        return out.toString();
    }
}
