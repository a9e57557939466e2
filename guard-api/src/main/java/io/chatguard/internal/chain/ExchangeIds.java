package io.chatguard.internal.chain;

import java.security.SecureRandom;

/** Random ids of exchanges: 120 bits, so that nobody guesses one and a per-call scope made of it is nobody else's. */
final class ExchangeIds {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int SYMBOLS = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ExchangeIds() {}

    static String next() {
        byte[] bytes = new byte[SYMBOLS];
        RANDOM.nextBytes(bytes);
        char[] id = new char[SYMBOLS];
        for (int i = 0; i < SYMBOLS; i++) {
            id[i] = ALPHABET[bytes[i] & 31];
        }
        return "xg_" + new String(id);
    }
}
