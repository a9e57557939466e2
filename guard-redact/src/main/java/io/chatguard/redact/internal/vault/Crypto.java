package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM from the JCA, with a random 96-bit nonce in front of the ciphertext, and random keys. Thread-safe. */
public final class Crypto {

    public static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Slots<Cipher> CIPHERS = new Slots<>(Crypto::cipher);
    private static final Slots<Draw> DRAWS = new Slots<>(Draw::new);

    private Crypto() {}

    public static byte[] randomKey() {
        return randomBytes(KEY_BYTES);
    }

    static byte[] randomBytes(int n) {
        byte[] out = new byte[n];
        RANDOM.nextBytes(out);
        return out;
    }

    public static byte[] seal(SecretKeySpec key, byte[] aad, byte[] clear) {
        Draw draw = DRAWS.take();
        byte[] nonce = draw.next();
        DRAWS.give(draw);
        return seal(key, nonce, aad, clear);
    }

    /** With a nonce that was never used with that key. */
    static byte[] seal(SecretKeySpec key, byte[] nonce, byte[] aad, byte[] clear) {
        try {
            Cipher cipher = CIPHERS.take();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(aad);
            byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + clear.length + TAG_BITS / 8);
            cipher.doFinal(clear, 0, clear.length, out, NONCE_BYTES);
            CIPHERS.give(cipher);
            return out;
        } catch (GeneralSecurityException e) {
            throw failure(e);
        }
    }

    /** @throws GeneralSecurityException if key, additional data or text are not those that were sealed */
    public static byte[] open(SecretKeySpec key, byte[] aad, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new GeneralSecurityException("too short");
        }
        Cipher cipher = CIPHERS.take();
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
        cipher.updateAAD(aad);
        byte[] clear = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        CIPHERS.give(cipher);
        return clear;
    }

    public static SecretKeySpec aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    static GuardException failure(Exception e) {
        return GuardException.of(GuardException.Reason.STAGE_FAILED, "the vault's cryptography failed")
                .interceptor("vault")
                .remedy("an entry was altered or belongs to other keys: chatguard vault verify tells which")
                .origin(e)
                .build();
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw failure(e);
        }
    }

    /** Random nonces, drawn many at a time. */
    private static final class Draw {
        private final byte[] drawn = new byte[128 * NONCE_BYTES];
        private int at = drawn.length;

        byte[] next() {
            if (at == drawn.length) {
                RANDOM.nextBytes(drawn);
                at = 0;
            }
            byte[] nonce = Arrays.copyOfRange(drawn, at, at + NONCE_BYTES);
            at += NONCE_BYTES;
            return nonce;
        }
    }
}
