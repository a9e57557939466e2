package io.chatguard.redact.internal.engine;

import io.chatguard.redact.internal.match.TextBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * One pass over a text that wakes rules at the pairs of ASCII characters that interest them.
 *
 * <p>The text is read as bytes, eight places at a time, each of which costs one load from a table and no branch; nothing is
 * allocated. Rules that share an anchor run in the order they were given. Thread-safe.
 */
public final class AnchoredScan implements TextRule {
    private static final int ASCII = 128;
    private static final int PAIRS = 1 << 16;
    private static final int MOST_LISTS = 256;
    private static final int STRIDE = 8;
    /** Where the byte before the first of a stretch stands. */
    private static final int FIRST = TextBytes.BEFORE - 1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** For each pair, its first byte in the low half, the index of the list of rules to wake, 0 for none. */
    private final byte[] woken = new byte[PAIRS];

    private final AnchoredRule[][] lists;

    public AnchoredScan(List<? extends AnchoredRule> rules) {
        AnchoredRule[] all = rules.toArray(new AnchoredRule[0]);
        if (all.length > Long.SIZE) {
            throw new IllegalArgumentException("more than " + Long.SIZE + " rules with anchors");
        }
        // The rules of each list as bits; the first list is empty.
        long[] distinct = new long[MOST_LISTS];
        int size = 1;
        for (int anchor = 0; anchor < ASCII; anchor++) {
            for (int previous = 0; previous < ASCII; previous++) {
                long bits = 0;
                for (int i = 0; i < all.length; i++) {
                    if (all[i].wakes((char) previous, (char) anchor)) {
                        bits |= 1L << i;
                    }
                }
                int list = 0;
                while (list < size && distinct[list] != bits) {
                    list++;
                }
                if (list == size) {
                    if (size == MOST_LISTS) {
                        throw new IllegalArgumentException("more than 255 combinations of rules at one anchor");
                    }
                    distinct[size++] = bits;
                }
                woken[previous | anchor << 8] = (byte) list;
            }
            Arrays.fill(woken, ASCII | anchor << 8, 2 * ASCII + (anchor << 8), woken[anchor << 8]);
        }
        lists = new AnchoredRule[size][];
        for (int list = 0; list < size; list++) {
            AnchoredRule[] some = new AnchoredRule[Long.bitCount(distinct[list])];
            int count = 0;
            for (long bits = distinct[list]; bits != 0; bits &= bits - 1) {
                some[count++] = all[Long.numberOfTrailingZeros(bits)];
            }
            lists[list] = some;
        }
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        int length = text.length();
        for (int from = 0; from < length; from += TextBytes.STRETCH) {
            byte[] bytes = context.bytes().of(text, from);
            scan(text, bytes, from, Math.min(length, from + TextBytes.STRETCH), context, out);
        }
    }

    /** The place {@code from + i} is the second byte of the pair at {@code FIRST + i}. */
    private void scan(String text, byte[] bytes, int from, int to, ScanContext context, Hits out) {
        byte[] table = woken;
        for (int i = 0; i < to - from; i += STRIDE) {
            if (any(table, (long) LONG.get(bytes, FIRST + i), bytes[FIRST + i + STRIDE]) != 0) {
                int end = Math.min(i + STRIDE, to - from);
                for (int k = i; k < end; k++) {
                    int list = table[bytes[FIRST + k] & 0xFF | (bytes[FIRST + k + 1] & 0xFF) << 8];
                    if (list != 0) {
                        wake(list & 0xFF, text, from + k, context, out);
                    }
                }
            }
        }
    }

    private static int any(byte[] table, long word, byte last) {
        int size = table.length - 1;
        return table[(int) word & size]
                | table[(int) (word >>> 8) & size]
                | table[(int) (word >>> 16) & size]
                | table[(int) (word >>> 24) & size]
                | table[(int) (word >>> 32) & size]
                | table[(int) (word >>> 40) & size]
                | table[(int) (word >>> 48) & size]
                | table[(int) (word >>> 56) | (last & 0xFF) << 8];
    }

    private void wake(int list, String text, int index, ScanContext context, Hits out) {
        for (AnchoredRule rule : lists[list]) {
            rule.at(text, index, context, out);
        }
    }
}
