package io.chatguard.redact.internal.match;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link PackedOutput} wrote, in the same order. Made for the start of a program, when no code is compiled yet:
 * no class of the platform stands between it and the bytes.
 */
public final class PackedInput {
    private final byte[] bytes;
    private int at;

    /** From the first byte on. */
    public PackedInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Leaves the part out that comes next; gives its place for {@link #at}. */
    public int skip() {
        int length = number();
        at += length;
        return at - length;
    }

    /** Another reader, of the part at that place. */
    public PackedInput at(int place) {
        PackedInput part = new PackedInput(bytes);
        part.at = place;
        return part;
    }

    /** The next number. */
    public int number() {
        int b = bytes[at++];
        int value = b & 0x7F;
        for (int shift = 7; b < 0; shift += 7) {
            b = bytes[at++];
            value |= (b & 0x7F) << shift;
        }
        return value;
    }

    /** The next {@code count} numbers. */
    public int[] numbers(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number();
        }
        return numbers;
    }

    /** The next eight bytes. */
    public long wide() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value |= (bytes[at++] & 0xFFL) << Byte.SIZE * i;
        }
        return value;
    }

    /** The next text. */
    public String text() {
        int length = number();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** Whether all was read. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }
}
