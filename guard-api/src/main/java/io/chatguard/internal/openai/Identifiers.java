package io.chatguard.internal.openai;

/** Tells the form of identifiers and enumerations from text. */
final class Identifiers {

    private static final int LONGEST = 200;

    private Identifiers() {}

    /**
     * Whether the value has the form of an identifier or enumeration: a letter, then letters, digits and
     * {@code _ - . : / +}. A value that has not is screened as text wherever it stands, because an address or card
     * number does not become harmless by standing in a field called {@code id}.
     */
    static boolean isIdentifier(String value) {
        if (value.isEmpty()) {
            return true;
        }
        if (value.length() > LONGEST || !isLetter(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetter(c) && !(c >= '-' && c <= ':') && c != '_' && c != '+') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
