package io.chatguard.redact.internal.standin;

/** Takes letter case and kinds of spaces for the same, one character for one. */
final class Folding {

    private Folding() {}

    static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
        }
        return c == '\u00a0' || c == '\u202f' ? ' ' : Character.toLowerCase(c);
    }

    static String fold(CharSequence text) {
        char[] out = new char[text.length()];
        for (int i = 0; i < out.length; i++) {
            out[i] = fold(text.charAt(i));
        }
        return new String(out);
    }
}
