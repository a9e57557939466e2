package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.isHex;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

/** The text forms of RFC 4291 §2.2: full, {@code ::}, and with an IPv4 address at the end. */
final class Ipv6Syntax {
    /** Longest form: 7 groups with colons and a dotted quad. */
    static final int LONGEST = 45;

    private Ipv6Syntax() {}

    /** End of the longest IPv6 address that starts at {@code start}, or -1. */
    static int end(String text, int start) {
        int i = start;
        int groups = 0;
        boolean elided = false;
        int accepted = -1;
        if (peek(text, i) == ':') {
            if (peek(text, i + 1) != ':') {
                return -1;
            }
            elided = true;
            i += 2;
            accepted = i;
        }
        while (groups < 8) {
            int quad = groups <= 6 ? quadEnd(text, i) : -1;
            if (quad > 0 && (elided || groups == 6)) {
                return quad;
            }
            int g = i;
            while (g - i < 5 && isHex(peek(text, g))) {
                g++;
            }
            if (g == i || g - i > 4) {
                return accepted;
            }
            groups++;
            i = g;
            if ((elided && groups <= 7) || groups == 8) {
                accepted = i;
            }
            if (peek(text, i) != ':' || groups == 8) {
                return accepted;
            }
            if (peek(text, i + 1) == ':') {
                if (elided) {
                    return -1;
                }
                elided = true;
                i += 2;
                accepted = i;
            } else if (isHex(peek(text, i + 1))) {
                i++;
            } else {
                return accepted;
            }
        }
        return accepted;
    }

    /** End of the dotted quad at {@code start}, or -1. */
    static int quadEnd(String text, int start) {
        int i = start;
        for (int octet = 0; octet < 4; octet++) {
            int value = 0;
            int from = i;
            while (i - from < 4 && isDigit(peek(text, i))) {
                value = value * 10 + text.charAt(i) - '0';
                i++;
            }
            if (i == from || i - from > 3 || value > 255) {
                return -1;
            }
            if (octet < 3) {
                if (peek(text, i) != '.') {
                    return -1;
                }
                i++;
            }
        }
        return peek(text, i) == '.' && isDigit(peek(text, i + 1)) ? -1 : i;
    }
}
