package io.chatguard.internal.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java platform has. */
final class Digests {

    /** Hexadecimal digits of a hash. */
    static final int HEX = 64;

    private Digests() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException absent) {
            throw new AssertionError("every Java platform has SHA-256");
        }
    }

    static String hex(String ascii) {
        return HexFormat.of().formatHex(sha256(ascii.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whether that is so many digits of small hexadecimal. */
    static boolean isHex(String text, int from, int digits) {
        if (from < 0 || from + digits > text.length()) {
            return false;
        }
        for (int i = from; i < from + digits; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
