package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonIndex;

/** Tells the form of identifiers and enumerations from text. */
final class Identifiers {

    private static final int LONGEST = 200;

    private static final int LONG_NUMBER = 7;
    private static final int UUID_LENGTH = 36;
    private static final boolean[] OF_PROTOCOL = ofProtocol();

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
            if (!isInside(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInside(char c) {
        return isLetter(c) || (c >= '-' && c <= ':') || c == '_' || c == '+';
    }

    /** The same of a string's text; where it is plain, nothing is decoded for it. */
    static boolean isIdentifier(JsonIndex index, int string) {
        if (!index.isPlainAscii(string)) {
            return isIdentifier(index.text(string));
        }
        byte[] bytes = index.bytes();
        int from = index.start(string) + 1;
        int to = index.end(string) - 1;
        if (from == to) {
            return true;
        }
        if (to - from > LONGEST || !isLetter((char) bytes[from])) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!isInside((char) bytes[i])) {
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
            if (digits == LONG_NUMBER || c >= OF_PROTOCOL.length || !OF_PROTOCOL[c]) {
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

    private static boolean[] ofProtocol() {
        boolean[] plain = new boolean[0x80];
        for (char c = 0; c < plain.length; c++) {
            plain[c] = isLetter(c) || (c >= '0' && c <= '9') || " -_./;,=*()+".indexOf(c) >= 0;
        }
        return plain;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
