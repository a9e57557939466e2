package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Anchors.Anchor;
import io.chatguard.redact.internal.match.Groups.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/** Makes the tables of a {@link Prefilter} and packs them. The same patterns give the same bytes. */
final class PrefilterBuilder {
    private static final int WINDOW = 8;

    private final Groups groups;
    /** For each group and pair what is compared there, and for which patterns. */
    private final Map<Integer, Map<Key, List<Integer>>> waiting = new TreeMap<>();

    /** What is compared and what it tells; without the patterns, so that those with the same are one entry. */
    private record Key(long value, long mask, int offset, int back, boolean edge) {}

    private record Entry(Key key, List<Integer> patterns) {}

    private PrefilterBuilder(Groups groups) {
        this.groups = groups;
    }

    /** Packs what {@link Prefilter#Prefilter(PackedInput)} reads; {@code all} are the anchors of each pattern, by its number. */
    static void pack(List<Anchors> all, PairFrequencies frequencies, PackedOutput out) {
        Set<Row> rows = new LinkedHashSet<>();
        for (Anchors anchors : all) {
            forEachRow(anchors, (row, anchor) -> rows.add(row));
        }
        PrefilterBuilder builder = new PrefilterBuilder(Groups.of(rows, frequencies));
        for (int pattern = 0; pattern < all.size(); pattern++) {
            builder.add(all.get(pattern), pattern);
        }
        builder.pack(out);
    }

    private void pack(PackedOutput out) {
        packGroups(out);
        Map<List<Entry>, Integer> numbers = new LinkedHashMap<>();
        // The first list is empty: of pairs that only another pair of their group asked for.
        numbers.put(List.of(), 0);
        Map<Integer, Integer> listOf = new TreeMap<>();
        waiting.forEach((place, keys) -> {
            List<Entry> list = list(keys);
            Integer number = numbers.putIfAbsent(list, numbers.size());
            listOf.put(place, number == null ? numbers.size() - 1 : number);
        });
        packRuns(listOf, out);
        for (int group = 0; group < Groups.COUNT; group++) {
            out.number(groups.isByFirst(group) ? 0 : 2);
        }
        out.number(numbers.size());
        List<Entry> entries = new ArrayList<>();
        for (List<Entry> list : numbers.keySet()) {
            out.number(list.size());
            entries.addAll(list);
        }
        for (Entry entry : entries) {
            out.wide(entry.key.value);
            out.wide(entry.key.mask);
            out.number(entry.key.offset);
            out.number(entry.key.back);
            out.number(entry.key.edge ? 1 : 0);
            out.number(entry.patterns.size());
        }
        for (Entry entry : entries) {
            entry.patterns.forEach(out::number);
        }
    }

    private void packGroups(PackedOutput out) {
        int[] bits = new int[Prefilter.PAIRS];
        groups.write(bits);
        for (int pair = 0; pair < bits.length; ) {
            int end = pair + 1;
            while (end < bits.length && bits[end] == bits[pair]) {
                end++;
            }
            out.number(bits[pair]);
            out.number(end - pair);
            pair = end;
        }
    }

    /** Of neighbouring places with the same list: how far behind the last ones, how many, and which list. */
    private static void packRuns(Map<Integer, Integer> listOf, PackedOutput out) {
        List<int[]> runs = new ArrayList<>();
        int[] last = {0, 0, 0};
        for (Map.Entry<Integer, Integer> entry : listOf.entrySet()) {
            int place = entry.getKey();
            int list = entry.getValue();
            if (runs.isEmpty() || last[0] + last[1] != place || last[2] != list) {
                last = new int[] {place, 0, list};
                runs.add(last);
            }
            last[1]++;
        }
        out.number(runs.size());
        int end = 0;
        for (int[] run : runs) {
            out.number(run[0] - end);
            out.number(run[1]);
            out.number(run[2]);
            end = run[0] + run[1];
        }
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

    private void add(Anchors anchors, int pattern) {
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
}
