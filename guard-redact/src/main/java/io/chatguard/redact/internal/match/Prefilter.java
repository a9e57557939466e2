package io.chatguard.redact.internal.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where some pattern may match, for all patterns at once, over a text as {@link TextBytes}.
 *
 * <p>Stage 1 reads the text in pairs of bytes, without a branch. For each pair a table says, in sixteen bits each, which
 * groups of rows wait for it, and which for it behind the pair they wait for; where both have a group in common, a place
 * is hit. It is enough to begin at each second place, since of each row two neighbouring pairs are waited for and one of
 * them stands at an even place. Stage 2 compares the eight bytes around a pair that was hit with the rows that wait for
 * this pair, under a mask of the bits that all characters of a place share: a digit is {@code 0011xxxx}, a letter of
 * either case loses one bit. Patterns that compare the same are woken together.
 *
 * <p>Immutable. Arrays handed in are padded by {@link #PAD} bytes before the first place and {@link #AFTER} zeros behind
 * the last.
 */
final class Prefilter {
    /** How far a comparison may reach back from a place. */
    static final int PAD = 16;
    /** How far a stride and a comparison may reach behind the last place. */
    static final int AFTER = 48;

    /** Places that are looked at together; each second one has bits in the result. */
    static final int STRIDE = 8;

    static final int PAIRS = 1 << 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Longs of an entry: the value, the mask, and how far before the pair the window begins. */
    private static final int WIDTH = 3;

    /** For each pair, its first byte in the low half: groups that wait for it, and in the high half for it as second pair. */
    private final int[] groups = new int[PAIRS];
    /** For each group and pair the number of its list; lists lie one after the other. */
    private final int[] lists = new int[Groups.COUNT * PAIRS];

    /** Of each group: from the place that is hit to the pair by which its lists are found. */
    private final int[] distances = new int[Groups.COUNT];

    /** Of each list: its first entry in the high half, and one past its last. */
    private final long[] bounds;

    private final long[] entries;
    /** Of each entry: units from the start of the match to the pair, and whether an edge of a word must be there. */
    private final int[] backs;

    private final boolean[] edges;
    /** Of each entry, where its patterns begin; those of the next are one past its last. */
    private final int[] woken;

    private final int[] patterns;

    /** What {@link PrefilterBuilder} has packed. */
    Prefilter(PackedInput in) {
        for (int pair = 0; pair < PAIRS; ) {
            int value = in.number();
            int end = pair + in.number();
            Arrays.fill(groups, pair, end, value);
            pair = end;
        }
        int place = 0;
        for (int runs = in.number(); runs > 0; runs--) {
            place += in.number();
            int end = place + in.number();
            Arrays.fill(lists, place, end, in.number());
            place = end;
        }
        System.arraycopy(in.numbers(Groups.COUNT), 0, distances, 0, Groups.COUNT);
        bounds = new long[in.number()];
        int first = 0;
        for (int list = 0; list < bounds.length; list++) {
            int end = first + in.number();
            bounds[list] = (long) first << 32 | end;
            first = end;
        }
        entries = new long[WIDTH * first];
        backs = new int[first];
        edges = new boolean[first];
        woken = new int[first + 1];
        for (int entry = 0; entry < first; entry++) {
            entries[WIDTH * entry] = in.wide();
            entries[WIDTH * entry + 1] = in.wide();
            entries[WIDTH * entry + 2] = in.number();
            backs[entry] = in.number();
            edges[entry] = in.number() != 0;
            woken[entry + 1] = woken[entry] + in.number();
        }
        patterns = in.numbers(woken[first]);
    }

    /** Of the {@link #STRIDE} places from {@code at}, sixteen bits for each second one: the groups that are hit. */
    long hits(byte[] bytes, int at) {
        int[] table = groups;
        int size = table.length - 1;
        long word = (long) LONG.get(bytes, at);
        int p0 = table[(int) word & size];
        int p1 = table[(int) (word >>> 16) & size];
        int p2 = table[(int) (word >>> 32) & size];
        int p3 = table[(int) (word >>> 48) & size];
        int p4 = table[(short) SHORT.get(bytes, at + STRIDE) & size];
        int low = p0 & p1 >>> Groups.COUNT | (p1 & p2 >>> Groups.COUNT) << Groups.COUNT;
        int high = p2 & p3 >>> Groups.COUNT | (p3 & p4 >>> Groups.COUNT) << Groups.COUNT;
        return low & 0xFFFFFFFFL | (long) high << 2 * Groups.COUNT;
    }

    /** The entries of a group for a place that the group was hit at: the first in the high half, and one past the last. */
    long list(int group, byte[] bytes, int at) {
        return bounds[lists[group << 16 | (short) SHORT.get(bytes, at + distances[group]) & 0xFFFF]];
    }

    boolean fits(int entry, byte[] bytes, int at) {
        long[] all = entries;
        int i = WIDTH * entry;
        return (((long) LONG.get(bytes, at + (int) all[i + 2]) ^ all[i]) & all[i + 1]) == 0;
    }

    /** Where the patterns of an entry begin; those of the next entry are one past its last. */
    int woken(int entry) {
        return woken[entry];
    }

    int pattern(int index) {
        return patterns[index];
    }

    /** Units from the start of the match to the pair, or {@link Anchors#UNKNOWN}. */
    int back(int entry) {
        return backs[entry];
    }

    /** Whether the start of the match must be an edge of a word. */
    boolean startsAtEdge(int entry) {
        return edges[entry];
    }
}
