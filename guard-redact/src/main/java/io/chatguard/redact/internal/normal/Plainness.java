package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.match.TextBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells at one look at each character whether a text can be read in another way: whether it has a character beyond ASCII,
 * a character that begins an escape, or so many symbols of an encoding in a row that they may be data. Thread-safe.
 */
final class Plainness {
    private static final int CHUNK = 4096;
    private static final int BLOCK = 8;
    private static final int ASCII = 128;
    /** Bits of {@link #KINDS}. */
    private static final int OTHER = 1;

    private static final int SYMBOL = 2;
    private static final byte[] KINDS = kinds();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final TextBytes.Pool idle = new TextBytes.Pool(CHUNK, 0, BLOCK);

    /** Whether there is nothing but what the text says. */
    boolean isPlain(String text) {
        TextBytes in = idle.take();
        int length = text.length();
        boolean plain = true;
        for (int from = 0; plain && from < length; from += CHUNK) {
            int to = Math.min(length, from + CHUNK);
            in.load(text, from, to);
            plain = isPlain(text, in.bytes(), from, to);
        }
        idle.giveBack(in);
        return plain;
    }

    /** A run of so many symbols fills at least one of the blocks of half its length. */
    private static boolean isPlain(String text, byte[] bytes, int from, int to) {
        byte[] kinds = KINDS;
        for (int i = 0; i < to - from; i += BLOCK) {
            long word = (long) LONG.get(bytes, i);
            int a = kinds[(int) word & 0xFF];
            int b = kinds[(int) (word >>> 8) & 0xFF];
            int c = kinds[(int) (word >>> 16) & 0xFF];
            int d = kinds[(int) (word >>> 24) & 0xFF];
            int e = kinds[(int) (word >>> 32) & 0xFF];
            int f = kinds[(int) (word >>> 40) & 0xFF];
            int g = kinds[(int) (word >>> 48) & 0xFF];
            int h = kinds[(int) (word >>> 56)];
            int all = a & b & c & d & e & f & g & h & SYMBOL;
            if (((a | b | c | d | e | f | g | h) & OTHER | all) != 0) {
                if (all == 0 || isLongRun(text, from + i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isLongRun(String text, int at) {
        int first = at;
        while (first > 0 && at - first < Blobs.SHORTEST && isSymbol(text.charAt(first - 1))) {
            first--;
        }
        int end = at;
        while (end < text.length() && end - first < Blobs.SHORTEST && isSymbol(text.charAt(end))) {
            end++;
        }
        return end - first >= Blobs.SHORTEST;
    }

    private static boolean isSymbol(char c) {
        return c < ASCII && (KINDS[c] & SYMBOL) != 0;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[2 * ASCII];
        for (char c = 0; c < 2 * ASCII; c++) {
            boolean other = c >= ASCII || c == '%' || c == '&' || c == '\\' || c == '=';
            boolean symbol = c < ASCII && (Blobs.isSymbol(c) || c == '\n' || c == '\r');
            kinds[c] = (byte) ((other ? OTHER : 0) | (symbol ? SYMBOL : 0));
        }
        return kinds;
    }
}
