package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.At;
import io.chatguard.redact.internal.match.Expression.Choice;
import io.chatguard.redact.internal.match.Expression.One;
import io.chatguard.redact.internal.match.Expression.Repeat;
import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes an expression out as a {@link Course}, or finds that it leaves a choice. */
final class CourseWriter {
    private static final int MOST_STEPS = 256;
    private static final int MOST_SETS = 32;
    private static final int MOST_TURNS = 0xFFFF;

    /** The expression leaves a choice somewhere. */
    private static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1;

        Undecided() {
            super(null, null, false, false);
        }
    }

    /**
     * What may follow a part: a character of a set, or if {@code ends} the end of the pattern, where these conditions (as
     * bits) hold.
     */
    private record Follow(Latin first, boolean ends, int conditions) {}

    private final Map<Latin, Integer> bits = new HashMap<>();
    private final int[] members = new int[256];
    private int[] steps = new int[16 * Course.WIDTH];
    private int size;
    private int counters;
    private boolean open;

    private CourseWriter() {}

    static Optional<Course> write(Expression expression) {
        CourseWriter writer = new CourseWriter();
        try {
            writer.part(Factored.of(expression), new Follow(Latin.NONE, true, 0));
            writer.step(Course.ACCEPT, 0, 0, 0);
        } catch (Undecided e) {
            return Optional.empty();
        }
        return Optional.of(new Course(Arrays.copyOf(writer.steps, writer.size), writer.members, writer.open));
    }

    private int step(int what, int a, int b, int c) {
        if (size == MOST_STEPS * Course.WIDTH) {
            throw new Undecided();
        }
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
        }
        steps[size] = what;
        steps[size + 1] = a;
        steps[size + 2] = b;
        steps[size + 3] = c;
        size += Course.WIDTH;
        return size - Course.WIDTH;
    }

    private int bit(Latin set) {
        Integer known = bits.get(set);
        if (known == null) {
            if (bits.size() == MOST_SETS) {
                throw new Undecided();
            }
            known = 1 << bits.size();
            bits.put(set, known);
            for (int c = 0; c < members.length; c++) {
                members[c] |= set.contains(c) ? known : 0;
            }
        }
        return known;
    }

    private void part(Expression part, Follow follow) {
        if (part instanceof One one) {
            run(one.set(), 1, 1, follow);
        } else if (part instanceof At at) {
            step(Course.EDGE, 1 << at.place().ordinal(), 0, 0);
        } else if (part instanceof Sequence sequence) {
            sequence(sequence.parts(), follow);
        } else if (part instanceof Choice choice) {
            choice(choice.branches(), follow);
        } else {
            Repeat repeat = (Repeat) part;
            if (repeat.body() instanceof One one) {
                run(one.set(), repeat.min(), repeat.max(), follow);
            } else {
                loop(repeat, follow);
            }
        }
    }

    private void sequence(List<Expression> parts, Follow follow) {
        Follow[] behind = new Follow[parts.size()];
        Follow next = follow;
        for (int i = parts.size() - 1; i >= 0; i--) {
            behind[i] = next;
            next = before(parts.get(i), next);
        }
        for (int i = 0; i < parts.size(); i++) {
            part(parts.get(i), behind[i]);
        }
    }

    /** What may follow a place before a part. */
    private Follow before(Expression part, Follow behind) {
        if (part instanceof At at) {
            return new Follow(
                    behind.first,
                    behind.ends,
                    behind.conditions | 1 << at.place().ordinal());
        }
        if (!part.nullable()) {
            return new Follow(Latin.firstOf(part), false, 0);
        }
        return new Follow(Latin.firstOf(part).or(behind.first), behind.ends, behind.conditions);
    }

    private void run(CodePoints set, int min, int max, Follow follow) {
        Latin latin = Latin.of(set);
        open |= latin.isOpen();
        boolean varies = min < max;
        if (varies && latin.meets(follow.first)) {
            throw new Undecided();
        }
        boolean within = min == 0 ? follow.conditions != 0 : latin.mayEndWithin(follow.conditions);
        boolean shorter = varies && follow.ends && within;
        if (shorter && !follow.first.isEmpty() || shorter && counters > 0) {
            throw new Undecided();
        }
        step(shorter ? Course.RUN_TO_END : Course.RUN, bit(latin), min, max);
        if (shorter) {
            step(Course.EDGE, follow.conditions, 0, 0);
        }
    }

    private void loop(Repeat repeat, Follow follow) {
        Expression body = repeat.body();
        boolean varies = repeat.min() < repeat.max();
        Latin first = Latin.firstOf(body);
        if (body.nullable() || varies && first.meets(follow.first)) {
            throw new Undecided();
        }
        Follow again = new Follow(first, false, 0);
        Follow either = new Follow(first.or(follow.first), follow.ends, follow.conditions);
        for (int i = 0; i < repeat.min(); i++) {
            part(body, i + 1 < repeat.min() ? again : varies ? either : follow);
        }
        if (!varies) {
            return;
        }
        long turns = (long) repeat.max() - repeat.min();
        boolean counted = turns > 1 && repeat.max() != Repeat.FOREVER;
        if (counted && (turns > MOST_TURNS || counters == Course.COUNTERS)) {
            throw new Undecided();
        }
        int counter = counters++;
        if (counted) {
            step(Course.CLEAR, counter, 0, 0);
        }
        int head = size;
        mark(follow);
        int branch =
                step(counted ? Course.AGAIN : Course.BRANCH, bit(first), 0, counted ? counter << 16 | (int) turns : 0);
        part(body, turns == 1 ? follow : either);
        if (turns > 1) {
            step(Course.JUMP, head, 0, 0);
        }
        steps[branch + 2] = size;
        counters--;
    }

    private void choice(List<Expression> branches, Follow follow) {
        List<Expression> full = new ArrayList<>();
        for (Expression branch : branches) {
            if (!(branch instanceof Sequence sequence && sequence.parts().isEmpty())) {
                full.add(branch);
            }
        }
        boolean optional = full.size() < branches.size();
        Latin seen = optional ? follow.first : Latin.NONE;
        for (Expression branch : full) {
            Latin first = Latin.firstOf(branch);
            if (branch.nullable() || first.meets(seen)) {
                throw new Undecided();
            }
            seen = seen.or(first);
        }
        if (optional) {
            mark(follow);
        }
        int[] exits = new int[full.size()];
        for (int i = 0; i < full.size(); i++) {
            int branch = step(Course.BRANCH, bit(Latin.firstOf(full.get(i))), 0, 0);
            part(full.get(i), follow);
            exits[i] = step(Course.JUMP, 0, 0, 0);
            steps[branch + 2] = size;
        }
        if (!optional) {
            step(Course.RUN, 0, 1, 1);
        }
        for (int exit : exits) {
            steps[exit + 1] = size;
        }
    }

    private void mark(Follow follow) {
        if (follow.ends) {
            step(Course.MARK, follow.conditions, 0, 0);
        }
    }
}
