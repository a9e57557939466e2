package io.chatguard.redact.internal.life;

import static io.chatguard.redact.internal.engine.Boundaries.isDigit;
import static io.chatguard.redact.internal.engine.Boundaries.isHex;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/** The checksums of crypto wallets: Base58Check, Bech32 and Bech32m, the letter case of Ethereum's addresses. */
final class Wallets {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    /** XRP Ledger's order of the same characters. */
    private static final String RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32_M = 0x2bc830a3;
    private static final int PAYLOAD = 25;

    private Wallets() {}

    /** Whether a word of letters and digits is an address of Bitcoin, Litecoin, Dogecoin, Dash, Tron or the XRP Ledger. */
    static boolean fits(String text, int start, int end) {
        int length = end - start;
        if (length >= 25 && length <= 35) {
            return switch (text.charAt(start)) {
                case '1' -> hasVersion(text, start, end, BASE58, 0x00);
                case '3' -> hasVersion(text, start, end, BASE58, 0x05);
                case 'L' -> hasVersion(text, start, end, BASE58, 0x30);
                case 'M' -> hasVersion(text, start, end, BASE58, 0x32);
                case 'D' -> hasVersion(text, start, end, BASE58, 0x1e);
                case 'X' -> hasVersion(text, start, end, BASE58, 0x4c);
                case 'T' -> hasVersion(text, start, end, BASE58, 0x41);
                case 'r' -> hasVersion(text, start, end, RIPPLE, 0x00);
                default -> false;
            };
        }
        return length >= 14 && length <= 90 && isBech32(text.substring(start, end));
    }

    private static boolean hasVersion(String text, int start, int end, String alphabet, int version) {
        byte[] bytes = new byte[PAYLOAD];
        for (int i = start; i < end; i++) {
            int carry = alphabet.indexOf(text.charAt(i));
            if (carry < 0) {
                return false;
            }
            for (int k = PAYLOAD - 1; k >= 0; k--) {
                carry += 58 * (bytes[k] & 0xFF);
                bytes[k] = (byte) carry;
                carry >>>= 8;
            }
            if (carry != 0) {
                return false;
            }
        }
        if ((bytes[0] & 0xFF) != version) {
            return false;
        }
        MessageDigest digest = sha256();
        byte[] hash = digest.digest(digest.digest(Arrays.copyOf(bytes, PAYLOAD - 4)));
        return Arrays.equals(hash, 0, 4, bytes, PAYLOAD - 4, PAYLOAD);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256");
        }
    }

    private static boolean isBech32(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!lower.equals(word) && !word.toUpperCase(Locale.ROOT).equals(word)) {
            return false;
        }
        String prefix =
                lower.startsWith("bc1") ? "bc" : lower.startsWith("tb1") ? "tb" : lower.startsWith("ltc1") ? "ltc" : "";
        if (prefix.isEmpty()) {
            return false;
        }
        int check = 1;
        for (int i = 0; i < prefix.length(); i++) {
            check = step(check) ^ prefix.charAt(i) >> 5;
        }
        check = step(check);
        for (int i = 0; i < prefix.length(); i++) {
            check = step(check) ^ prefix.charAt(i) & 31;
        }
        for (int i = prefix.length() + 1; i < lower.length(); i++) {
            int value = BECH32.indexOf(lower.charAt(i));
            if (value < 0) {
                return false;
            }
            check = step(check) ^ value;
        }
        boolean first = lower.charAt(prefix.length() + 1) == 'q';
        return check == (first ? 1 : BECH32_M);
    }

    private static int step(int check) {
        int top = check >>> 25;
        int next = (check & 0x1ffffff) << 5;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }

    /** Whether it is {@code 0x} and 40 hexadecimal digits. */
    static boolean isEthereum(String text, int start, int end) {
        if (end - start != 42 || text.charAt(start) != '0' || text.charAt(start + 1) != 'x') {
            return false;
        }
        for (int i = start + 2; i < end; i++) {
            if (!isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the letter case of such an address is its checksum (EIP-55); one case throughout is none. */
    static boolean isChecked(String text, int start, int end) {
        String digits = text.substring(start + 2, end);
        String lower = digits.toLowerCase(Locale.ROOT);
        if (digits.equals(lower) || digits.equals(digits.toUpperCase(Locale.ROOT))) {
            return false;
        }
        byte[] hash = Keccak.hash(lower.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
            if (!isDigit(c) && Character.isUpperCase(c) != nibble > 7) {
                return false;
            }
        }
        return true;
    }
}
