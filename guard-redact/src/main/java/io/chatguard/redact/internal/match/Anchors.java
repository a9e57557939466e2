package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.At;
import io.chatguard.redact.internal.match.Expression.Choice;
import io.chatguard.redact.internal.match.Expression.Repeat;
import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * By what a pattern is looked for: each match holds one of a few rows of units, and of each row the two neighbouring
 * pairs that are rarest are what the prefilter waits for: one of them stands at an even place.
 *
 * <p>Where all rows stand at one distance from the start of the match, the pair tells where a match may start. Where what
 * stands before the rows (the lead) cannot hold the character with which they begin, as in {@code [a-z.]+@}, the lead is
 * run backwards from there: it cannot reach over another row, so each match belongs to one row. Else a hit says only
 * that a match may be around here. Immutable.
 */
final class Anchors {
    /** Hits on more than this share of all places cost more than to search the whole text. */
    private static final double TOO_OFTEN = 0.2;
    /** How much dearer a hit is from which a lead is counted or run backwards, and one that does not tell the start. */
    private static final double COUNT_BACK = 1.1;

    private static final double RUN_BACK = 2;

    private static final double SEARCH_AROUND = 8;
    /** How much more often than in other texts a class is repeated where there are values. */
    private static final double VALUES = 4;
    /** How likely a character of a class follows another of it. */
    private static final double RUN = 0.9;
    /** What a pair costs that stops the prefilter together with a pair of another pattern. */
    private static final double ALONE = 0.005;
    /** Parts of a pattern that are tried as the place of the rows. */
    private static final int MOST_PARTS = 64;

    static final int UNKNOWN = Integer.MIN_VALUE;

    /**
     * A row, the index of the first of its two pairs, and the units from the start of a match or the end of the lead to that
     * pair. The first unit of a row is what stands before it.
     */
    record Anchor(List<Units> row, int pair, int back) {
        /** The units from the pair on. */
        Units unit(int distance) {
            int at = pair + distance;
            return at < 0 || at >= row.size() ? Units.ANY : row.get(at);
        }
    }

    /** For a row that does not tell the start: how far behind its pair a unit of the match stands. */
    static int unknown(int pair) {
        return UNKNOWN + Math.max(0, 1 - pair);
    }

    /** Whether these units from the start to the pair say that they are unknown. */
    static boolean isUnknown(int back) {
        return back < UNKNOWN / 2;
    }

    private static final Anchors EVERYWHERE = new Anchors(List.of(), List.of(), TOO_OFTEN, false);

    private final List<Anchor> anchors;
    private final List<Expression> lead;
    private final double cost;
    private final boolean edge;

    private Anchors(List<Anchor> anchors, List<Expression> lead, double cost, boolean edge) {
        this.anchors = anchors;
        this.lead = lead;
        this.cost = cost;
        this.edge = edge;
    }

    static Anchors of(Expression expression, PairFrequencies frequencies) {
        Anchors best = best(expression, frequencies);
        boolean known = best.lead.isEmpty() && best.anchors.stream().noneMatch(anchor -> isUnknown(anchor.back()));
        boolean edge = expression instanceof Sequence sequence
                && !sequence.parts().isEmpty()
                && sequence.parts().get(0) instanceof At at
                && at.place() == Place.WORD_EDGE;
        return new Anchors(best.anchors, best.lead, best.cost, known && edge);
    }

    /** Whether each match begins at an edge of a word, and the anchors tell where. */
    boolean startsAtEdge() {
        return edge;
    }

    /** None if the pattern has to be searched for in the whole text. */
    List<Anchor> list() {
        return anchors;
    }

    /** What stands before the rows, if it is to be run backwards from them; else empty. */
    List<Expression> lead() {
        return lead;
    }

    private static Anchors best(Expression expression, PairFrequencies frequencies) {
        List<Expression> parts = expression instanceof Sequence sequence ? sequence.parts() : List.of(expression);
        Anchors best = EVERYWHERE;
        int distance = 0;
        for (int i = 0; i < parts.size() && i < MOST_PARTS; i++) {
            List<List<Units>> rows = rows(parts.subList(i, parts.size()));
            if (!rows.isEmpty()) {
                List<Expression> before = parts.subList(0, i);
                List<List<Units>> longer = behind(contextOf(before, rows), rows);
                best = cheaper(best, loose(longer, frequencies));
                if (distance >= 0) {
                    best = cheaper(best, exact(longer, distance - 1, frequencies));
                } else if (rows.stream().allMatch(row -> before.stream().noneMatch(p -> p.mayHold(row.get(0))))) {
                    Anchors behind = exact(longer, -1, frequencies);
                    double dearer = PlainLead.of(before).isPresent() ? COUNT_BACK : RUN_BACK;
                    best = cheaper(best, new Anchors(behind.anchors, before, dearer * behind.cost, false));
                }
            }
            best = cheaper(best, inside(parts.get(i), frequencies));
            int width = Openings.width(parts.get(i));
            distance = distance < 0 || width < 0 ? UNKNOWN : distance + width;
        }
        return best;
    }

    private static Anchors cheaper(Anchors one, Anchors other) {
        return other.cost < one.cost ? other : one;
    }

    /** Rows of at least one unit, or none if a match may begin in a way that says nothing. */
    private static List<List<Units>> rows(List<Expression> parts) {
        List<List<Units>> rows = new ArrayList<>();
        for (Openings.Row row : Openings.of(parts)) {
            if (row.units().isEmpty()) {
                return List.of();
            }
            rows.add(row.units());
        }
        return rows;
    }

