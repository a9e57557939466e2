package io.chatguard.internal.json;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Finds two equal member names in one object, comparing what the names stand for and not how they are escaped.
 *
 * <p>Small objects are compared pairwise. Larger ones go through an open-addressing table whose hash is a polynomial
 * over 2^61-1 at a point that nobody outside the process knows: two different names of n characters collide with a
 * probability of at most n/2^61, however they were chosen (Carter and Wegman, 1979). So the time is linear.
 */
final class JsonNames {

    private static final int PAIRWISE = 8;
    private static final long PRIME = (1L << 61) - 1;
    private static final long POINT = new SecureRandom().nextLong() & (PRIME >> 1) | (1L << 32);

    /** Slots of one table: upper half a part of the hash, lower half node + 1; 0 is free. Reused for the next object. */
    private long[] slots = new long[0];

    /** The first member of {@code object} whose name stood before, or -1. */
    int duplicate(JsonIndex index, int object, int members) {
        return members <= PAIRWISE ? pairwise(index, object) : hashed(index, object, members);
    }

    private static int pairwise(JsonIndex index, int object) {
        int first = index.firstChild(object);
        for (int node = index.nextSibling(first); node >= 0; node = index.nextSibling(node)) {
            for (int before = first; before != node; before = index.nextSibling(before)) {
                if (index.sameName(before, node)) {
                    return node;
                }
            }
        }
        return -1;
    }

    private int hashed(JsonIndex index, int object, int members) {
        int size = Integer.highestOneBit(members) << 2;
        if (slots.length < size) {
            slots = new long[size];
        } else {
            Arrays.fill(slots, 0, size, 0);
        }
        for (int node = index.firstChild(object); node >= 0; node = index.nextSibling(node)) {
            long hash = hash(index, node);
            long mark = hash & 0xFFFFFFFF00000000L;
            int slot = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 33) & (size - 1);
            while (slots[slot] != 0) {
                long taken = slots[slot];
                if ((taken & 0xFFFFFFFF00000000L) == mark && index.sameName((int) taken - 1, node)) {
                    return node;
                }
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = mark | (node + 1);
        }
        return -1;
    }

    private static long hash(JsonIndex index, int node) {
        long hash = 1;
        if (index.nameIsPlainAscii(node)) {
            byte[] bytes = index.bytes();
            for (int i = index.nameStart(node) + 1; i < index.nameEnd(node) - 1; i++) {
                hash = step(hash, bytes[i]);
            }
        } else {
            String name = index.name(node);
            for (int i = 0; i < name.length(); i++) {
                hash = step(hash, name.charAt(i));
            }
        }
        return hash;
    }

    /** {@code hash * POINT + unit + 1} modulo 2^61-1. */
    private static long step(long hash, int unit) {
        long low = hash * POINT;
        long high = Math.multiplyHigh(hash, POINT);
        long sum = (low & PRIME) + ((high << 3) | (low >>> 61)) + unit + 1;
        sum = (sum & PRIME) + (sum >>> 61);
        return sum >= PRIME ? sum - PRIME : sum;
    }
}
