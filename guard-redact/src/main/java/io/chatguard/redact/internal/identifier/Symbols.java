package io.chatguard.redact.internal.identifier;

import io.chatguard.redact.internal.engine.Boundaries;

/**
 * Letters and digits as numbers, and what may stand between them.
 *
 * <p>A digit is 0 to 9, a letter of either case 10 to 35, as ISO 7064 and ICAO Doc 9303 count them.
 */
public final class Symbols {
    /** Of all letters and digits. */
    static final int COUNT = 36;

    static final int DIGIT = 0;
    static final int LETTER = 1;
    private static final int BLANK = 2;
    private static final String OTHERS = "-./:_+()";
    private static final int NONE = -1;
    private static final byte[] ASCII = ascii();

    private Symbols() {}

    /** The number of a letter or digit of ASCII. */
    public static byte of(char c) {
        return (byte) (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }

    /** How a symbol is written. */
    static char written(int symbol) {
        return (char) (symbol < 10 ? '0' + symbol : 'A' + symbol - 10);
    }

    /** What kind of character it is: a digit, a letter, one of the separators, or -1. */
    static int kind(char c) {
        if (c < 128) {
            return ASCII[c];
        }
        return Boundaries.isBlank(c) ? BLANK : Boundaries.isHyphen(c) ? ASCII['-'] : NONE;
    }

    private static byte[] ascii() {
        byte[] kinds = new byte[128];
        for (char c = 0; c < 128; c++) {
            int other = OTHERS.indexOf(c);
            kinds[c] = (byte)
                    (Boundaries.isDigit(c)
                            ? DIGIT
                            : Boundaries.isAsciiLetter(c)
                                    ? LETTER
                                    : c == ' ' || c == '\t' ? BLANK : other >= 0 ? BLANK + 1 + other : NONE);
        }
        return kinds;
    }
}
