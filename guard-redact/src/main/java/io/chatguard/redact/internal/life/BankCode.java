package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isDigit;

import java.util.Locale;
import java.util.Set;

/** Business identifier codes (ISO 9362): four letters, a country, two and perhaps three more. */
final class BankCode {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final String KOSOVO = "XK";

    private BankCode() {}

    static boolean fits(String text, int start, int end) {
        if (end - start != 8 && end - start != 11) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || i >= start + 6 && isDigit(c))) {
                return false;
            }
        }
        String country = text.substring(start + 4, start + 6);
        return COUNTRIES.contains(country) || country.equals(KOSOVO);
    }
}
