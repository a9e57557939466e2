package io.chatguard.redact.internal.match;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stretch of a text as bytes: Latin-1 as it is, any other unit as {@link Units#BEYOND}, zeros before and behind the
 * text. The platform's copy to Latin-1 runs at the speed of memory; what stands around other characters is copied one by one.
 * Used by one thread at a time.
 */
public final class TextBytes {
    private static final int LATIN_1 = 256;
    /** Stretches up to this length are copied sooner one by one. */
    private static final int SHORT = 48;

    /** Units of Latin-1 in a row, behind one that is none, from which on the platform's copy is taken again. */
    private static final int CALM = 16;

    private final int before;
    private final int after;
    private final char[] units;
    private final CharBuffer in;
    private final ByteBuffer out;
    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();

    private final byte[] bytes;
    /** Where the longest stretch since the last forgetting ended. */
    private int written;

    /** Room for stretches of this length, and for so many units before and behind. */
    public TextBytes(int length, int before, int after) {
        this.before = before;
        this.after = after;
        this.units = new char[before + length + after];
        this.bytes = new byte[units.length];
        this.in = CharBuffer.wrap(units);
        this.out = ByteBuffer.wrap(bytes);
    }

    /** The bytes, always the same array; the first place of the stretch is at {@code before}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Reads the stretch between two places and what stands around it. */
    public void load(String text, int from, int to) {
        int first = Math.max(0, from - before);
        int last = Math.min(text.length(), to + after);
        int start = before - (from - first);
        int end = start + last - first;
        written = Math.max(written, end);
        text.getChars(first, last, units, start);
        if (end - start <= SHORT) {
            copy(start, end, end);
        } else {
            int i = start;
            while (i < end) {
                i = copy(encoded(i, end), end, CALM);
            }
        }
        Arrays.fill(bytes, 0, start, (byte) 0);
        Arrays.fill(bytes, end, Math.min(bytes.length, end + after), (byte) 0);
    }

    /** Copies units up to the first that is beyond Latin-1; returns its place. */
    private int encoded(int from, int end) {
        in.limit(end).position(from);
        out.limit(end).position(from);
        encoder.reset().encode(in, out, true);
        return in.position();
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
    }
}
