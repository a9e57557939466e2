package io.chatguard.redact.internal.identifier;

import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All forms as one automaton over kinds of characters: a walk along a text costs one load a character and ends where no
 * form goes on, so that hundreds of forms cost what one does. Immutable.
 */
public final class Shapes {
    private static final int KINDS = 16;
    private static final int[] NONE = {};
    /** Where no form goes on. */
    public static final int DEAD = 0;

    public static final int START = 1;

    private final short[] next;
    private final int[][] ended;

    private Shapes(short[] next, int[][] ended) {
        this.next = next;
        this.ended = ended;
    }

    /** The forms, each known by its place in the list from then on. */
    public static Shapes of(List<Form> forms) {
        return new Building(forms).shapes();
    }

    /** Writes the automaton down for {@link #read}. */
    public void pack(PackedOutput out) {
        out.number(ended.length);
        for (int state = 0; state < ended.length; state++) {
            int goesOn = 0;
            for (int kind = 0; kind < KINDS; kind++) {
                goesOn |= next[state * KINDS + kind] == DEAD ? 0 : 1 << kind;
            }
            out.number(goesOn);
            for (int left = goesOn; left != 0; left &= left - 1) {
                out.number(next[state * KINDS + Integer.numberOfTrailingZeros(left)]);
            }
            out.number(ended[state].length);
            for (int form : ended[state]) {
                out.number(form);
            }
        }
    }

    /** What {@link #pack} has written: nothing is compiled. */
    public static Shapes read(PackedInput in) {
        int states = in.number();
        short[] next = new short[states * KINDS];
        int[][] ended = new int[states][];
        for (int state = 0; state < states; state++) {
            for (int left = in.number(); left != 0; left &= left - 1) {
                next[state * KINDS + Integer.numberOfTrailingZeros(left)] = (short) in.number();
            }
            int count = in.number();
            ended[state] = count == 0 ? NONE : in.numbers(count);
        }
        return new Shapes(next, ended);
    }

    /** The state after a character. */
    public int step(int state, char c) {
        int kind = Symbols.kind(c);
        return kind < 0 ? DEAD : next[state * KINDS + kind];
    }

    /** The forms whose shape ends in a state. */
    public int[] ended(int state) {
        return ended[state];
    }

    /** A state is the set of shapes that are still possible; states of the same set and depth are one. */
    private static final class Building {
        private final List<Form> first = new ArrayList<>();
        private final List<int[]> members = new ArrayList<>();
        private final Map<State, Short> known = new HashMap<>();
        private final List<State> states = new ArrayList<>();
        private final List<short[]> rows = new ArrayList<>();

        private record State(int depth, int hash, int[] alive) {
            @Override
            public boolean equals(Object other) {
                return other instanceof State state && state.depth == depth && Arrays.equals(state.alive, alive);
            }

            @Override
            public int hashCode() {
                return hash;
            }
        }

        Building(List<Form> forms) {
            Map<String, List<Integer>> shapes = new LinkedHashMap<>();
            for (int k = 0; k < forms.size(); k++) {
                shapes.computeIfAbsent(forms.get(k).shape(), s -> new ArrayList<>())
                        .add(k);
            }
            for (List<Integer> same : shapes.values()) {
                first.add(forms.get(same.get(0)));
                members.add(same.stream().mapToInt(Integer::intValue).toArray());
            }
        }

        Shapes shapes() {
            states.add(new State(-1, 0, NONE));
            rows.add(new short[KINDS]);
            int[] all = new int[first.size()];
            Arrays.setAll(all, k -> k);
            state(0, all, all.length);
            for (int k = START; k < states.size(); k++) {
                expand(states.get(k), rows.get(k));
            }
            short[] next = new short[rows.size() * KINDS];
            int[][] ended = new int[rows.size()][];
            for (int k = 0; k < rows.size(); k++) {
                System.arraycopy(rows.get(k), 0, next, k * KINDS, KINDS);
                ended[k] = ended(states.get(k));
            }
            return new Shapes(next, ended);
        }

        private void expand(State state, short[] row) {
            int[][] alive = new int[KINDS][];
            int[] counts = new int[KINDS];
            for (int shape : state.alive) {
                Form form = first.get(shape);
                if (form.length() > state.depth) {
                    for (byte kind : form.kinds(state.depth)) {
                        if (alive[kind] == null) {
                            alive[kind] = new int[state.alive.length];
                        }
                        alive[kind][counts[kind]++] = shape;
                    }
                }
            }
            for (int kind = 0; kind < KINDS; kind++) {
                if (counts[kind] > 0) {
                    row[kind] = state(state.depth + 1, alive[kind], counts[kind]);
                }
            }
        }

        private short state(int depth, int[] alive, int count) {
            int[] exact = Arrays.copyOf(alive, count);
            State state = new State(depth, Arrays.hashCode(exact) + depth, exact);
            Short old = known.get(state);
            if (old != null) {
                return old;
            }
            if (states.size() == Short.MAX_VALUE) {
                throw new IllegalStateException("too many forms");
            }
            short fresh = (short) states.size();
            known.put(state, fresh);
            states.add(state);
            rows.add(new short[KINDS]);
            return fresh;
        }

        private int[] ended(State state) {
            int[] out = NONE;
            for (int shape : state.alive) {
                if (first.get(shape).length() == state.depth) {
                    int[] more = members.get(shape);
                    int size = out.length;
                    out = Arrays.copyOf(out, size + more.length);
                    System.arraycopy(more, 0, out, size, more.length);
                }
            }
            Arrays.sort(out);
            return out;
        }
    }
}
