package io.chatguard.redact.internal.catalog;

/**
 * The checksum of GitHub and npm tokens: the last six symbols are the CRC-32 of the rest, in base 62 with leading zeros.
 *
 * <p>CRC-32 as in ISO 3309, the same as {@code java.util.zip.CRC32}; written out here so that a look allocates nothing.
 */
public final class Crc62 {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static final int SYMBOLS = 6;

    private Crc62() {}

    static boolean fits(String text, int from, int end) {
        int split = end - SYMBOLS;
        long crc = crc(text, from, split);
        for (int i = end - 1; i >= split; i--) {
            if (text.charAt(i) != DIGITS.charAt((int) (crc % 62))) {
                return false;
            }
            crc /= 62;
        }
        return crc == 0;
    }

    /** The six symbols that belong to {@code random}. */
    public static String checksum(String random) {
        long crc = crc(random, 0, random.length());
        char[] symbols = new char[SYMBOLS];
        for (int i = SYMBOLS - 1; i >= 0; i--) {
            symbols[i] = DIGITS.charAt((int) (crc % 62));
            crc /= 62;
        }
        return new String(symbols);
    }

    private static long crc(String text, int from, int end) {
        int crc = -1;
        for (int i = from; i < end; i++) {
            crc ^= text.charAt(i) & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (0xEDB88320 & -(crc & 1));
            }
        }
        return ~crc & 0xFFFFFFFFL;
    }
}
