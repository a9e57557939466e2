package io.chatguard.moderate.internal.links;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Internet addresses in every notation that a browser or an HTTP client takes: decimal, octal and hexadecimal parts,
 * one to four of them (WHATWG URL §3.5, inet_aton), and IPv6 with an IPv4 address inside.
 *
 * <p>Special ranges are those of the IANA registries (RFC 6890, RFC 4193, RFC 6598): this host, private, shared, loopback,
 * link-local (the metadata services of the clouds among them), protocol assignments, benchmarking, multicast, reserved.
 */
final class Addresses {

    private static final int LONGEST_IPV6 = 64;

    /** What an address in a link is. */
    enum Kind {
        /** Of a special range, in whatever notation. */
        SPECIAL,
        /** An ordinary one, but not written as four decimal numbers. */
        DISGUISED,
        ORDINARY
    }

    private Addresses() {}

    /** What that host is, if it is an address and not a name; an IPv6 address stands in brackets. */
    static Optional<Kind> kind(String host) {
        if (host.startsWith("[")) {
            return Optional.of(host.endsWith("]") ? ipv6(host.substring(1, host.length() - 1)) : Kind.DISGUISED);
        }
        if (!endsInNumber(host)) {
            return Optional.empty();
        }
        OptionalLong value = ipv4(host);
        if (value.isEmpty()) {
            return Optional.of(Kind.DISGUISED);
        }
        if (isSpecial(value.getAsLong())) {
            return Optional.of(Kind.SPECIAL);
        }
        return Optional.of(host.equals(dotted(value.getAsLong())) ? Kind.ORDINARY : Kind.DISGUISED);
    }

    private static Kind ipv6(String text) {
        if (text.length() > LONGEST_IPV6
                || text.indexOf(':') < 0
                || text.indexOf('%') >= 0
                || !InetAddresses.isInetAddress(text)) {
            return Kind.DISGUISED;
        }
        InetAddress address = InetAddresses.forString(text);
        if (address instanceof Inet4Address mapped) {
            return isSpecial(InetAddresses.coerceToInteger(mapped) & 0xFFFFFFFFL) ? Kind.SPECIAL : Kind.DISGUISED;
        }
        Inet6Address six = (Inet6Address) address;
        byte[] bytes = six.getAddress();
        boolean unique = (bytes[0] & 0xFE) == 0xFC;
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xFF) == 0xFF && (bytes[3] & 0xFF) == 0x9B;
        if (six.isAnyLocalAddress()
                || six.isLoopbackAddress()
                || six.isLinkLocalAddress()
                || six.isSiteLocalAddress()
                || six.isMulticastAddress()
                || unique) {
            return Kind.SPECIAL;
        }
        if (nat64 || isCompatible(bytes)) {
            return isSpecial(last32(bytes)) ? Kind.SPECIAL : Kind.DISGUISED;
        }
        if (InetAddresses.hasEmbeddedIPv4ClientAddress(six)) {
            long inside = InetAddresses.coerceToInteger(InetAddresses.getEmbeddedIPv4ClientAddress(six)) & 0xFFFFFFFFL;
            return isSpecial(inside) ? Kind.SPECIAL : Kind.DISGUISED;
        }
        return Kind.ORDINARY;
    }

    private static boolean isCompatible(byte[] bytes) {
        for (int i = 0; i < 12; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static long last32(byte[] bytes) {
        long value = 0;
        for (int i = 12; i < 16; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /** WHATWG: the last label decides whether a host is read as numbers. */
    private static boolean endsInNumber(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        int dot = host.lastIndexOf('.', end - 1);
        String last = host.substring(dot + 1, Math.max(end, dot + 1));
        if (last.isEmpty()) {
            return false;
        }
        boolean digits = last.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits || number(last).isPresent();
    }

    private static OptionalLong ipv4(String host) {
        String[] parts = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        if (parts.length > 4) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            OptionalLong part = number(parts[i]);
            boolean last = i == parts.length - 1;
            long most = last ? 1L << 8 * (5 - parts.length) : 256;
            if (part.isEmpty() || part.getAsLong() >= most) {
                return OptionalLong.empty();
            }
            value = last ? value << 8 * (5 - parts.length) | part.getAsLong() : value << 8 | part.getAsLong();
        }
        return OptionalLong.of(value);
    }

    private static OptionalLong number(String part) {
        boolean hex = part.startsWith("0x") || part.startsWith("0X");
        int radix = hex ? 16 : part.length() > 1 && part.startsWith("0") ? 8 : 10;
        String digits = hex ? part.substring(2) : part;
        if (part.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), radix) : -1;
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = Math.min(value * radix + digit, 1L << 40);
        }
        return OptionalLong.of(value);
    }

    private static boolean isSpecial(long a) {
        return in(a, 0x00000000L, 8)
                || in(a, 0x0A000000L, 8)
                || in(a, 0x64400000L, 10)
                || in(a, 0x7F000000L, 8)
                || in(a, 0xA9FE0000L, 16)
                || in(a, 0xAC100000L, 12)
                || in(a, 0xC0000000L, 24)
                || in(a, 0xC0A80000L, 16)
                || in(a, 0xC6120000L, 15)
                || in(a, 0xE0000000L, 3);
    }

    private static boolean in(long address, long network, int bits) {
        return address >>> 32 - bits == network >>> 32 - bits;
    }

    private static String dotted(long a) {
        return (a >> 24 & 255) + "." + (a >> 16 & 255) + "." + (a >> 8 & 255) + "." + (a & 255);
    }
}
