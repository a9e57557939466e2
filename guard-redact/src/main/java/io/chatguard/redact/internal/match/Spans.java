package io.chatguard.redact.internal.match;

import java.util.Arrays;

/**
 * What was found, as ints: the number of a pattern, the first UTF-16 unit, one past the last. Those of one pattern stand
 * in ascending order and do not overlap; those of different patterns are mixed. Grows as needed and is made to be used
 * again. Not thread-safe.
 */
public final class Spans {
    private static final int WIDTH = 3;

    private int[] data = new int[16 * WIDTH];
    private int size;

    /** How many there are. */
    public int size() {
        return size / WIDTH;
    }

    /** The pattern, by its index in the {@link PatternSet}. */
    public int pattern(int i) {
        return data[WIDTH * checked(i)];
    }

    /** The first UTF-16 unit of the text. */
    public int start(int i) {
        return data[WIDTH * checked(i) + 1];
    }

    /** One past the last UTF-16 unit of the text. */
    public int end(int i) {
        return data[WIDTH * checked(i) + 2];
    }

    /** Forgets all, keeps the room. */
    public void clear() {
        size = 0;
    }

    void add(int pattern, int start, int end) {
        if (size == data.length) {
            data = Arrays.copyOf(data, 2 * size);
        }
        data[size++] = pattern;
        data[size++] = start;
        data[size++] = end;
    }

    private int checked(int i) {
        return java.util.Objects.checkIndex(i, size());
    }
}
