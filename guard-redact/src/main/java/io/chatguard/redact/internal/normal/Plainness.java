package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.match.TextBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells at one look at each character in which other ways a text can be read, as bits: whether it has a character beyond
 * ASCII, something that may be an escape, or so many symbols of an encoding in a row that they may be data.
 */
final class Plainness {
    /** A character beyond ASCII. */
    static final int FOREIGN = 1;
    /** What may be an escape. */
    static final int ESCAPE = 2;
    /** Symbols in a row. */
    static final int RUN = 4;

    private static final int ALL = FOREIGN | ESCAPE | RUN;

    private static final int BLOCK = 8;
    private static final int ASCII = 128;
    private static final byte[] KINDS = kinds();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Plainness() {}

    /** The bits; 0 if there is nothing but what the text says. The context is that of a scan of the text. */
    static int of(String text, ScanContext context) {
        int length = text.length();
        int found = 0;
        for (int from = 0; from < length && found != ALL; from += TextBytes.STRETCH) {
            byte[] bytes = context.bytes().of(text, from);
            found |= of(text, bytes, from, Math.min(length, from + TextBytes.STRETCH), found);
        }
        return found;
    }

    private static int of(String text, byte[] bytes, int from, int to, int known) {
        byte[] kinds = KINDS;
        int found = known;
        for (int i = 0; i < to - from; i += BLOCK) {
            long word = (long) LONG.get(bytes, TextBytes.BEFORE + i);
            int a = kinds[(int) word & 0xFF];
            int b = kinds[(int) (word >>> 8) & 0xFF];
            int c = kinds[(int) (word >>> 16) & 0xFF];
            int d = kinds[(int) (word >>> 24) & 0xFF];
            int e = kinds[(int) (word >>> 32) & 0xFF];
            int f = kinds[(int) (word >>> 40) & 0xFF];
            int g = kinds[(int) (word >>> 48) & 0xFF];
            int h = kinds[(int) (word >>> 56)];
            int any = (a | b | c | d | e | f | g | h) & (FOREIGN | ESCAPE) | a & b & c & d & e & f & g & h & RUN;
            if ((any & ~found) != 0) {
                found |= any & FOREIGN;
                if ((any & ~found & ESCAPE) != 0 && hasEscape(text, from + i, Math.min(to, from + i + BLOCK))) {
                    found |= ESCAPE;
                }
                if ((any & ~found & RUN) != 0 && isLongRun(text, from + i)) {
                    found |= RUN;
                }
            }
        }
        return found;
    }

    private static boolean hasEscape(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Escapes.isStart(text.charAt(i)) && Escapes.mayStart(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLongRun(String text, int at) {
        int first = at;
        while (first > 0 && at - first < Blobs.SHORTEST && Blobs.isPart(text.charAt(first - 1))) {
            first--;
        }
        int end = at;
        while (end < text.length() && end - first < Blobs.SHORTEST && Blobs.isPart(text.charAt(end))) {
            end++;
        }
        return end - first >= Blobs.SHORTEST;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[2 * ASCII];
        for (char c = 0; c < 2 * ASCII; c++) {
            kinds[c] = (byte)
                    ((c >= ASCII ? FOREIGN : 0) | (Escapes.isStart(c) ? ESCAPE : 0) | (Blobs.isPart(c) ? RUN : 0));
        }
        return kinds;
    }
}
