package io.chatguard.redact.internal.catalog;

import io.chatguard.redact.internal.engine.Boundaries;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a pattern cannot say about a value. Each takes time linear in the value and allocates nothing. */
public enum Check {
    /** Luhn (ISO/IEC 7812-1) over the digits of the value; it has at least two. */
    LUHN {
        @Override
        public boolean fits(String text, int start, int end) {
            int sum = 0;
            int digits = 0;
            for (int i = end - 1; i >= start; i--) {
                char c = text.charAt(i);
                if (Boundaries.isDigit(c)) {
                    int d = c - '0';
                    d = (digits & 1) == 0 ? d : d > 4 ? 2 * d - 9 : 2 * d;
                    sum += d;
                    digits++;
                }
            }
            return digits > 1 && sum % 10 == 0;
        }
    },
    /** ISO 7064 MOD 97-10 over the letters and digits of the value, check digits at the end. */
    MOD97 {
        @Override
        public boolean fits(String text, int start, int end) {
            int mod = 0;
            for (int i = start; i < end; i++) {
                char c = text.charAt(i);
                if (Boundaries.isDigit(c)) {
                    mod = (10 * mod + c - '0') % 97;
                } else if (Boundaries.isAsciiLetter(c)) {
                    mod = (100 * mod + (c | 0x20) - 'a' + 10) % 97;
                }
            }
            return mod == 1;
        }
    },
    /** What stands behind the last {@code _} ends in its CRC-32 in base 62, six symbols. */
    CRC62 {
        @Override
        public boolean fits(String text, int start, int end) {
            int from = end;
            while (from > start && text.charAt(from - 1) != '_') {
                from--;
            }
            return end - from > Crc62.SYMBOLS && Crc62.fits(text, from, end);
        }
    },
    /**
     * Is no mask and no row typed by hand: does not end in sixteen times the same character, hyphens and underscores not
     * counted ({@code sk-xxxx…}), goes not through twelve letters or digits in their order ({@code klmnopqrstuv}), and has
     * not three times the same part between hyphens ({@code 1234-1234-1234}).
     */
    VARIED {
        @Override
        public boolean fits(String text, int start, int end) {
            return !endsInFiller(text, start, end)
                    && longestOrder(text, start, end) < ORDERED
                    && !repeatsParts(text, start, end);
        }
    },
    /** Has a digit. */
    DIGIT {
        @Override
        public boolean fits(String text, int start, int end) {
            for (int i = start; i < end; i++) {
                if (Boundaries.isDigit(text.charAt(i))) {
                    return true;
                }
            }
            return false;
        }
    };

    private static final int FILLER = 16;
    private static final int ORDERED = 12;
    private static final int PARTS = 3;

    private static boolean endsInFiller(String text, int start, int end) {
        int same = 0;
        char last = 0;
        for (int i = end - 1; i >= start && same < FILLER; i--) {
            char c = text.charAt(i);
            if (c == '-' || c == '_') {
                continue;
            }
            if (same > 0 && c != last) {
                return false;
            }
            last = c;
            same++;
        }
        return same >= FILLER;
    }

    private static int longestOrder(String text, int start, int end) {
        int longest = 0;
        int run = 0;
        char last = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            char folded = Boundaries.isAsciiLetter(c) ? (char) (c | 0x20) : c;
            run = run > 0 && folded == last + 1 && Boundaries.isAsciiAlnum(c) ? run + 1 : 1;
            longest = Math.max(longest, run);
            last = folded;
        }
        return longest;
    }

    private static boolean repeatsParts(String text, int start, int end) {
        int part = start;
        int before = start;
        int same = 1;
        for (int i = start; i <= end; i++) {
            if (i == end || text.charAt(i) == '-') {
                boolean again =
                        i > part && part - before - 1 == i - part && text.regionMatches(before, text, part, i - part);
                same = again ? same + 1 : 1;
                if (same == PARTS) {
                    return true;
                }
                before = part;
                part = i + 1;
            }
        }
        return false;
    }

    /** Whether the value passes. */
    public abstract boolean fits(String text, int start, int end);

    /** As it is written in a rule. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Check> of(String written) {
        return Arrays.stream(values()).filter(c -> c.written().equals(written)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Check::written).collect(Collectors.joining(", "));
    }
}
