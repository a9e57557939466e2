package io.chatguard.redact.internal.vault;

import java.io.ByteArrayOutputStream;

/** Bytes without ambiguity: every part is preceded by its length; texts are UTF-16, so that every string differs. */
final class Bytes {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Bytes() {}

    /** UTF-16BE of any string, lone surrogates included: UTF-8 would make them all one. */
    static byte[] of(String text) {
        byte[] out = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            out[2 * i] = (byte) (text.charAt(i) >>> 8);
            out[2 * i + 1] = (byte) text.charAt(i);
        }
        return out;
    }

    static String text(byte[] bytes) {
        char[] out = new char[bytes.length / 2];
        for (int i = 0; i < out.length; i++) {
            out[i] = (char) ((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff);
        }
        return new String(out);
    }

    /** The parts, each after its length. */
    static byte[] join(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        for (String part : parts) {
            byte[] bytes = of(part);
            out.write(bytes.length >>> 24);
            out.write(bytes.length >>> 16);
            out.write(bytes.length >>> 8);
            out.write(bytes.length);
            out.write(bytes, 0, bytes.length);
        }
        return out.toByteArray();
    }

    static String hex(byte[] bytes, int count) {
        char[] out = new char[2 * count];
        for (int i = 0; i < count; i++) {
            out[2 * i] = HEX[bytes[i] >>> 4 & 15];
            out[2 * i + 1] = HEX[bytes[i] & 15];
        }
        return new String(out);
    }
}