    /** What stands before all of these rows. */
    private static Units contextOf(List<Expression> before, List<List<Units>> rows) {
        boolean edge =
                !before.isEmpty() && before.get(before.size() - 1) instanceof At at && at.place() == Place.WORD_EDGE;
        if (edge && rows.stream().allMatch(row -> row.get(0).isWithin(Units.WORD))) {
            return Units.NO_WORD;
        }
        return Units.lastOf(before);
    }

    /** The rows with what stands before each of them. */
    private static List<List<Units>> behind(Units before, List<List<Units>> rows) {
        return rows.stream()
                .map(row -> {
                    List<Units> longer = new ArrayList<>(row);
                    longer.add(0, before);
                    return List.copyOf(longer);
                })
                .toList();
    }

    /** All rows are waited for at the same distance, so that starts come in the order of the text. */
    private static Anchors exact(List<List<Units>> rows, int distance, PairFrequencies frequencies) {
        int shortest = rows.stream().mapToInt(List::size).min().orElseThrow();
        Anchors best = EVERYWHERE;
        for (int pair = -1; pair + 1 < shortest; pair++) {
            double sum = 0;
            Set<List<Units>> pairs = new HashSet<>();
            List<Anchor> anchors = new ArrayList<>();
            for (List<Units> row : rows) {
                if (sum >= best.cost) {
                    break;
                }
                Anchor anchor = new Anchor(row, pair, distance + pair);
                sum += cost(anchor, pairs, frequencies);
                anchors.add(anchor);
            }
            best = sum < best.cost ? new Anchors(List.copyOf(anchors), List.of(), sum, false) : best;
        }
        return best;
    }

    /**
     * How often the prefilter stops: two pairs, one behind the other, stand at a place. Each of the two rows of pairs is
     * looked for at each second place; none counts twice.
     */
    private static double cost(Anchor anchor, Set<List<Units>> counted, PairFrequencies frequencies) {
        double sum = 0;
        for (int shift = 0; shift < 2; shift++) {
            Anchor one = new Anchor(anchor.row, anchor.pair + shift, anchor.back);
            List<Units> window = List.of(one.unit(0), one.unit(1), one.unit(2), one.unit(3));
            if (counted.add(window)) {
                double values =
                        window.get(0).equals(window.get(1)) && window.get(0).isClass() ? VALUES : 1;
                sum += values
                        * frequencies.of(window.get(0), window.get(1))
                        * next(window.get(1), window.get(2), frequencies)
                        * next(window.get(2), window.get(3), frequencies);
                sum += ALONE
                        * (frequencies.of(window.get(0), window.get(1)) + frequencies.of(window.get(2), window.get(3)));
            }
        }
        return sum / 2;
    }

    /** How likely the second comes behind the first. Characters of one kind come in runs, longer than pairs tell. */
    private static double next(Units first, Units second, PairFrequencies frequencies) {
        double share = frequencies.of(first, second) / frequencies.of(first, Units.ANY);
        return first.equals(second) && !first.equals(Units.ANY) ? Math.max(RUN, share) : Math.min(1, share);
    }

    private static Anchors loose(List<List<Units>> rows, PairFrequencies frequencies) {
        double sum = 0;
        Set<List<Units>> pairs = new HashSet<>();
        List<Anchor> anchors = new ArrayList<>();
        for (List<Units> row : rows) {
            Anchor rarest = new Anchor(row, -1, unknown(-1));
            double least = cost(rarest, new HashSet<>(), frequencies);
            for (int pair = 0; pair + 1 < row.size(); pair++) {
                Anchor anchor = new Anchor(row, pair, unknown(pair));
                double share = cost(anchor, new HashSet<>(), frequencies);
                if (share < least) {
                    least = share;
                    rarest = anchor;
                }
            }
            sum += SEARCH_AROUND * cost(rarest, pairs, frequencies);
            anchors.add(rarest);
        }
        return new Anchors(List.copyOf(anchors), List.of(), sum, false);
    }

    /** What a part needs somewhere within it, if it is needed at all. */
    private static Anchors inside(Expression part, PairFrequencies frequencies) {
        if (part instanceof Repeat repeat && repeat.min() > 0) {
            return loosened(best(repeat.body(), frequencies));
        }
        if (!(part instanceof Choice choice)) {
            return EVERYWHERE;
        }
        double sum = 0;
        List<Anchor> anchors = new ArrayList<>();
        for (Expression branch : choice.branches()) {
            Anchors inner = loosened(best(branch, frequencies));
            if (inner.anchors.isEmpty()) {
                return EVERYWHERE;
            }
            sum += inner.cost;
            anchors.addAll(inner.anchors);
        }
        return new Anchors(List.copyOf(anchors), List.of(), sum, false);
    }

    private static Anchors loosened(Anchors exact) {
        if (exact.anchors.isEmpty() || isUnknown(exact.anchors.get(0).back())) {
            return exact;
        }
        List<Anchor> loose = exact.anchors.stream()
                .map(anchor -> new Anchor(anchor.row(), anchor.pair(), unknown(anchor.pair())))
                .toList();
        return new Anchors(loose, List.of(), SEARCH_AROUND * exact.cost, false);
    }
}
