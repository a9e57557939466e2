package io.chatguard.spi;

/**
 * Replaces one span of a segment's text.
 *
 * @param start first UTF-16 index of the span
 * @param end index after the span, {@code >= start}; equal inserts
 * @param with what stands there afterwards
 */
public record Edit(int start, int end, String with) {

    public Edit {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("an edit's span must satisfy 0 <= start <= end");
        }
    }

    /** Shows the span and the length only. */
    @Override
    public String toString() {
        return "Edit[" + start + ".." + end + " -> " + with.length() + " chars]";
    }
}
