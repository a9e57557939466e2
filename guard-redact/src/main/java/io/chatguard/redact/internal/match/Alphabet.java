package io.chatguard.redact.internal.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The code points sorted into symbols: two that no set of a pattern tells apart are one symbol, so that a row of an
 * automaton has a few entries instead of a million. Immutable.
 */
final class Alphabet {
    /** Looked up directly; beyond it by binary search. */
    private static final int DIRECT = 256;

    private final char[] direct = new char[DIRECT];
    /** First code points of the stretches of one symbol each, ascending from 0, and those symbols. */
    private final int[] firsts;

    private final char[] symbols;
    private final int size;
    /** What a symbol is to a condition on its neighbour: a constant of {@link Place}. */
    private final byte[] neighbours;
    /** Symbols that no set holds: a match has none of them. */
    private final boolean[] foreign;

    private Alphabet(int[] firsts, char[] symbols, int size, byte[] neighbours, boolean[] foreign) {
        this.firsts = firsts;
        this.symbols = symbols;
        this.size = size;
        this.neighbours = neighbours;
        this.foreign = foreign;
        for (int c = 0; c < DIRECT; c++) {
            direct[c] = symbols[stretch(c)];
        }
    }

    /** Tells apart what these sets tell apart, and where {@code conditions} says so, what {@link Place} asks for. */
    static Alphabet of(List<CodePoints> sets, boolean conditions) {
        List<CodePoints> all = new ArrayList<>(sets);
        if (conditions) {
            all.add(CodePoints.WORD);
            all.add(CodePoints.LINE_FEED);
        }
        int[] firsts = firsts(all);
        int[] symbolOf = new int[firsts.length];
        int size = 1;
        for (CodePoints set : all) {
            size = split(set, firsts, symbolOf, size);
        }
        char[] symbols = new char[firsts.length];
        byte[] neighbours = new byte[size];
        boolean[] foreign = new boolean[size];
        for (int i = 0; i < firsts.length; i++) {
            int c = firsts[i];
            symbols[i] = (char) symbolOf[i];
            neighbours[symbolOf[i]] =
                    (byte) (CodePoints.WORD.contains(c) ? Place.WORD : c == '\n' ? Place.NEWLINE : Place.OTHER);
            foreign[symbolOf[i]] = sets.stream().noneMatch(set -> set.contains(c));
        }
        return new Alphabet(firsts, symbols, size, neighbours, foreign);
    }

    private static int[] firsts(List<CodePoints> sets) {
        int count = 1;
        for (CodePoints set : sets) {
            count += 2 * set.ranges();
        }
        int[] edges = new int[count];
        int size = 1;
        for (CodePoints set : sets) {
            for (int r = 0; r < set.ranges(); r++) {
                edges[size++] = set.first(r);
                edges[size++] = set.last(r) + 1;
            }
        }
        return Arrays.stream(edges)
                .filter(edge -> edge <= Character.MAX_CODE_POINT)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Gives the part of each symbol that lies in the set a number of its own, unless it is all of it. */
    private static int split(CodePoints set, int[] firsts, int[] symbolOf, int size) {
        Map<Integer, Integer> renamed = new HashMap<>();
        int[] left = new int[size];
        for (int symbol : symbolOf) {
            left[symbol]++;
        }
        int range = 0;
        int[] inside = new int[firsts.length];
        int count = 0;
        for (int i = 0; i < firsts.length; i++) {
            while (range < set.ranges() && set.last(range) < firsts[i]) {
                range++;
            }
            if (range < set.ranges() && set.first(range) <= firsts[i]) {
                inside[count++] = i;
                left[symbolOf[i]]--;
            }
        }
        int next = size;
        for (int k = 0; k < count; k++) {
            int symbol = symbolOf[inside[k]];
            if (left[symbol] > 0) {
                Integer known = renamed.get(symbol);
                if (known == null) {
                    known = next++;
                    renamed.put(symbol, known);
                }
                symbolOf[inside[k]] = known;
            }
        }
        return next;
    }

    int size() {
        return size;
    }

    int symbol(int codePoint) {
        return codePoint < DIRECT ? direct[codePoint] : symbols[stretch(codePoint)];
    }

    int neighbour(int symbol) {
        return neighbours[symbol];
    }

    boolean isForeign(int symbol) {
        return foreign[symbol];
    }

    /** Which symbols a set holds; it must be one of those that the alphabet was made of. */
    boolean[] members(CodePoints set) {
        boolean[] members = new boolean[size];
        for (int i = 0; i < firsts.length; i++) {
            members[symbols[i]] |= set.contains(firsts[i]);
        }
        return members;
    }

    private int stretch(int codePoint) {
        int low = 0;
        int high = firsts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firsts[middle] <= codePoint) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
