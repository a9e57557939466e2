package io.chatguard.redact.internal.tagger.states;

import java.util.Arrays;

/** Pieces of a text: number in the vocabulary, and where in the text each stands. Grows, and is used again. */
final class Pieces {

    private int[] ids = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int size;

    int size() {
        return size;
    }

    int id(int piece) {
        return ids[piece];
    }

    /** Offset of its first UTF-16 unit. */
    int start(int piece) {
        return starts[piece];
    }

    /** Offset behind its last UTF-16 unit. */
    int end(int piece) {
        return ends[piece];
    }

    /** Forgets them: numbers of pieces are as good as the text. */
    void clear() {
        Arrays.fill(ids, 0, size, 0);
        size = 0;
    }

    /** Drops all pieces from that number on. */
    void cut(int size) {
        this.size = Math.min(this.size, size);
    }

    void add(int id, int start, int end) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size++] = end;
    }
}
