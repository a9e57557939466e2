package io.chatguard.redact.internal.match;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A nondeterministic automaton over symbols, to be run in both directions. A set of nodes is an array of {@link #words}
 * longs. Immutable.
 *
 * <p>Forwards, the set at a place holds the nodes that are reached from a start. Backwards, it holds the nodes from which
 * the text behind the place leads to acceptance, so a node in both stands for a match that goes on.
 */
final class Nfa {
    static final int NONE = -1;

    final Alphabet alphabet;
    final int words;
    final boolean conditions;
    /** For each node the set that it consumes, or {@link #NONE}; members of the sets by symbol. */
    private final int[] consumed;

    private final boolean[][] members;
    private final @Nullable Place[] places;
    private final int[][] follow;
    private final int[][] precede;
    private final int[] start;
    private final int accept;
    private final int nodes;
    /** The nodes that have a place, ascending. */
    private final int[] conditional;

    Nfa(
            Alphabet alphabet,
            List<CodePoints> sets,
            int[] consumed,
            @Nullable Place[] places,
            int[][] follow,
            int[] start,
            int accept,
            boolean conditions) {
        this.alphabet = alphabet;
        this.consumed = consumed;
        this.members = sets.stream().map(alphabet::members).toArray(boolean[][]::new);
        this.places = places;
        this.follow = follow;
        this.precede = transposed(follow);
        this.start = start;
        this.accept = accept;
        this.conditions = conditions;
        this.nodes = consumed.length;
        this.conditional =
                IntStream.range(0, nodes).filter(n -> places[n] != null).toArray();
        this.words = (nodes + 63) >>> 6;
    }

    private static int[][] transposed(int[][] edges) {
        int[] counts = new int[edges.length];
        for (int[] targets : edges) {
            for (int target : targets) {
                counts[target]++;
            }
        }
        int[][] back = new int[edges.length][];
        for (int i = 0; i < back.length; i++) {
            back[i] = new int[counts[i]];
        }
        for (int from = 0; from < edges.length; from++) {
            for (int target : edges[from]) {
                back[target][--counts[target]] = from;
            }
        }
        return back;
    }

    int nodes() {
        return nodes;
    }

    boolean accepts(long[] set, int at) {
        return (set[at + (accept >>> 6)] >>> accept & 1) != 0;
    }

    /** Whether a match starts where this set, got backwards, stands. */
    boolean starts(long[] set, int at) {
        for (int node : start) {
            if ((set[at + (node >>> 6)] >>> node & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The nodes at which a run forwards starts. */
    int forwardStart(long[] into, int left, int right) {
        int work = add(start, into);
        return conditions ? work + resolveForwards(into, left, right) : work;
    }

    /** One symbol forwards; {@code right} is the neighbour behind it. Gives the number of edges looked at. */
    int forwards(long[] from, int at, int symbol, int right, long[] into) {
        int work = 0;
        for (int w = 0; w < words; w++) {
            for (long bits = from[at + w]; bits != 0; bits &= bits - 1) {
                int node = w << 6 | Long.numberOfTrailingZeros(bits);
                work++;
                if (consumed[node] != NONE && members[consumed[node]][symbol]) {
                    work += add(follow[node], into);
                }
            }
        }
        return conditions ? work + resolveForwards(into, alphabet.neighbour(symbol), right) : work;
    }

    /** The nodes from which the text behind the right end, where nothing follows, leads to acceptance. */
    int backwardStart(long[] into, int left, int right) {
        into[accept >>> 6] |= 1L << accept;
        return conditions ? 1 + resolveBackwards(into, left, right) : 1;
    }

    /** One symbol backwards; {@code left} is the neighbour before it. Gives the number of edges looked at. */
    int backwards(long[] from, int at, int symbol, int left, long[] into) {
        int work = 0;
        for (int w = 0; w < words; w++) {
            for (long bits = from[at + w]; bits != 0; bits &= bits - 1) {
                for (int node : precede[w << 6 | Long.numberOfTrailingZeros(bits)]) {
                    work++;
                    if (consumed[node] != NONE && members[consumed[node]][symbol]) {
                        into[node >>> 6] |= 1L << node;
                    }
                }
            }
        }
        return work + backwardStart(into, left, alphabet.neighbour(symbol));
    }

    /** Nodes were numbered from the end of the pattern, so most chains of conditions resolve in one round. */
    private int resolveForwards(long[] set, int left, int right) {
        int work = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (int i = conditional.length - 1; i >= 0; i--) {
                int node = conditional[i];
                work++;
                if ((set[node >>> 6] >>> node & 1) != 0
                        && place(node).holds(left, right)
                        && !holdsAll(set, follow[node])) {
                    work += add(follow[node], set);
                    more = true;
                }
            }
        }
        for (int node : conditional) {
            set[node >>> 6] &= ~(1L << node);
        }
        return work;
    }

    private int resolveBackwards(long[] set, int left, int right) {
        int work = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (int node : conditional) {
                work++;
                if ((set[node >>> 6] >>> node & 1) == 0
                        && place(node).holds(left, right)
                        && holdsAny(set, follow[node])) {
                    set[node >>> 6] |= 1L << node;
                    more = true;
                }
            }
        }
        return work;
    }

    private Place place(int node) {
        return Objects.requireNonNull(places[node]);
    }

    private static boolean holdsAll(long[] set, int[] wanted) {
        for (int node : wanted) {
            if ((set[node >>> 6] >>> node & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsAny(long[] set, int[] wanted) {
        for (int node : wanted) {
            if ((set[node >>> 6] >>> node & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int add(int[] targets, long[] into) {
        for (int target : targets) {
            into[target >>> 6] |= 1L << target;
        }
        return targets.length;
    }
}
