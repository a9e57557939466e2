package io.chatguard.internal.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 validation as RFC 3629 and the Unicode Standard (table 3-7) define it: no overlong form, no surrogate. */
public final class Utf8 {

    /** Eight bytes at once, the first in the lowest bits. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The offset of the first byte in {@code [from, to)} that is not part of valid UTF-8, or -1. Linear time. */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (i + 8 <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                i += 8;
            } else if (bytes[i] >= 0) {
                i++;
            } else {
                int length = sequenceLength(bytes, i, to);
                if (length == 0) {
                    return i;
                }
                i += length;
            }
        }
        return -1;
    }

    /** Length of the valid multi-byte sequence at {@code i}, or 0. */
    private static int sequenceLength(byte[] b, int i, int to) {
        int lead = b[i] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return tail(b, i + 1, to, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int low = lead == 0xE0 ? 0xA0 : 0x80;
            int high = lead == 0xED ? 0x9F : 0xBF;
            return tail(b, i + 1, to, low, high) && tail(b, i + 2, to, 0x80, 0xBF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int low = lead == 0xF0 ? 0x90 : 0x80;
            int high = lead == 0xF4 ? 0x8F : 0xBF;
            boolean valid =
                    tail(b, i + 1, to, low, high) && tail(b, i + 2, to, 0x80, 0xBF) && tail(b, i + 3, to, 0x80, 0xBF);
            return valid ? 4 : 0;
        }
        return 0;
    }

    private static boolean tail(byte[] b, int i, int to, int low, int high) {
        if (i >= to) {
            return false;
        }
        int value = b[i] & 0xFF;
        return value >= low && value <= high;
    }
}
