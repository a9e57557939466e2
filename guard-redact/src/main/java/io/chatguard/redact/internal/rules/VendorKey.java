package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.List;

/**
 * The format of one vendor's keys, a line of {@code vendors.txt}.
 *
 * @param rule rule id
 * @param prefix literal beginning; {@code ?} stands for one letter or digit
 * @param alphabet what follows the prefix
 * @param min fewest characters after the prefix
 * @param max most characters after the prefix
 * @param check how the rest is verified
 * @param firstPart for {@link Check#PARTS} the length of the part before the dot, else 0
 * @param secondPart for {@link Check#PARTS} the length of the part behind the dot, else 0
 */
record VendorKey(
        String rule, String prefix, Alphabet alphabet, int min, int max, Check check, int firstPart, int secondPart) {
    enum Alphabet {
        ALNUM,
        URL,
        UPPER32,
        HEX,
        B64,
        DOTTED,
        PATH;

        boolean has(char c) {
            return switch (this) {
                case ALNUM -> Boundaries.isAsciiAlnum(c);
                case URL -> Boundaries.isAsciiAlnum(c) || c == '_' || c == '-';
                case UPPER32 -> (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
                case HEX -> Boundaries.isHex(c);
                case B64 -> Boundaries.isAsciiAlnum(c) || c == '+' || c == '/' || c == '=';
                case DOTTED -> URL.has(c) || c == '.';
                case PATH -> URL.has(c) || c == '/';
            };
        }
    }

    enum Check {
        NONE,
        CRC62,
        CONTEXT,
        PARTS,
        SLACK
    }

    static List<VendorKey> shipped() {
        return DataFile.table(VendorKey.class, "vendors.txt", 7).stream()
                .map(VendorKey::parse)
                .toList();
    }

    private static VendorKey parse(String[] row) {
        String check = row[5];
        int first = 0;
        int second = 0;
        if (check.startsWith("parts:")) {
            int dot = check.indexOf('.');
            first = Integer.parseInt(check.substring(6, dot));
            second = Integer.parseInt(check.substring(dot + 1));
            check = "parts";
        }
        return new VendorKey(
                "credential/" + row[0],
                row[1],
                Alphabet.valueOf(row[2].toUpperCase(java.util.Locale.ROOT)),
                Integer.parseInt(row[3]),
                Integer.parseInt(row[4]),
                Check.valueOf(check.toUpperCase(java.util.Locale.ROOT)),
                first,
                second);
    }

    /** Whether the prefix stands at {@code start}. */
    boolean startsAt(String text, int start) {
        if (start < 0 || start + prefix.length() + min > text.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            char p = prefix.charAt(i);
            char c = text.charAt(start + i);
            if (p != c && !(p == '?' && Boundaries.isAsciiAlnum(c))) {
                return false;
            }
        }
        return true;
    }
}
