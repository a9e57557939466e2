package io.chatguard.redact.internal.match;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a text as bytes: Latin-1 as it is, any other unit as {@link Units#BEYOND}, zeros before and behind the
 * text. The platform's copy to Latin-1 runs at the speed of memory; a text with other characters is copied one by one.
 * Used by one thread at a time.
 */
public final class TextBytes {
    private static final int LATIN_1 = 256;

    /** Some that nobody uses; thread-safe. More threads than slots make their own and leave the rest to the GC. */
    public static final class Pool {
        private static final int SLOTS = 8;

        private final int length;
        private final int before;
        private final int after;
        private final AtomicReferenceArray<@Nullable TextBytes> idle = new AtomicReferenceArray<>(SLOTS);

        /** Of such with the room that {@link TextBytes#TextBytes} takes. */
        public Pool(int length, int before, int after) {
            this.length = length;
            this.before = before;
            this.after = after;
        }

        /** One that nobody else has. */
        public TextBytes take() {
            TextBytes pooled = idle.getAndSet(slot(), null);
            return pooled == null ? new TextBytes(length, before, after) : pooled;
        }

        /** Gives one back; not after an error in the middle of a text. */
        public void giveBack(TextBytes used) {
            idle.set(slot(), used);
        }

        private static int slot() {
            return (int) (Thread.currentThread().getId() % SLOTS);
        }
    }

    private final int before;
    private final int after;
    private final char[] units;
    private final CharBuffer in;
    private final ByteBuffer out;
    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();

    private final byte[] bytes;

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
        text.getChars(first, last, units, start);
        in.limit(end).position(start);
        out.limit(end).position(start);
        encoder.reset();
        if (!encoder.encode(in, out, true).isUnderflow()) {
            for (int i = in.position(); i < end; i++) {
                bytes[i] = units[i] < LATIN_1 ? (byte) units[i] : Units.BEYOND;
            }
        }
        Arrays.fill(bytes, 0, start, (byte) 0);
        Arrays.fill(bytes, end, Math.min(bytes.length, end + after), (byte) 0);
    }
}
