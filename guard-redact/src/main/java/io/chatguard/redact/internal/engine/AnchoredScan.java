package io.chatguard.redact.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** For each pair, its first byte in the low half, the index of the list of rules to wake, 0 for none. */
    private final byte[] woken = new byte[PAIRS];

    private final AnchoredRule[][] lists;

    public AnchoredScan(List<? extends AnchoredRule> rules) {
        Map<List<AnchoredRule>, Integer> known = new HashMap<>();
        List<AnchoredRule[]> distinct = new ArrayList<>();
        distinct.add(new AnchoredRule[0]);
        known.put(List.of(), 0);
        for (int anchor = 0; anchor < ASCII; anchor++) {
            for (int previous = ASCII - 1; previous >= 0; previous--) {
                List<AnchoredRule> list = new ArrayList<>();
                for (AnchoredRule rule : rules) {
                    if (rule.wakes((char) previous, (char) anchor)) {
                        list.add(rule);
                    }
                }
                Integer index = known.get(list);
                if (index == null) {
                    index = distinct.size();
                    known.put(list, index);
                    distinct.add(list.toArray(new AnchoredRule[0]));
                }
                woken[previous | anchor << 8] = index.byteValue();
            }
            for (int previous = ASCII; previous < 2 * ASCII; previous++) {
                woken[previous | anchor << 8] = woken[anchor << 8];
            }
        }
        if (distinct.size() > MOST_LISTS) {
            throw new IllegalArgumentException("more than 255 combinations of rules at one anchor");
        }
        lists = distinct.toArray(new AnchoredRule[0][]);
    }

    @Override
    public void scan(String text, ScanContext context, Hits out) {
        int length = text.length();
        for (int from = 0; from < length; from += ScanContext.CHUNK) {
            scan(text, context.bytes(text, from), from, Math.min(length, from + ScanContext.CHUNK), context, out);
        }
    }

    /** The place {@code from + i} is the second byte of the pair at {@code i}. */
    private void scan(String text, byte[] bytes, int from, int to, ScanContext context, Hits out) {
        byte[] table = woken;
        for (int i = 0; i < to - from; i += STRIDE) {
            if (any(table, (long) LONG.get(bytes, i), bytes[i + STRIDE]) != 0) {
                int end = Math.min(i + STRIDE, to - from);
                for (int k = i; k < end; k++) {
                    int list = table[bytes[k] & 0xFF | (bytes[k + 1] & 0xFF) << 8];
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
