package io.chatguard.examples.cli.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells whether a span overlaps one of many, in logarithmic time. Immutable. */
final class Overlaps {
    private final int[] starts;
    private final int[] furthestEnds;

    private Overlaps(int[] starts, int[] furthestEnds) {
        this.starts = starts;
        this.furthestEnds = furthestEnds;
    }

    /** With these spans. */
    static Overlaps of(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingInt(Span::start));
        int[] starts = new int[sorted.size()];
        int[] furthest = new int[sorted.size()];
        int end = Integer.MIN_VALUE;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = sorted.get(i).start();
            end = Math.max(end, sorted.get(i).end());
            furthest[i] = end;
        }
        return new Overlaps(starts, furthest);
    }

    /** Whether one of them starts before this one ends and ends after it starts. */
    boolean with(Span span) {
        int before = 0; // How many start before this one ends.
        for (int behind = starts.length; before < behind; ) {
            int middle = (before + behind) >>> 1;
            if (starts[middle] < span.end()) {
                before = middle + 1;
            } else {
                behind = middle;
            }
        }
        return before > 0 && furthestEnds[before - 1] > span.start();
    }
}
