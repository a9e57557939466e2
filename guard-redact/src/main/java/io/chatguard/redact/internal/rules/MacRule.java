package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isHex;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.AnchoredRule;
import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.Hits;
import io.chatguard.redact.internal.engine.ScanContext;

/**
 * Hardware addresses (IEEE EUI-48 and EUI-64) as pairs with {@code :} or {@code -}, or dotted fours.
 *
 * <p>All zeros and all ones (broadcast) name no device. Pairs of decimal digits only, with hyphens, are as likely a
 * list of numbers and need a word nearby.
 */
final class MacRule implements AnchoredRule {
    private static final String TYPE = "MAC_ADDRESS";
    private static final String RULE = "mac/eui";

    private final ContextWords words = Contexts.of(TYPE);

    @Override
    public boolean wakes(char previous, char anchor) {
        return (anchor == ':' || anchor == '-' || anchor == '.') && isHex(previous);
    }

    @Override
    public void at(String text, int index, ScanContext context, Hits out) {
        char separator = text.charAt(index);
        int width = separator == '.' ? 4 : 2;
        if (peek(text, index + width + 1) != separator
                || !isHex(peek(text, index - 1))
                || !isHex(peek(text, index - width))
                || !isHex(peek(text, index + width))) {
            return;
        }
        int start = index - width;
        int end = end(text, start, separator, width);
        if (end < 0 || Boundaries.gluedBefore(text, start) || continuesBefore(text, start, separator, width)) {
            return;
        }
        double score = score(text, start, end, separator);
        if (score > 0) {
            out.hit(TYPE, start, end, words.near(text, start, end, context) ? 0.95 : score, RULE);
        }
    }

    private static boolean continuesBefore(String text, int start, char separator, int width) {
        return peek(text, start - 1) == separator && !Boundaries.labelBefore(text, start - 1, width);
    }

    /** Whether the span is exactly a hardware address in pairs with colons. */
    static boolean isMac(String text, int start, int end) {
        return peek(text, start + 2) == ':' && end(text, start, ':', 2) == end;
    }

    /** End of the 6 or 8 octets that start at {@code start}, or -1 for any other number of them. */
    private static int end(String text, int start, char separator, int width) {
        int i = start;
        int groups = 0;
        while (true) {
            for (int k = 0; k < width; k++) {
                if (!isHex(peek(text, i + k))) {
                    return -1;
                }
            }
            groups++;
            i += width;
            if (peek(text, i) != separator || !isHex(peek(text, i + 1))) {
                break;
            }
            if (groups * width > 16) {
                return -1;
            }
            i++;
        }
        int octets = groups * width / 2;
        return (octets == 6 || octets == 8) && !Boundaries.gluedAfter(text, i) ? i : -1;
    }

    private static double score(String text, int start, int end, char separator) {
        boolean zeros = true;
        boolean ones = true;
        boolean letter = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c != separator) {
                zeros &= c == '0';
                ones &= (c | 0x20) == 'f';
                letter |= !Boundaries.isDigit(c);
            }
        }
        if (zeros || ones) {
            return 0;
        }
        return letter ? 0.7 : separator == ':' ? 0.45 : 0.3;
    }
}
