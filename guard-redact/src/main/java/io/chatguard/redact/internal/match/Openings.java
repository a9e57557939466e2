package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.At;
import io.chatguard.redact.internal.match.Expression.Choice;
import io.chatguard.redact.internal.match.Expression.One;
import io.chatguard.redact.internal.match.Expression.Repeat;
import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ways in which a match of an expression can begin: each match begins with one of a few short rows of units. Where
 * there would be too many or too long ones, rows end earlier, which says less but is never wrong.
 */
final class Openings {
    private static final int MOST_ROWS = 16;
    private static final int MOST_UNITS = 12;
    /** Optional repetitions that are told apart, as in {@code \d{1,4}-}. */
    private static final int MOST_OPTIONS = 4;

    /** A row of units; {@code whole} if it is all of a match, so that what follows the expression follows it. */
    record Row(List<Units> units, boolean whole) {}

    private static final Row NOTHING = new Row(List.of(), true);

    private Openings() {}

    /** The rows with which a match of these parts, one after the other, begins. */
    static List<Row> of(List<Expression> parts) {
        List<Row> rows = List.of(NOTHING);
        for (Expression part : parts) {
            if (rows.stream().noneMatch(Row::whole)) {
                break;
            }
            rows = followed(rows, part);
        }
        return rows;
    }

    private static List<Row> followed(List<Row> rows, Expression part) {
        if (part instanceof At) {
            return rows;
        }
        if (part instanceof One one) {
            return extended(rows, one.set());
        }
        if (part instanceof Sequence sequence) {
            List<Row> longer = rows;
            for (Expression inner : sequence.parts()) {
                longer = followed(longer, inner);
            }
            return longer;
        }
        if (part instanceof Choice choice) {
            Set<Row> all = new LinkedHashSet<>();
            for (Expression branch : choice.branches()) {
                all.addAll(followed(rows, branch));
                if (all.size() > MOST_ROWS) {
                    return cut(rows);
                }
            }
            return List.copyOf(all);
        }
        return repeated(rows, (Repeat) part);
    }

    private static List<Row> repeated(List<Row> rows, Repeat repeat) {
        List<Row> current = rows;
        for (int i = 0; i < repeat.min() && i < MOST_UNITS; i++) {
            current = followed(current, repeat.body());
        }
        if (repeat.min() == repeat.max() && repeat.min() <= MOST_UNITS) {
            return current;
        }
        if (repeat.min() > MOST_UNITS || repeat.max() - repeat.min() > MOST_OPTIONS) {
            return cut(current);
        }
        Set<Row> all = new LinkedHashSet<>(current);
        for (int i = repeat.min(); i < repeat.max(); i++) {
            current = followed(current, repeat.body());
            all.addAll(current);
            if (all.size() > MOST_ROWS) {
                return cut(rows);
            }
        }
        return List.copyOf(all);
    }

    private static List<Row> extended(List<Row> rows, CodePoints set) {
        int width = set.units();
        Units added = Units.of(set);
        List<Row> longer = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (!row.whole()) {
                longer.add(row);
            } else if (width == 0 || row.units().size() + width > MOST_UNITS) {
                longer.add(new Row(row.units(), false));
            } else {
                List<Units> units = new ArrayList<>(row.units().size() + width);
                units.addAll(row.units());
                for (int i = 0; i < width; i++) {
                    units.add(added);
                }
                longer.add(new Row(units, true));
            }
        }
        return longer;
    }

    private static List<Row> cut(List<Row> rows) {
        Set<Row> cut = new LinkedHashSet<>();
        for (Row row : rows) {
            cut.add(new Row(row.units(), false));
        }
        return List.copyOf(cut);
    }

    /** UTF-16 units of each match of an expression, or -1 where matches differ or it is more than a few thousand. */
    static int width(Expression part) {
        if (part instanceof At) {
            return 0;
        }
        if (part instanceof One one) {
            return one.set().units() == 0 ? -1 : one.set().units();
        }
        if (part instanceof Sequence sequence) {
            int sum = 0;
            for (Expression inner : sequence.parts()) {
                int width = width(inner);
                if (width < 0) {
                    return -1;
                }
                sum += width;
            }
            return sum;
        }
        if (part instanceof Choice choice) {
            int width = width(choice.branches().get(0));
            for (Expression branch : choice.branches()) {
                if (width(branch) != width) {
                    return -1;
                }
            }
            return width;
        }
        Repeat repeat = (Repeat) part;
        int width = width(repeat.body());
        return width < 0 || repeat.min() != repeat.max() ? -1 : width * repeat.min();
    }
}
