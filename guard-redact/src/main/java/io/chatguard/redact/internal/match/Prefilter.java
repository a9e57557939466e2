package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Anchors.Anchor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where some pattern may match, for all patterns at once, over the low bytes of a text.
 *
 * <p>Stage 1 looks each pair of bytes up in a table of 64 Ki flags, 32 places to a mask, without a branch. Stage 2
 * compares the eight bytes around a pair that was hit with the rows that wait for this pair, under a mask of the bits
 * that all characters of a place share: a digit is {@code 0011xxxx}, a letter of either case loses one bit.
 *
 * <p>Immutable. Arrays handed in are padded by {@link #PAD} bytes before the first place and {@link #AFTER} zeros behind
 * the last.
 */
final class Prefilter {
    /** How far a comparison may reach back from a place. */
    static final int PAD = 8;
    /** How far a mask and a comparison may reach behind the last place. */
    static final int AFTER = 48;

    /** Places to a mask. */
    static final int STRIDE = 32;

    private static final int WINDOW = 8;
    private static final int PAIRS = 1 << 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** 1 where somebody waits for the pair, first byte in the low half. */
    private final byte[] flags = new byte[PAIRS];
    /** For each pair the number of its list; lists lie one after the other. */
    private final char[] lists = new char[PAIRS];

    private final int[] listStarts;
    /** Of each entry: what is compared, where the window begins relative to the pair, whose it is. */
    private final long[] values;

    private final long[] masks;
    private final byte[] offsets;
    private final int[] patterns;
    private final int[] backs;

    private record Entry(long value, long mask, int offset, int pattern, int back) {}

    private Prefilter(int[] listStarts, List<Entry> entries) {
        this.listStarts = listStarts;
        int size = entries.size();
        values = new long[size];
        masks = new long[size];
        offsets = new byte[size];
        patterns = new int[size];
        backs = new int[size];
        for (int i = 0; i < size; i++) {
            Entry entry = entries.get(i);
            values[i] = entry.value;
            masks[i] = entry.mask;
            offsets[i] = (byte) entry.offset;
            patterns[i] = entry.pattern;
            backs[i] = entry.back;
        }
    }

    /** The anchors of each pattern, by its number. */
    static Prefilter of(List<Anchors> all) {
        Map<Integer, List<Entry>> waiting = new HashMap<>();
        for (int pattern = 0; pattern < all.size(); pattern++) {
            Map<List<Units>, List<Anchor>> byPair = new LinkedHashMap<>();
            for (Anchor anchor : all.get(pattern).list()) {
                List<Units> pair = anchor.row().subList(anchor.pair(), anchor.pair() + 2);
                byPair.computeIfAbsent(pair, p -> new ArrayList<>()).add(anchor);
            }
            for (List<Anchor> same : byPair.values()) {
                Entry entry = entry(same, pattern);
                forEachPair(
                        same.get(0),
                        pair -> waiting.computeIfAbsent(pair, p -> new ArrayList<>())
                                .add(entry));
            }
        }
        Map<List<Entry>, Integer> numbers = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        Map<Integer, Integer> listOf = new HashMap<>();
        waiting.forEach((pair, list) -> listOf.put(pair, numbers.computeIfAbsent(list, l -> {
            starts.add(entries.size());
            entries.addAll(l);
            return starts.size() - 1;
        })));
        starts.add(entries.size());
        Prefilter made =
                new Prefilter(starts.stream().mapToInt(Integer::intValue).toArray(), entries);
        listOf.forEach((pair, list) -> {
            made.flags[pair] = 1;
            made.lists[pair] = (char) (int) list;
        });
        return made;
    }

    private static void forEachPair(Anchor anchor, java.util.function.IntConsumer out) {
        Units first = anchor.row().get(anchor.pair());
        Units second = anchor.row().get(anchor.pair() + 1);
        for (int a = 0; a < 256; a++) {
            for (int b = 0; first.contains(a) && b < 256; b++) {
                if (second.contains(b)) {
                    out.accept(a | b << 8);
                }
            }
        }
    }

    /**
     * One comparison for all rows of a pattern that wait for the same pair: of the bits in which they agree. Of the windows
     * that hold the pair it is the one that decides most bits.
     */
    private static Entry entry(List<Anchor> rows, int pattern) {
        int back = rows.get(0).back();
        Entry best = new Entry(0, 0, 0, pattern, back);
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
                best = new Entry(value & mask, mask, offset, pattern, back);
            }
        }
        return best;
    }

    /** Of the {@link #STRIDE} places from {@code at}, those where somebody waits for the pair; lowest bit first. */
    int hits(byte[] bytes, int at) {
        byte[] table = flags;
        int mask = 0;
        for (int i = 0; i < STRIDE; i += WINDOW) {
            mask |= eight(table, (long) LONG.get(bytes, at + i), (short) SHORT.get(bytes, at + i + 7)) << i;
        }
        return mask;
    }

    private static int eight(byte[] table, long word, short last) {
        int size = table.length - 1;
        return table[(int) word & size]
                | table[(int) (word >>> 8) & size] << 1
                | table[(int) (word >>> 16) & size] << 2
                | table[(int) (word >>> 24) & size] << 3
                | table[(int) (word >>> 32) & size] << 4
                | table[(int) (word >>> 40) & size] << 5
                | table[(int) (word >>> 48) & size] << 6
                | table[last & size] << 7;
    }

    /** The list that waits for the pair at a place that was hit. */
    int list(byte[] bytes, int at) {
        return lists[(bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8];
    }

    /** The first entry of a list; that of the next list is one past its last. */
    int first(int list) {
        return listStarts[list];
    }

    boolean fits(int entry, byte[] bytes, int at) {
        return (((long) LONG.get(bytes, at + offsets[entry]) ^ values[entry]) & masks[entry]) == 0;
    }

    int pattern(int entry) {
        return patterns[entry];
    }

    /** Units from the start of the match to the pair, or {@link Anchors#UNKNOWN}. */
    int back(int entry) {
        return backs[entry];
    }
}
