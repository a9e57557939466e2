package io.chatguard.redact.internal.engine;

/** One number under examination: its letters and digits, and the words around it, found when somebody asks. Not thread-safe. */
public final class Candidate {
    private static final int MOST_SYMBOLS = 40;

    private final byte[] symbols = new byte[MOST_SYMBOLS];
    private int count;
    private long[] near = {};
    private int nearStart = -1;
    private int nearEnd = -1;

    void clear() {
        nearStart = -1;
        nearEnd = -1;
    }

    /** Starts another number. */
    public void begin() {
        count = 0;
    }

    /** Adds a letter or digit; there are at most {@value #MOST_SYMBOLS}. */
    public void add(byte symbol) {
        symbols[count++] = symbol;
    }

    /** The letters and digits, {@link #count()} of them. */
    public byte[] symbols() {
        return symbols;
    }

    public int count() {
        return count;
    }

    /** For each list of the index whether a word of it stands near the span; the same array each time. */
    public long[] near(ContextIndex index, String text, int start, int end, ScanContext context) {
        if (nearStart != start || nearEnd != end) {
            if (near.length != index.size()) {
                near = new long[index.size()];
            }
            index.near(text, start, end, context, near);
            nearStart = start;
            nearEnd = end;
        }
        return near;
    }
}
