package io.chatguard.redact.internal.match;

/** What the {@link StretchSearch}es of a scanner write into, one at a time. Grows with the longest stretch. */
final class StretchBuffers {
    /** Longs for the sets of a block. */
    static final int ROOM = 1 << 14;

    private final int room;
    private long[] ends = {};
    private boolean[] startsIn = {};
    private long[] sets = {};

    /** {@code room} bounds the sets of a block, in longs. */
    StretchBuffers(int room) {
        this.room = room;
    }

    int room() {
        return room;
    }

    /** The sets at the right ends of the blocks. What it held is kept unless it grows. */
    long[] ends(int length) {
        ends = ends.length < length ? new long[length] : ends;
        return ends;
    }

    /** Whether a match starts in a block. */
    boolean[] startsIn(int length) {
        startsIn = startsIn.length < length ? new boolean[length] : startsIn;
        return startsIn;
    }

    /** The sets of the places of one block, both ends included. */
    long[] sets(int length) {
        sets = sets.length < length ? new long[Math.max(length, Math.min(2 * length, room))] : sets;
        return sets;
    }
}
