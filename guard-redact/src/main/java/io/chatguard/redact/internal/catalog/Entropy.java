package io.chatguard.redact.internal.catalog;

/** How evenly a stretch of text uses its characters (Shannon 1948), in bits a character. */
public final class Entropy {
    /** Longer values are measured by their beginning: more characters change little. */
    private static final int LONGEST = 512;

    private Entropy() {}

    /** Of the stretch, 0 for one character; characters beyond ASCII count as one. Allocates a small array. */
    public static double of(String text, int start, int end) {
        int to = Math.min(end, start + LONGEST);
        short[] counts = new short[129];
        for (int i = start; i < to; i++) {
            counts[Math.min(text.charAt(i), 128)]++;
        }
        double n = to - start;
        double bits = 0;
        for (short count : counts) {
            if (count > 0) {
                bits -= count / n * Math.log(count / n);
            }
        }
        return n == 0 ? 0 : bits / Math.log(2);
    }
}
