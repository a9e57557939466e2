package io.chatguard.redact.internal.engine;

/**
 * A rule that is woken at certain pairs of characters only.
 *
 * <p>{@link AnchoredScan} calls {@link #at} once for each such place, left to right. The work of one call is bounded by
 * a constant, or paid for by a mark in the {@link ScanContext} that later calls skip to: so a scan stays linear.
 */
public interface AnchoredRule {
    /**
     * Whether the rule looks at places where {@code anchor} follows {@code previous}; asked once, when a scan is built.
     *
     * @param previous an ASCII character, or U+0000 for the start of the text and any other character
     * @param anchor an ASCII character
     */
    boolean wakes(char previous, char anchor);

    /** Looks for a value around the anchor at {@code index}. */
    void at(String text, int index, ScanContext context, Hits out);
}
