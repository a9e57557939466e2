package io.chatguard.redact.internal.match;

import java.util.Arrays;
import java.util.List;

/** A set of code points: sorted, disjoint ranges that do not touch. Immutable; equal when they hold the same. */
final class CodePoints {
    static final CodePoints NONE = new CodePoints(new int[0]);
    static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);
    static final CodePoints DIGIT = range('0', '9');
    static final CodePoints WORD = DIGIT.or(range('A', 'Z')).or(range('a', 'z')).or(range('_', '_'));
    static final CodePoints SPACE = range('\t', '\r').or(range(' ', ' '));
    static final CodePoints LINE_FEED = range('\n', '\n');

    /** First and last of each range. */
    private final int[] bounds;

    private CodePoints(int[] bounds) {
        this.bounds = bounds;
    }

    static CodePoints range(int first, int last) {
        return new CodePoints(new int[] {first, last});
    }

    /** The set of these ranges, given as first and last in turns, in any order. */
    static CodePoints ofRanges(int[] pairs, int length) {
        long[] sorted = new long[length / 2];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (long) pairs[2 * i] << 32 | pairs[2 * i + 1];
        }
        Arrays.sort(sorted);
        int[] merged = new int[length];
        int size = 0;
        for (long range : sorted) {
            int first = (int) (range >> 32);
            int last = (int) range;
            if (size > 0 && first <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], last);
            } else {
                merged[size++] = first;
                merged[size++] = last;
            }
        }
        return new CodePoints(Arrays.copyOf(merged, size));
    }

    CodePoints or(CodePoints other) {
        return union(List.of(this, other));
    }

    static CodePoints union(List<CodePoints> sets) {
        int length = 0;
        for (CodePoints set : sets) {
            length += set.bounds.length;
        }
        int[] all = new int[length];
        int size = 0;
        for (CodePoints set : sets) {
            System.arraycopy(set.bounds, 0, all, size, set.bounds.length);
            size += set.bounds.length;
        }
        return ofRanges(all, size);
    }

    CodePoints not() {
        int[] gaps = new int[bounds.length + 2];
        int size = 0;
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (next < bounds[i]) {
                gaps[size++] = next;
                gaps[size++] = bounds[i] - 1;
            }
            next = bounds[i + 1] + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps[size++] = next;
            gaps[size++] = Character.MAX_CODE_POINT;
        }
        return new CodePoints(Arrays.copyOf(gaps, size));
    }

    boolean contains(int codePoint) {
        for (int i = 0; i < bounds.length && bounds[i] <= codePoint; i += 2) {
            if (codePoint <= bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    int ranges() {
        return bounds.length / 2;
    }

    int first(int range) {
        return bounds[2 * range];
    }

    int last(int range) {
        return bounds[2 * range + 1];
    }

    /** UTF-16 units of each member, or 0 where members differ in that. */
    int units() {
        if (isEmpty()) {
            return 1;
        }
        if (bounds[bounds.length - 1] < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            return 1;
        }
        return bounds[0] >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 2 : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodePoints set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }
}
