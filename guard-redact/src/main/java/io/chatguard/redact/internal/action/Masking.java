package io.chatguard.redact.internal.action;

import io.chatguard.EntityType;

/**
 * Keeps the shape and a few characters. Of cards, IBANs, phone and social security numbers the last four letters or
 * digits stay if at least eight are hidden; of e-mail addresses the first character and the host; of everything else
 * nothing but what separates letters and digits.
 */
final class Masking {

    private static final int KEPT = 4;
    private static final int LEAST_HIDDEN = 8;

    private Masking() {}

    static String of(EntityType type, String value) {
        if (type.equals(EntityType.EMAIL_ADDRESS)) {
            int at = value.lastIndexOf('@');
            if (at > 1) {
                int first = value.offsetByCodePoints(0, 1);
                return value.substring(0, first) + stars(value.substring(first, at), 0) + value.substring(at);
            }
        }
        boolean tail = type.equals(EntityType.CREDIT_CARD)
                || type.equals(EntityType.IBAN_CODE)
                || type.equals(EntityType.PHONE_NUMBER)
                || type.equals(EntityType.US_SSN);
        return stars(value, tail ? KEPT : 0);
    }

    private static String stars(String value, int kept) {
        int total = (int) value.codePoints().filter(Masking::isHidden).count();
        int hide = total - kept >= LEAST_HIDDEN || kept == 0 ? total - kept : total;
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            if (isHidden(c) && hide > 0) {
                hide--;
                out.append('*');
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** Everything that carries content, underscores and marks of other scripts included. */
    private static boolean isHidden(int c) {
        return c == '_' || c >= 0x80 && !Character.isSpaceChar(c) || Character.isLetterOrDigit(c);
    }
}
