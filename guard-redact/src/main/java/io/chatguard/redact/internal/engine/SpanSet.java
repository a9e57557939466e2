package io.chatguard.redact.internal.engine;

import java.util.Arrays;

/**
 * Spans of types, each once: a set without an object for each member. It grows with what is in it, and starts over
 * without giving its room back. Not thread-safe.
 */
public final class SpanSet {
    private static final int FEWEST = 64;

    private long[] spans = new long[FEWEST];
    private String[] types = new String[FEWEST];
    private int size;

    /** Adds a span, and says whether it was not there before. An empty span is none. */
    public boolean add(String type, int start, int end) {
        if (end <= 0) {
            throw new IllegalArgumentException("a span ends behind its start");
        }
        long span = (long) start << 32 | end;
        int slot = slot(spans, types, type, span);
        if (spans[slot] == span) {
            return false;
        }
        spans[slot] = span;
        types[slot] = type;
        size++;
        if (size > spans.length / 2) {
            grow();
        }
        return true;
    }

    public void clear() {
        if (size > 0) {
            Arrays.fill(spans, 0);
            size = 0;
        }
    }

    private void grow() {
        long[] all = new long[spans.length * 2];
        String[] names = new String[all.length];
        for (int i = 0; i < spans.length; i++) {
            if (spans[i] != 0) {
                int slot = slot(all, names, types[i], spans[i]);
                all[slot] = spans[i];
                names[slot] = types[i];
            }
        }
        spans = all;
        types = names;
    }

    /** Where the span of the type stands, or may be put. No span is 0, which stands for an empty slot. */
    private static int slot(long[] spans, String[] types, String type, long span) {
        int mask = spans.length - 1;
        long mixed = (span + type.hashCode()) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (spans[slot] != 0 && !(spans[slot] == span && types[slot].equals(type))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
