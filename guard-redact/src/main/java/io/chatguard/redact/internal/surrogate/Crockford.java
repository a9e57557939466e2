package io.chatguard.redact.internal.surrogate;

/**
 * Crockford's base 32: digits and capitals without I, L, O and U; when reading, letter case is ignored, O is 0, and I
 * and L are 1. Source: https://www.crockford.com/base32.html
 */
public final class Crockford {

    private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;

    private Crockford() {}

    /** The lowest {@code 5 * symbols} bits, highest symbol first. */
    public static String encode(long bits, int symbols) {
        char[] out = new char[symbols];
        for (int i = symbols - 1; i >= 0; i--) {
            out[i] = SYMBOLS.charAt((int) (bits & 31));
            bits >>>= BITS;
        }
        return new String(out);
    }

    /** The value of one symbol, or -1. */
    public static int decode(char c) {
        char u = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
        return switch (u) {
            case 'O' -> 0;
            case 'I', 'L' -> 1;
            default -> SYMBOLS.indexOf(u);
        };
    }
}
