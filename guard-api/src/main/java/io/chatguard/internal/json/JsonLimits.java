package io.chatguard.internal.json;

/**
 * What a document may cost before it is refused.
 *
 * @param maxBytes length of the document in bytes
 * @param maxDepth arrays and objects open at the same time
 * @param maxNodes values in the document, not counting those inside vectors; the index takes 32 bytes for each
 * @param maxNumberLength characters of one number literal
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxNodes, int maxNumberLength) {

    /** 64 MiB, 200 levels, one million values, numbers of 1,000 characters. */
    public static final JsonLimits DEFAULT = new JsonLimits(64 << 20, 200, 1_000_000, 1_000);

    /** Bounds that keep offsets and node cells within one {@code int} each. */
    private static final int MOST_NODES = 100_000_000;

    private static final int MOST_DEPTH = 10_000;

    public JsonLimits {
        require(maxBytes > 0, "maxBytes must be positive");
        require(maxDepth > 0 && maxDepth <= MOST_DEPTH, "maxDepth must be 1 to 10,000");
        require(maxNodes > 0 && maxNodes <= MOST_NODES, "maxNodes must be 1 to 100,000,000");
        require(maxNumberLength > 0, "maxNumberLength must be positive");
    }

    /** The same limits for documents of up to {@code bytes} bytes. */
    public JsonLimits withMaxBytes(int bytes) {
        return new JsonLimits(bytes, maxDepth, maxNodes, maxNumberLength);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
