package io.chatguard.redact.internal.match;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as bytes, a stretch at a time: Latin-1 as it is, any other unit as {@link Units#BEYOND}, zeros before and behind
 * the text. A long stretch is copied by the platform at the speed of memory; what stands around characters beyond Latin-1
 * is copied one by one. Whoever asks for a stretch reads what another has loaded. Used by one thread at a time.
 */
public final class TextBytes {
    /** Units of a text that are looked at as bytes at a time, for which the buffers stay in the first cache. */
    public static final int STRETCH = 4096;

    /** What stands before the first of them. */
    public static final int BEFORE = Prefilter.PAD;

    private static final int AFTER = Prefilter.AFTER;
    private static final int LATIN_1 = 256;
    private static final int BLOCK = 8;
    /** Stretches up to this length are copied sooner without the platform's encoder. */
    private static final int SHORT = 512;

    /** Units of Latin-1 in a row, behind one that is none, from which on the platform's copy is taken again. */
    private static final int CALM = 16;

    private final char[] units = new char[BEFORE + STRETCH + AFTER];
    private final byte[] bytes = new byte[units.length];
    private final CharBuffer in = CharBuffer.wrap(units);
    private final ByteBuffer out = ByteBuffer.wrap(bytes);
    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
    /** Where the longest stretch since the last forgetting ended. */
    private int written;

    private @Nullable String loaded;
    private int loadedFrom;

    /**
     * The bytes of a text from a place on that is a multiple of {@link #STRETCH}, always in the same array: the first
     * stands at {@link #BEFORE}. They are read once until others are asked for.
     */
    public byte[] of(String text, int from) {
        if (loaded != text || loadedFrom != from) {
            loaded = text;
            loadedFrom = from;
            load(text, from, Math.min(text.length(), from + STRETCH));
        }
        return bytes;
    }

    /** Reads the stretch between two places and what stands around it. */
    private void load(String text, int from, int to) {
        int first = Math.max(0, from - BEFORE);
        int last = Math.min(text.length(), to + AFTER);
        int start = BEFORE - (from - first);
        int end = start + last - first;
        written = Math.max(written, end);
        text.getChars(first, last, units, start);
        if (end - start <= SHORT) {
            copy(start, end);
        } else {
            int i = start;
            while (i < end) {
                i = copy(encoded(i, end), end, CALM);
            }
        }
        Arrays.fill(bytes, 0, start, (byte) 0);
        Arrays.fill(bytes, end, Math.min(bytes.length, end + AFTER), (byte) 0);
    }

    /** Copies units up to the first that is beyond Latin-1; returns its place. */
    private int encoded(int from, int end) {
        in.limit(end).position(from);
        out.limit(end).position(from);
        encoder.reset().encode(in, out, true);
        return in.position();
    }

    /** Copies blocks that are all Latin-1 without a question for each unit. */
    private void copy(int from, int end) {
        char[] u = units;
        byte[] b = bytes;
        int i = from;
        for (; i <= end - BLOCK; i += BLOCK) {
            int all = u[i] | u[i + 1] | u[i + 2] | u[i + 3] | u[i + 4] | u[i + 5] | u[i + 6] | u[i + 7];
            if (all < LATIN_1) {
                b[i] = (byte) u[i];
                b[i + 1] = (byte) u[i + 1];
                b[i + 2] = (byte) u[i + 2];
                b[i + 3] = (byte) u[i + 3];
                b[i + 4] = (byte) u[i + 4];
                b[i + 5] = (byte) u[i + 5];
                b[i + 6] = (byte) u[i + 6];
                b[i + 7] = (byte) u[i + 7];
            } else {
                copy(i, i + BLOCK, BLOCK + 1);
            }
        }
        copy(i, end, BLOCK + 1);
    }

    /** Copies one by one, until so many of Latin-1 stand in a row; returns the place behind. */
    private int copy(int from, int end, int calm) {
        int row = 0;
        int i = from;
        while (i < end && row < calm) {
            boolean latin = units[i] < LATIN_1;
            bytes[i] = latin ? (byte) units[i] : Units.BEYOND;
            row = latin ? row + 1 : 0;
            i++;
        }
        return i;
    }

    /** To be called before it waits for another text: what waits is in every heap dump. */
    public void forget() {
        Arrays.fill(units, 0, written, '\0');
        Arrays.fill(bytes, 0, written, (byte) 0);
        written = 0;
        loaded = null;
    }
}
