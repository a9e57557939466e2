package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The three primitives of the vault, from the JCA: HMAC-SHA256, AES-256-GCM with a random 96-bit nonce in front, and
 * the expansion step of HKDF (RFC 5869 §2.3; every input key here is uniformly random, so nothing is extracted).
 */
public final class Crypto {

    public static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Crypto() {}

    public static byte[] randomKey() {
        return randomBytes(KEY_BYTES);
    }

    static byte[] randomBytes(int n) {
        byte[] out = new byte[n];
        RANDOM.nextBytes(out);
        return out;
    }

    /** 32 bytes of HKDF-Expand for that purpose, under the key of that MAC. */
    static byte[] expand(Mac key, String purpose) {
        Mac mac = copyOf(key);
        for (int i = 0; i < purpose.length(); i++) {
            mac.update((byte) purpose.charAt(i));
        }
        mac.update((byte) 1);
        return mac.doFinal();
    }

    /** An initialised HMAC-SHA256; clone it for each use. */
    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw failure(e);
        }
    }

    static Mac copyOf(Mac prototype) {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw failure(e);
        }
    }

    public static byte[] seal(SecretKeySpec key, byte[] aad, byte[] clear) {
        try {
            byte[] nonce = randomBytes(NONCE_BYTES);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(aad);
            byte[] out = new byte[NONCE_BYTES + cipher.getOutputSize(clear.length)];
            System.arraycopy(nonce, 0, out, 0, NONCE_BYTES);
            cipher.doFinal(clear, 0, clear.length, out, NONCE_BYTES);
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
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
        cipher.updateAAD(aad);
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    public static SecretKeySpec aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    static GuardException failure(Exception e) {
        return GuardException.of(GuardException.Reason.STAGE_FAILED, "the vault's cryptography failed")
                .interceptor("vault")
                .origin(e)
                .build();
    }
}
