package io.chatguard.redact.internal.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Hides how long a value is: its length in four bytes, the value, and zeros up to the next bucket. Buckets are the
 * powers of two from 32 to 4,096 bytes, then multiples of 4,096, so that a ciphertext tells one of eight lengths, or
 * the length to 4 KiB.
 */
final class Padding {

    private static final int LENGTH_BYTES = 4;
    private static final int SMALLEST = 32;
    private static final int LARGE = 4_096;

    private Padding() {}

    static byte[] pad(byte[] value) {
        byte[] out = new byte[bucket(LENGTH_BYTES + value.length)];
        Bytes.putInt(out, 0, value.length);
        System.arraycopy(value, 0, out, LENGTH_BYTES, value.length);
        return out;
    }

    /** @throws GeneralSecurityException if these bytes were not padded by {@link #pad} */
    static byte[] unpad(byte[] padded) throws GeneralSecurityException {
        int length = padded.length < SMALLEST ? -1 : Bytes.getInt(padded, 0);
        if (length < 0 || length > padded.length - LENGTH_BYTES || bucket(LENGTH_BYTES + length) != padded.length) {
            throw new GeneralSecurityException("not padded");
        }
        int end = LENGTH_BYTES + length;
        for (int i = end; i < padded.length; i++) {
            if (padded[i] != 0) {
                throw new GeneralSecurityException("not padded");
            }
        }
        return Arrays.copyOfRange(padded, LENGTH_BYTES, end);
    }

    private static int bucket(int bytes) {
        if (bytes > LARGE) {
            return Math.multiplyExact(Math.floorDiv(bytes - 1, LARGE) + 1, LARGE);
        }
        return Math.max(SMALLEST, Integer.highestOneBit(bytes - 1) << 1);
    }
}
