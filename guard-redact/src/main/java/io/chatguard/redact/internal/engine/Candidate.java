package io.chatguard.redact.internal.engine;

import java.util.Arrays;

/** One number under examination: its letters and digits, and the words around it, found when somebody asks. Not thread-safe. */
public final class Candidate {
    private static final int MOST_SYMBOLS = 40;

    private final byte[] symbols = new byte[MOST_SYMBOLS];
    private int count;
    private int same;
    private long[] near = {};
    private long[] before = {};
    private long[] behind = {};
    /** By the key under which the text stands. */
    private long[] inKey = {};

    private boolean keyKnown;
    private int nearStart = -1;
    private int nearEnd = -1;

    void clear() {
        nearStart = -1;
        nearEnd = -1;
        keyKnown = false;
    }

    /** Starts another number. */
    public void begin() {
        count = 0;
        same = 0;
    }

    /** Adds a letter or digit; there are at most {@value #MOST_SYMBOLS}. */
    public void add(byte symbol) {
        symbols[count++] = symbol;
        same += symbol == symbols[0] ? 1 : 0;
    }

    /** The letters and digits, {@link #count()} of them. */
    public byte[] symbols() {
        return symbols;
    }

    public int count() {
        return count;
    }

    /** Whether all digits, or all but one, are the same; the first of them is. */
    public boolean isFiller() {
        return same >= count - 1 && symbols[0] < 10 && symbols[count - 1] < 10;
    }

    /** For each list of the index whether a word of it stands near the span; the same array each time. */
    public long[] near(ContextIndex index, String text, int start, int end, ScanContext context) {
        if (near.length != index.size()) {
            near = new long[index.size()];
            before = new long[index.size()];
            behind = new long[index.size()];
            inKey = new long[index.size()];
        }
        if (!keyKnown) {
            Arrays.fill(inKey, 0);
            index.inKey(context, inKey);
            keyKnown = true;
        }
        // Values that start or end at one place share what stands on that side.
        boolean known = true;
        if (nearStart != start) {
            Arrays.fill(before, 0);
            index.before(text, start, context, before);
            nearStart = start;
            known = false;
        }
        if (nearEnd != end) {
            Arrays.fill(behind, 0);
            index.behind(text, end, context, behind);
            nearEnd = end;
            known = false;
        }
        if (!known) {
            for (int i = 0; i < near.length; i++) {
                near[i] = before[i] | behind[i] | inKey[i];
            }
        }
        return near;
    }
}
