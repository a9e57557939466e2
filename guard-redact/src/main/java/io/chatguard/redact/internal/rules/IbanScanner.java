package io.chatguard.redact.internal.rules;

import static io.chatguard.redact.internal.engine.Boundaries.isAsciiLetter;
import static io.chatguard.redact.internal.engine.Boundaries.isBlank;
import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.isHyphen;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.Hits;

/**
 * IBANs: a registered country, its exact length and structure, ISO 7064 MOD 97-10.
 *
 * <p>One blank or hyphen may stand between any two characters after the check digits; upper or lower case. Glued to
 * letters ({@code IBANDE89…}, {@code …00EUR}) it counts with a lower score, as the checksum carries it; a digit at
 * either end, or a letter behind a structure that ends in letters, means that it is something longer.
 */
final class IbanScanner {
    private static final String TYPE = "IBAN_CODE";
    private static final String RULE = "iban/mod97";

    /** Looks for an IBAN whose first check digit is at {@code index}; returns its end, or -1. */
    int at(String text, int index, Hits out) {
        if (index < 2
                || index + 12 > text.length()
                || !isAsciiLetter(text.charAt(index - 1))
                || !isAsciiLetter(text.charAt(index - 2))
                || !isDigit(text.charAt(index + 1))) {
            return -1;
        }
        int start = index - 2;
        String structure = IbanTable.shipped().structure(text.charAt(start), text.charAt(start + 1));
        if (structure.isEmpty()) {
            return -1;
        }
        boolean glued = Boundaries.gluedBefore(text, start);
        if (glued && !Boundaries.onlyLettersBefore(text, start)) {
            return -1;
        }
        int i = index + 2;
        int mod = 0;
        for (int k = 0; k < structure.length(); k++) {
            if (i < text.length() && (isBlank(text.charAt(i)) || isHyphen(text.charAt(i)))) {
                i++;
            }
            if (i >= text.length() || !matches(structure.charAt(k), text.charAt(i))) {
                return -1;
            }
            mod = feed(mod, text.charAt(i));
            i++;
        }
        for (int k = start; k < start + 4; k++) {
            mod = feed(mod, text.charAt(k));
        }
        if (mod != 1) {
            return -1;
        }
        if (Boundaries.gluedAfter(text, i)) {
            boolean wordFollows = structure.charAt(structure.length() - 1) == 'n' && !Character.isDigit(text.charAt(i));
            if (!wordFollows || !Boundaries.onlyLettersAfter(text, i)) {
                return -1;
            }
            glued = true;
        }
        out.hit(TYPE, start, i, glued ? 0.8 : 0.98, RULE);
        return i;
    }

    private static boolean matches(char kind, char c) {
        return switch (kind) {
            case 'n' -> isDigit(c);
            case 'a' -> isAsciiLetter(c);
            default -> Boundaries.isAsciiAlnum(c);
        };
    }

    private static int feed(int mod, char c) {
        return isDigit(c) ? (mod * 10 + c - '0') % 97 : (mod * 100 + (c | 0x20) - 'a' + 10) % 97;
    }
}
