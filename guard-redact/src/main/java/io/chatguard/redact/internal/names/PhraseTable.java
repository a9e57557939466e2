package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.tagger.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phrases of a few tokens, each with what it stands for, looked up in any letter case without copying. Only 64-bit hashes
 * of them are kept. Immutable once it is filled, and thread-safe then.
 */
final class PhraseTable<T> {

    /** A phrase has at most so many tokens: as many as a listed name has characters. */
    static final int LONGEST = 100;

    /** Where a look-up starts. */
    static final long START = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;
    private static final int PREFIX = -1;

    private final List<List<T>> values = new ArrayList<>();
    private long[] keys = new long[64];
    /** 0 for none, {@link #PREFIX} for the beginning of a longer phrase alone, else the index of its values and one. */
    private int[] slots = new int[64];

    private int size;

    /** Adds a phrase; gives false if it has no token, or too many. */
    boolean add(String phrase, T value) {
        Tokens tokens = Tokens.of(phrase);
        if (tokens.count() == 0 || tokens.count() > LONGEST) {
            return false;
        }
        long h = START;
        for (int i = 0; i < tokens.count(); i++) {
            h = next(h, phrase, tokens, i);
            int slot = slot(h);
            if (slots[slot] == 0) {
                put(h, PREFIX);
            }
        }
        int slot = slot(h);
        if (slots[slot] == PREFIX) {
            values.add(new ArrayList<>());
            slots[slot] = values.size();
        }
        values.get(slots[slot] - 1).add(value);
        return true;
    }

    int size() {
        return values.size();
    }

    /** Goes on with a token; a full stop at its end is not read. */
    static long next(long h, CharSequence text, Tokens tokens, int token) {
        int start = tokens.start(token);
        int end = tokens.end(token);
        if (end - start > 1 && text.charAt(end - 1) == '.') {
            end--;
        }
        long out = h;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                c = c == '\u2019' ? '\'' : Character.toLowerCase(c);
            } else if (c >= 'A' && c <= 'Z') {
                c |= 0x20;
            }
            out = (out ^ c) * PRIME;
        }
        return (out ^ 0x1f) * PRIME;
    }

    /** Whether some phrase begins like that. */
    boolean opens(long h) {
        return slots[slot(h)] != 0;
    }

    /** What the phrase of that hash stands for. */
    @Nullable
    List<T> of(long h) {
        int value = slots[slot(h)];
        return value <= 0 ? null : values.get(value - 1);
    }

    private int slot(long h) {
        int slot = (int) ((h * 0x9e3779b97f4a7c15L) >>> 40) & (keys.length - 1);
        while (slots[slot] != 0 && keys[slot] != h) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void put(long h, int value) {
        if (2 * ++size > keys.length) {
            long[] before = keys;
            int[] taken = slots;
            keys = new long[2 * before.length];
            slots = new int[2 * before.length];
            for (int i = 0; i < before.length; i++) {
                if (taken[i] != 0) {
                    int slot = slot(before[i]);
                    keys[slot] = before[i];
                    slots[slot] = taken[i];
                }
            }
        }
        int slot = slot(h);
        keys[slot] = h;
        slots[slot] = value;
    }
}
