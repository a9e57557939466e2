package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiAlnum;
import static io.chatguard.redact.internal.engine.Boundaries.isSpaceless;
import static io.chatguard.redact.internal.engine.Boundaries.peek;

import io.chatguard.redact.internal.engine.Boundaries;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host part of a mail address: where it ends and how sure that is.
 *
 * <p>Labels of letters, digits and inner hyphens, at most 63 each and 253 in all, of any script. The domain ends at
 * the last label that is a top-level domain ({@link HostSuffixes}; score 0.95), so {@code x.com.Please} ends
 * at {@code com}; a known domain glued to digits ({@code x.com123-45}) ends there too (0.8). Reserved names (RFC 2606,
 * RFC 6762, {@code .internal} and the like) score 0.6, other endings of letters 0.35: below the threshold without a
 * context word. A single label ({@code user@localhost}) scores 0.1. Address literals (RFC 5321 §4.1.3) score 0.9.
 */
final class MailDomains {
    private static final int LONGEST = 253;
    private static final Set<String> RESERVED = Set.of(
            "example",
            "test",
            "invalid",
            "localhost",
            "local",
            "internal",
            "intranet",
            "lan",
            "corp",
            "home",
            "private",
            "localdomain");

    /** A host part that ends (exclusive) at {@code end}. */
    record Match(int end, double score) {}

    /** The host part that starts at {@code start}, or null if there is none. */
    @Nullable
    Match match(String text, int start) {
        if (peek(text, start) == '[') {
            return literal(text, start);
        }
        int labels = 0;
        int i = start;
        int lastStart = start;
        int knownEnd = -1;
        boolean spaceless = isSpaceless(peek(text, start));
        while (true) {
            int labelStart = i;
            while (i < text.length()
                    && i - labelStart <= 64
                    && i - start <= LONGEST
                    && isLabel(text.charAt(i), spaceless)) {
                i++;
            }
            boolean tooLong = i - labelStart > 63 || i - start > LONGEST;
            while (i > labelStart && text.charAt(i - 1) == '-') {
                i--;
            }
            if (i == labelStart || text.charAt(labelStart) == '-' || tooLong) {
                i = labelStart > start ? labelStart - 1 : start;
                break;
            }
            labels++;
            lastStart = labelStart;
            if (labels > 1 && isTopLevel(text, labelStart, i)) {
                knownEnd = i;
            }
            if (peek(text, i) != '.' || i + 1 >= text.length()) {
                break;
            }
            i++;
            spaceless |= isSpaceless(text.charAt(i));
        }
        return labels == 0 ? null : decide(text, start, lastStart, i, labels, knownEnd);
    }

    private static @Nullable Match decide(String text, int start, int lastStart, int end, int labels, int knownEnd) {
        if (knownEnd == end) {
            return new Match(end, 0.95);
        }
        int letters = lastStart;
        while (letters < end && Boundaries.isAsciiLetter(text.charAt(letters))) {
            letters++;
        }
        if (labels == 1) {
            return letters == end && end - start >= 2 ? new Match(end, 0.1) : null;
        }
        if (letters < end && isTopLevel(text, lastStart, letters)) {
            return new Match(letters, 0.8);
        }
        boolean word = letters == end && end - lastStart >= 2 && end - lastStart <= 24;
        if (word && peek(text, end) == '@') {
            return new Match(end, 0.5);
        }
        if (word && RESERVED.contains(text.substring(lastStart, end).toLowerCase(Locale.ROOT))) {
            return new Match(end, 0.6);
        }
        if (knownEnd > 0) {
            boolean sentence = !word || Character.isUpperCase(text.charAt(lastStart));
            return sentence ? new Match(knownEnd, 0.95) : new Match(end, 0.6);
        }
        return word ? new Match(end, 0.35) : null;
    }

    private static boolean isLabel(char c, boolean spaceless) {
        if (c < 128) {
            return isAsciiAlnum(c) || c == '-';
        }
        return isSpaceless(c) ? spaceless && Character.isLetterOrDigit(c) : Boundaries.isWord(c);
    }

    private static boolean isTopLevel(String text, int from, int to) {
        return HostSuffixes.shipped().kind(text, from, to) != HostSuffixes.Kind.NONE;
    }

    private static @Nullable Match literal(String text, int open) {
        int start = open + 1;
        boolean v6 = text.regionMatches(true, start, "IPv6:", 0, 5);
        int end = v6 ? Ipv6Syntax.end(text, start + 5) : Ipv6Syntax.quadEnd(text, start);
        return end > 0 && peek(text, end) == ']' ? new Match(end + 1, 0.9) : null;
    }
}
