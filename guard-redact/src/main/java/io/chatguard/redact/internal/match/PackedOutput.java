package io.chatguard.redact.internal.match;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Numbers and texts as a row of bytes that {@link PackedInput} reads: what was compiled before a program starts. */
public final class PackedOutput {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A number, seven bits a byte from the lowest on; a negative one takes five bytes. */
    public void number(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    /** Eight bytes, the lowest first. */
    public void wide(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes.write((int) (value >>> shift));
        }
    }

    /** A text. */
    public void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.write(utf8, 0, utf8.length);
    }

    /** What another has written, its length before it: {@link PackedInput#skip} may leave it out. */
    public void part(PackedOutput other) {
        number(other.bytes.size());
        bytes.writeBytes(other.bytes());
    }

    /** What was written. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
