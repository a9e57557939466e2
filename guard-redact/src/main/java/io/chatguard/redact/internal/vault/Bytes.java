package io.chatguard.redact.internal.vault;

/** Bytes without ambiguity: every part is preceded by its length; texts are UTF-16, so that every string differs. */
final class Bytes {

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int LENGTH_BYTES = 4;
    private static final byte[] NOTHING = {};

    private Bytes() {}

    /** UTF-16BE of any string, lone surrogates included: UTF-8 would make them all one. */
    static byte[] of(String text) {
        byte[] out = new byte[text.length() * 2];
        put(out, 0, text);
        return out;
    }

    static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    static String text(byte[] bytes, int from, int to) {
        char[] out = new char[(to - from) / 2];
        for (int i = 0; i < out.length; i++) {
            out[i] = (char) ((bytes[from + 2 * i] & 0xff) << 8 | bytes[from + 2 * i + 1] & 0xff);
        }
        return new String(out);
    }

    /** The parts, each after its length. */
    static byte[] join(String... parts) {
        return joinAfter(NOTHING, parts);
    }

    /** What was joined before, and more parts. */
    static byte[] joinAfter(byte[] before, String... parts) {
        int length = before.length;
        for (String part : parts) {
            length += LENGTH_BYTES + 2 * part.length();
        }
        byte[] out = new byte[length];
        System.arraycopy(before, 0, out, 0, before.length);
        int at = before.length;
        for (String part : parts) {
            putInt(out, at, 2 * part.length());
            put(out, at + LENGTH_BYTES, part);
            at += LENGTH_BYTES + 2 * part.length();
        }
        return out;
    }

    private static void put(byte[] out, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            out[at + 2 * i] = (byte) (text.charAt(i) >>> 8);
            out[at + 2 * i + 1] = (byte) text.charAt(i);
        }
    }

    static void putInt(byte[] out, int at, int number) {
        out[at] = (byte) (number >>> 24);
        out[at + 1] = (byte) (number >>> 16);
        out[at + 2] = (byte) (number >>> 8);
        out[at + 3] = (byte) number;
    }

    static int getInt(byte[] in, int at) {
        return (in[at] & 0xff) << 24 | (in[at + 1] & 0xff) << 16 | (in[at + 2] & 0xff) << 8 | in[at + 3] & 0xff;
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
