package io.chatguard.internal.openai;

/** Tells the form of identifiers and enumerations from text. */
final class Identifiers {

    private static final int LONGEST = 200;

    private static final int LONG_NUMBER = 7;
    private static final int UUID_LENGTH = 36;

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

    /**
     * Whether the value has the form of what SDK and HTTP write into headers: identifiers, versions, media types. No
     * address has it, and no number of seven digits or more.
     */
    static boolean isOfProtocol(String value) {
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            digits = c >= '0' && c <= '9' ? digits + 1 : 0;
            boolean plain = c < 128 && (isLetter(c) || digits > 0 || " -_./;,=*()+".indexOf(c) >= 0);
            if (digits == LONG_NUMBER || !plain) {
                return false;
            }
        }
        return true;
    }

    /** Whether the value is a random UUID behind a prefix of the protocol's form, as idempotency keys of the SDK are. */
    static boolean endsInUuid(String value) {
        int from = value.length() - UUID_LENGTH;
        if (from < 0 || !isOfProtocol(value.substring(0, from))) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = value.charAt(from + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
