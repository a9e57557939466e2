package io.chatguard.redact.internal.life;

/** Keccak-256 as Ethereum uses it: the padding of the submission, not that of FIPS 202, which the JDK has. Short input only. */
final class Keccak {
    /** Bytes that one block takes. */
    private static final int RATE = 136;

    private static final int ROUNDS = 24;
    private static final int[] ROTATIONS = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };
    private static final int[] LANES = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };

    private Keccak() {}

    /** The hash of at most 135 bytes, as 32 bytes. */
    static byte[] hash(byte[] input) {
        long[] state = new long[25];
        for (int i = 0; i < input.length; i++) {
            state[i / 8] ^= (input[i] & 0xFFL) << 8 * (i % 8);
        }
        state[input.length / 8] ^= 1L << 8 * (input.length % 8);
        state[(RATE - 1) / 8] ^= 0x80L << 56;
        permute(state);
        byte[] out = new byte[32];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (state[i / 8] >>> 8 * (i % 8));
        }
        return out;
    }

    private static void permute(long[] a) {
        long[] c = new long[5];
        int lfsr = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int x = 0; x < 5; x++) {
                c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            }
            for (int i = 0; i < 25; i++) {
                a[i] ^= c[(i + 4) % 5] ^ Long.rotateLeft(c[(i + 1) % 5], 1);
            }
            long moved = a[1];
            for (int i = 0; i < LANES.length; i++) {
                long kept = a[LANES[i]];
                a[LANES[i]] = Long.rotateLeft(moved, ROTATIONS[i]);
                moved = kept;
            }
            for (int y = 0; y < 25; y += 5) {
                System.arraycopy(a, y, c, 0, 5);
                for (int x = 0; x < 5; x++) {
                    a[y + x] = c[x] ^ ~c[(x + 1) % 5] & c[(x + 2) % 5];
                }
            }
            for (int bit = 0; bit < 7; bit++) {
                if ((lfsr & 1) != 0) {
                    a[0] ^= 1L << (1 << bit) - 1;
                }
                lfsr = lfsr << 1 ^ ((lfsr & 0x80) != 0 ? 0x171 : 0);
            }
        }
    }
}
