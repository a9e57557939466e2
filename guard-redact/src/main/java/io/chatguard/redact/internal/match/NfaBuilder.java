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
import org.jspecify.annotations.Nullable;

/**
 * Writes an expression out as a nondeterministic automaton (Thompson, "Regular expression search algorithm", CACM 1968),
 * from its end to its start, counts included, and then keeps the nodes alone that consume a character, ask for a place
 * or accept.
 */
final class NfaBuilder {
    private static final int MOST_NODES = 4000;
    /** Steps of writing out; repetitions of nothing make no nodes but take time. */
    private static final int MOST_VISITS = 50_000;
    /** Edges over all nodes: what one character can cost at worst. */
    private static final int MOST_EDGES = 1 << 16;

    private static final int FORK = -1;
    private static final int ACCEPT = -2;
    private static final int AT = -3;

    private final List<CodePoints> sets = new ArrayList<>();
    private final Map<CodePoints, Integer> setIds = new HashMap<>();
    private final Map<Integer, Place> placeOf = new HashMap<>();
    /** For each node the set that it consumes, or one of these marks. */
    private int[] kind = new int[64];

    private int[][] next = new int[64][];
    private int size;
    private int visits;
    private int position;

    private NfaBuilder() {}

    static Nfa build(Expression expression) {
        NfaBuilder builder = new NfaBuilder();
        int accept = builder.node(ACCEPT);
        int start = builder.write(expression, accept);
        return builder.compact(start, accept);
    }

    private int node(int what, int... targets) {
        if (size == MOST_NODES) {
            throw new PatternException(Refusal.TOO_LARGE, position);
        }
        if (size == kind.length) {
            kind = Arrays.copyOf(kind, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
        }
        kind[size] = what;
        next[size] = targets;
        return size++;
    }

    /** Writes what leads to {@code then}; gives the node at which it starts. */
    private int write(Expression expression, int then) {
        if (++visits > MOST_VISITS) {
            throw new PatternException(Refusal.TOO_LARGE, position);
        }
        if (expression instanceof One one) {
            int set = setIds.computeIfAbsent(one.set(), s -> {
                sets.add(s);
                return sets.size() - 1;
            });
            return node(set, then);
        }
        if (expression instanceof At at) {
            int node = node(AT, then);
            placeOf.put(node, at.place());
            return node;
        }
        if (expression instanceof Sequence sequence) {
            int entry = then;
            for (int i = sequence.parts().size() - 1; i >= 0; i--) {
                entry = write(sequence.parts().get(i), entry);
            }
            return entry;
        }
        if (expression instanceof Choice choice) {
            int[] entries = new int[choice.branches().size()];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = write(choice.branches().get(i), then);
            }
            return node(FORK, entries);
        }
        return writeRepeat((Repeat) expression, then);
    }

    private int writeRepeat(Repeat repeat, int then) {
        int outer = position;
        position = outer == 0 ? repeat.position() : outer;
        int entry = then;
        int copies = repeat.min();
        if (repeat.max() == Repeat.FOREVER) {
            int loop = node(FORK);
            int body = write(repeat.body(), loop);
            next[loop] = new int[] {body, then};
            entry = copies == 0 ? loop : body;
            copies = Math.max(0, copies - 1);
        } else {
            for (int i = repeat.min(); i < repeat.max(); i++) {
                entry = node(FORK, write(repeat.body(), entry), then);
            }
        }
        for (int i = 0; i < copies; i++) {
            entry = write(repeat.body(), entry);
        }
        position = outer;
        return entry;
    }

    private Nfa compact(int start, int accept) {
        int[] number = new int[size];
        int count = 0;
        boolean conditions = false;
        for (int i = 0; i < size; i++) {
            number[i] = kind[i] == FORK ? -1 : count++;
            conditions |= kind[i] == AT;
        }
        int[] consumed = new int[count];
        @Nullable Place[] places = new Place[count];
        int[][] follow = new int[count][];
        Closure closure = new Closure(number);
        int edges = 0;
        for (int i = 0; i < size; i++) {
            if (kind[i] == FORK) {
                continue;
            }
            int id = number[i];
            consumed[id] = kind[i] >= 0 ? kind[i] : Nfa.NONE;
            places[id] = placeOf.get(i);
            follow[id] = next[i].length == 0 ? new int[0] : closure.of(next[i][0]);
            edges += follow[id].length;
            if (edges > MOST_EDGES) {
                throw new PatternException(Refusal.TOO_MANY_WAYS, 0);
            }
        }
        return new Nfa(
                Alphabet.of(sets, conditions),
                sets,
                consumed,
                places,
                follow,
                closure.of(start),
                number[accept],
                conditions);
    }

    /** The nodes that are reached without a character or a condition. */
    private final class Closure {
        private final int[] number;
        private final int[] seen = new int[size];
        private int[] open = new int[16];
        private int round;

        Closure(int[] number) {
            this.number = number;
        }

        int[] of(int from) {
            round++;
            int[] found = new int[8];
            int count = 0;
            int top = push(0, from);
            while (top > 0) {
                int node = open[--top];
                if (kind[node] == FORK) {
                    for (int target : next[node]) {
                        top = push(top, target);
                    }
                } else {
                    found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
                    found[count++] = number[node];
                }
            }
            int[] sorted = Arrays.copyOf(found, count);
            Arrays.sort(sorted);
            return sorted;
        }

        private int push(int top, int node) {
            if (seen[node] == round) {
                return top;
            }
            seen[node] = round;
            open = top < open.length ? open : Arrays.copyOf(open, 2 * top);
            open[top] = node;
            return top + 1;
        }
    }
}
