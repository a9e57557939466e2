package io.chatguard.internal.json;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Names that are expected in documents: read from the bytes without decoding, and the same {@link String} each time,
 * which knows its hash already. ASCII only. Immutable.
 */
public final class NameTable {

    private final @Nullable String[] slots;
    private final int mask;

    private NameTable(Collection<String> names) {
        slots = new String[Integer.highestOneBit(Math.max(2, names.size())) * 4];
        mask = slots.length - 1;
        for (String name : names) {
            if (name.chars().allMatch(c -> c < 0x80)) {
                int at = 0;
                for (int i = 0; i < name.length(); i++) {
                    at = step(at, (byte) name.charAt(i));
                }
                at = spread(at);
                while (slots[at & mask] != null) {
                    at++;
                }
                slots[at & mask] = name;
            }
        }
    }

    public static NameTable of(Collection<String> names) {
        return new NameTable(names);
    }

    /** The name that these bytes spell; null if it is none of them. */
    @Nullable
    String find(byte[] bytes, int from, int to) {
        int at = 0;
        for (int i = from; i < to; i++) {
            at = step(at, bytes[i]);
        }
        at = spread(at);
        while (true) {
            String name = slots[at & mask];
            if (name == null || is(name, bytes, from, to)) {
                return name;
            }
            at++;
        }
    }

    /** The name that equals this one; null if none does. */
    @Nullable
    String find(String other) {
        int at = 0;
        for (int i = 0; i < other.length(); i++) {
            if (other.charAt(i) >= 0x80) {
                return null;
            }
            at = step(at, (byte) other.charAt(i));
        }
        at = spread(at);
        while (true) {
            String name = slots[at & mask];
            if (name == null || name.equals(other)) {
                return name;
            }
            at++;
        }
    }

    private static boolean is(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] != name.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private static int step(int hash, byte b) {
        return hash * 31 + b;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 15;
    }
}
