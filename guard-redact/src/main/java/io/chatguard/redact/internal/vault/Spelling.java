package io.chatguard.redact.internal.vault;

import java.util.Locale;

/**
 * The one spelling that stands for all spellings of an entity, so that a model sees that they belong together. It only
 * decides which ordinals are shared: each spelling keeps its own surrogate and comes back exactly. Of persons {@link
 * io.chatguard.redact.internal.person.Persons} decides.
 */
final class Spelling {

    private Spelling() {}

    static String canonical(String type, String value) {
        return switch (type) {
            case "EMAIL_ADDRESS", "LOCATION", "ORGANIZATION" -> value.toLowerCase(Locale.ROOT);
            case "CREDIT_CARD", "IBAN_CODE", "PHONE_NUMBER", "US_SSN", "MAC_ADDRESS" -> lettersAndDigits(value);
            default -> value;
        };
    }

    private static String lettersAndDigits(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (Character.isLetterOrDigit(value.charAt(i)) || value.charAt(i) == '+') {
                out.append(value.charAt(i));
            }
        }
        return out.toString().toUpperCase(Locale.ROOT);
    }
}
