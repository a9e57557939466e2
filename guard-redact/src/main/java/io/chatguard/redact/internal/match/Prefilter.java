package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Anchors.Anchor;
import io.chatguard.redact.internal.match.Groups.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

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

    private static final int WINDOW = 8;
    private static final int PAIRS = 1 << 16;
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

    /** What is compared and what it tells; without the patterns, so that those with the same are one entry. */
    private record Key(long value, long mask, int offset, int back, boolean edge) {}

    private record Entry(Key key, List<Integer> patterns) {}

    private Prefilter(List<Integer> listStarts, List<Entry> all) {
        bounds = new long[listStarts.size() - 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (long) listStarts.get(i) << 32 | listStarts.get(i + 1);
        }
        int size = all.size();
        entries = new long[WIDTH * size];
        backs = new int[size];
        edges = new boolean[size];
        woken = new int[size + 1];
        for (int i = 0; i < size; i++) {
            Key key = all.get(i).key;
            entries[WIDTH * i] = key.value;
            entries[WIDTH * i + 1] = key.mask;
            entries[WIDTH * i + 2] = key.offset;
            backs[i] = key.back;
            edges[i] = key.edge;
            woken[i + 1] = woken[i] + all.get(i).patterns.size();
        }
        patterns = all.stream()
                .flatMap(entry -> entry.patterns.stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The anchors of each pattern, by its number. */
    static Prefilter of(List<Anchors> all, PairFrequencies frequencies) {
        Set<Row> rows = new LinkedHashSet<>();
        for (Anchors anchors : all) {
            forEachRow(anchors, (row, anchor) -> rows.add(row));
        }
        Groups groups = Groups.of(rows, frequencies);
        Map<Integer, Map<Key, List<Integer>>> waiting = new HashMap<>();
        for (int pattern = 0; pattern < all.size(); pattern++) {
            add(all.get(pattern), pattern, groups, waiting);
        }
        Map<List<Entry>, Integer> numbers = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        // The first list is empty: of pairs that only another pair of their group asked for.
        List<Integer> starts = new ArrayList<>(List.of(0));
        Map<Integer, Integer> listOf = new HashMap<>();
        waiting.forEach((place, keys) -> listOf.put(place, numbers.computeIfAbsent(list(keys), list -> {
            starts.add(entries.size());
            entries.addAll(list);
            return starts.size() - 1;
        })));
        starts.add(entries.size());
        Prefilter made = new Prefilter(starts, entries);
        listOf.forEach((place, list) -> made.lists[place] = list);
        groups.write(made.groups);
        for (int group = 0; group < Groups.COUNT; group++) {
            made.distances[group] = groups.isByFirst(group) ? 0 : 2;
        }
        return made;
    }

    /** Each row of a pattern is waited for by two of its pairs. */
    private static void forEachRow(Anchors anchors, BiConsumer<Row, Anchor> out) {
        for (Anchor anchor : anchors.list()) {
            out.accept(rowOf(anchor, false), anchor);
            int back = Anchors.isUnknown(anchor.back()) ? Anchors.unknown(anchor.pair() + 1) : anchor.back() + 1;
            Anchor later = new Anchor(anchor.row(), anchor.pair() + 1, back);
            out.accept(rowOf(later, true), later);
        }
    }

    private static Row rowOf(Anchor anchor, boolean later) {
        return new Row(anchor.unit(0), anchor.unit(1), anchor.unit(2), anchor.unit(3), later);
    }

    private static void add(
            Anchors anchors, int pattern, Groups groups, Map<Integer, Map<Key, List<Integer>>> waiting) {
        record Where(Row row, int back) {}
        Map<Where, List<Anchor>> byRow = new LinkedHashMap<>();
        forEachRow(
                anchors,
                (row, anchor) -> byRow.computeIfAbsent(new Where(row, anchor.back()), w -> new ArrayList<>())
                        .add(anchor));
        byRow.forEach((where, same) -> {
            Key key = key(same, where.back, anchors.startsAtEdge());
            int group = groups.of(where.row);
            IntConsumer put = pair -> waiting.computeIfAbsent(group << 16 | pair, p -> new LinkedHashMap<>())
                    .computeIfAbsent(key, k -> new ArrayList<>())
                    .add(pattern);
            where.row.forEach(groups.isByFirst(group), put);
        });
    }

    /** From those that tell of the earliest starts on: starts of a pattern come in the order of the text. */
    private static List<Entry> list(Map<Key, List<Integer>> keys) {
        List<Entry> list = new ArrayList<>();
        keys.forEach((key, patterns) -> list.add(new Entry(key, patterns)));
        list.sort(Comparator.comparingInt((Entry entry) -> entry.key.back).reversed());
        return list;
    }

    static void forEachPair(Units first, Units second, IntConsumer out) {
        for (int a = first.next(0); a >= 0; a = first.next(a + 1)) {
            for (int b = second.next(0); b >= 0; b = second.next(b + 1)) {
                out.accept(a | b << 8);
            }
        }
    }

    /**
     * One comparison for all rows of a pattern that wait for the same pair: of the bits in which they agree. Of the windows
     * that hold the pair it is the one that decides most bits.
     */
    private static Key key(List<Anchor> rows, int back, boolean edge) {
        Key best = new Key(0, 0, 0, back, edge);
        for (int offset = 2 - WINDOW; offset <= 0; offset++) {
            long value = 0;
            long mask = -1;
            for (Anchor anchor : rows) {
                long agreed = 0;
                long example = 0;
                for (int i = 0; i < WINDOW; i++) {
                    int at = anchor.pair() + offset + i;
                    if (at >= 0 && at < anchor.row().size()) {
                        agreed |= (long) anchor.row().get(at).agreed() << 8 * i;
                        example |= (long) anchor.row().get(at).example() << 8 * i;
                    }
                }
                mask &= anchor == rows.get(0) ? agreed : agreed & ~(value ^ example);
                value = anchor == rows.get(0) ? example : value;
            }
            if (Long.bitCount(mask) > Long.bitCount(best.mask)) {
                best = new Key(value & mask, mask, offset, back, edge);
            }
        }
        return best;
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
