package io.chatguard.redact.internal.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with HMAC-SHA256 (RFC 5869). The vault only expands: each of its input keys is uniformly random, for which §3.3
 * lets the extraction be left out.
 */
final class Hkdf {

    private static final int MOST_BLOCKS = 255;

    private Hkdf() {}

    /** The pseudo-random key of a salt and input key material (§2.2). */
    static byte[] extract(byte[] salt, byte[] material) {
        return KeyedHash.of(salt.length == 0 ? new byte[KeyedHash.BYTES] : salt).hash(material);
    }

    /** So many bytes for that purpose (§2.3). */
    static byte[] expand(KeyedHash key, byte[] info, int length) {
        if (length > MOST_BLOCKS * KeyedHash.BYTES) {
            throw new IllegalArgumentException("HKDF gives at most 255 blocks");
        }
        byte[] out = new byte[length];
        byte[] block = {};
        for (int at = 0, i = 1; at < length; at += KeyedHash.BYTES, i++) {
            byte[] rest = Arrays.copyOf(info, info.length + 1);
            rest[info.length] = (byte) i;
            block = key.hash(block, rest);
            System.arraycopy(block, 0, out, at, Math.min(KeyedHash.BYTES, length - at));
        }
        return out;
    }

    /** A key of 32 bytes for that purpose. */
    static byte[] key(KeyedHash root, String purpose) {
        return expand(root, purpose.getBytes(StandardCharsets.US_ASCII), Crypto.KEY_BYTES);
    }

    static KeyedHash hashKey(KeyedHash root, String purpose) {
        return KeyedHash.of(key(root, purpose));
    }

    static SecretKeySpec sealingKey(KeyedHash root, String purpose) {
        return Crypto.aes(key(root, purpose));
    }
}
