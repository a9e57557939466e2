package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.Choice;
import io.chatguard.redact.internal.match.Expression.Repeat;
import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * By what a pattern is looked for: each match holds one of a few rows of units, and of each row the rarest pair is what
 * the prefilter waits for.
 *
 * <p>Where all rows stand at one distance from the start of the match, the pair tells where a match may start. Where what
 * stands before the rows (the lead) cannot hold the character with which they begin, as in {@code [a-z.]+@}, the lead is
 * run backwards from there: it cannot reach over another row, so each match belongs to one row. Else a hit says only
 * that a match may be around here. Immutable.
 */
final class Anchors {
    /** Hits on more than this share of all places cost more than to search the whole text. */
    private static final double TOO_OFTEN = 0.2;
    /** How much dearer a hit is from which a lead is run backwards, and one that does not tell the start. */
    private static final double RUN_BACK = 2;

    private static final double SEARCH_AROUND = 8;
    /** Parts of a pattern that are tried as the place of the rows. */
    private static final int MOST_PARTS = 64;

    static final int UNKNOWN = -1;

    /** A row, the index of its pair, and the units from the start of a match or the end of the lead to the pair. */
    record Anchor(List<Units> row, int pair, int back) {}

    private static final Anchors EVERYWHERE = new Anchors(List.of(), List.of(), TOO_OFTEN);

    private final List<Anchor> anchors;
    private final List<Expression> lead;
    private final double cost;

    private Anchors(List<Anchor> anchors, List<Expression> lead, double cost) {
        this.anchors = anchors;
        this.lead = lead;
        this.cost = cost;
    }

    static Anchors of(Expression expression, PairFrequencies frequencies) {
        return best(expression, frequencies);
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
                best = cheaper(best, loose(rows, frequencies));
                List<Expression> before = parts.subList(0, i);
                if (distance >= 0) {
                    best = cheaper(best, exact(rows, distance, frequencies));
                } else if (rows.stream().allMatch(row -> before.stream().noneMatch(p -> p.mayHold(row.get(0))))) {
                    Anchors behind = exact(rows, 0, frequencies);
                    best = cheaper(best, new Anchors(behind.anchors, before, RUN_BACK * behind.cost));
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

    /** Rows of at least two units, or none if a match may begin in a way that says nothing. */
    private static List<List<Units>> rows(List<Expression> parts) {
        List<List<Units>> rows = new ArrayList<>();
        for (Openings.Row row : Openings.of(parts)) {
            if (row.units().isEmpty()) {
                return List.of();
            }
            rows.add(row.units().size() > 1 ? row.units() : List.of(row.units().get(0), Units.ANY));
        }
        return rows;
    }

    /** All rows are waited for at the same distance, so that starts come in the order of the text. */
    private static Anchors exact(List<List<Units>> rows, int distance, PairFrequencies frequencies) {
        int shortest = rows.stream().mapToInt(List::size).min().orElseThrow();
        Anchors best = EVERYWHERE;
        for (int pair = 0; pair + 1 < shortest; pair++) {
            double sum = 0;
            Set<List<Units>> pairs = new HashSet<>();
            List<Anchor> anchors = new ArrayList<>();
            for (List<Units> row : rows) {
                sum += pairs.add(row.subList(pair, pair + 2)) ? frequencies.of(row.get(pair), row.get(pair + 1)) : 0;
                anchors.add(new Anchor(row, pair, distance + pair));
            }
            best = sum < best.cost ? new Anchors(List.copyOf(anchors), List.of(), sum) : best;
        }
        return best;
    }

    private static Anchors loose(List<List<Units>> rows, PairFrequencies frequencies) {
        double sum = 0;
        Set<List<Units>> pairs = new HashSet<>();
        List<Anchor> anchors = new ArrayList<>();
        for (List<Units> row : rows) {
            int rarest = 0;
            double least = Double.MAX_VALUE;
            for (int pair = 0; pair + 1 < row.size(); pair++) {
                double share = frequencies.of(row.get(pair), row.get(pair + 1));
                if (share < least) {
                    least = share;
                    rarest = pair;
                }
            }
            sum += pairs.add(row.subList(rarest, rarest + 2)) ? SEARCH_AROUND * least : 0;
            anchors.add(new Anchor(row, rarest, UNKNOWN));
        }
        return new Anchors(List.copyOf(anchors), List.of(), sum);
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
        return new Anchors(List.copyOf(anchors), List.of(), sum);
    }

    private static Anchors loosened(Anchors exact) {
        if (exact.anchors.isEmpty() || exact.anchors.get(0).back() == UNKNOWN) {
            return exact;
        }
        List<Anchor> loose = exact.anchors.stream()
                .map(anchor -> new Anchor(anchor.row(), anchor.pair(), UNKNOWN))
                .toList();
        return new Anchors(loose, List.of(), SEARCH_AROUND * exact.cost);
    }
}
