package io.chatguard.redact.internal.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Deals rows into sixteen groups, so that a pair of one row and the second pair of another seldom meet in a group: digits
 * with digits, rows that say little with rows that say little. The rows of a group are looked up all by their first
 * pair or all by their second. The first half of the groups holds the rows that begin with the second of two neighbouring
 * pairs, hence tell of the earlier start: groups are looked at in their order, and starts have to come in theirs.
 */
final class Groups {
    static final int COUNT = 16;

    /** A row may be looked up by the pair that is this many times more frequent than its other one. */
    private static final double TOLERANCE = 4;

    private final Map<Row, Integer> groupOf = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();

    private record Pair(Units first, Units second) {
        void forEach(IntConsumer out) {
            PrefilterBuilder.forEachPair(first, second, out);
        }
    }

    /** The pair that is waited for, and the one behind it; {@code later} if it is the second of two that are. */
    record Row(Units a, Units b, Units c, Units d, boolean later) {
        private Pair first() {
            return new Pair(a, b);
        }

        private Pair second() {
            return new Pair(c, d);
        }

        void forEach(boolean ofFirst, IntConsumer out) {
            (ofFirst ? first() : second()).forEach(out);
        }
    }

    /** A row with the shares of the pairs of a text that its two pairs let through. */
    private record Weighed(Row row, double first, double second) {}

    private static final class Group {
        private final Set<Pair> firsts = new HashSet<>();
        private final Set<Pair> seconds = new HashSet<>();
        private double first;
        private double second;
        private boolean byFirst;

        boolean suits(Weighed row) {
            return firsts.isEmpty()
                    || (byFirst ? row.first <= TOLERANCE * row.second : row.second <= TOLERANCE * row.first);
        }

        /** How many more places this group would hit. */
        double growth(Weighed row) {
            double newFirst = firsts.contains(row.row.first()) ? 0 : row.first;
            double newSecond = seconds.contains(row.row.second()) ? 0 : row.second;
            return (first + newFirst) * (second + newSecond) - first * second;
        }

        void take(Weighed row) {
            if (firsts.isEmpty()) {
                byFirst = row.first <= row.second;
            }
            first += firsts.add(row.row.first()) ? row.first : 0;
            second += seconds.add(row.row.second()) ? row.second : 0;
        }
    }

    private Groups() {
        for (int i = 0; i < COUNT; i++) {
            groups.add(new Group());
        }
    }

    /** Deals these rows. */
    static Groups of(Set<Row> rows, PairFrequencies frequencies) {
        Groups dealt = new Groups();
        List<Weighed> order = new ArrayList<>();
        for (Row row : rows) {
            order.add(new Weighed(row, frequencies.of(row.a, row.b), frequencies.of(row.c, row.d)));
        }
        order.sort(Comparator.comparingDouble((Weighed row) -> row.first + row.second)
                .reversed());
        for (Weighed row : order) {
            int from = row.row.later ? 0 : COUNT / 2;
            int best = from;
            double least = Double.MAX_VALUE;
            for (int i = from; i < from + COUNT / 2; i++) {
                Group group = dealt.groups.get(i);
                double growth = group.growth(row) + (group.suits(row) ? 0 : 1);
                if (growth < least) {
                    least = growth;
                    best = i;
                }
            }
            dealt.groups.get(best).take(row);
            dealt.groupOf.put(row.row, best);
        }
        return dealt;
    }

    /** The number of a row's group. */
    int of(Row row) {
        return groupOf.getOrDefault(row, 0);
    }

    /** Whether the rows of a group are looked up by their first pairs. */
    boolean isByFirst(int group) {
        return groups.get(group).byFirst;
    }

    /** The bits of each pair: in the low half as first of a row, in the high half as second. */
    void write(int[] into) {
        for (int i = 0; i < COUNT; i++) {
            int bit = 1 << i;
            Group group = groups.get(i);
            group.firsts.forEach(pair -> pair.forEach(p -> into[p] |= bit));
            group.seconds.forEach(pair -> pair.forEach(p -> into[p] |= bit << COUNT));
        }
    }
}
