package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.Arrays;
import java.util.Locale;

/**
 * Top-level domains ({@code suffixes.txt}), and how sure one is that a label is meant as one.
 *
 * <p>Looked up without allocation by a 64-bit hash of the lower-cased label. Guava's list would take longer to load than
 * the first scan may take; a test compares the two.
 */
final class HostSuffixes {
    private static final int LONGEST = 30;
    private static final int SLOTS = 8192;
    private static final HostSuffixes SHIPPED = load();

    /** What a label is besides the end of a host name. */
    enum Kind {
        /** No top-level domain. */
        NONE,
        /** Nothing else. */
        PLAIN,
        /** A word, a brand or the name of a member. */
        WORD,
        /** The ending of a file. */
        FILE;

        private static final Kind[] ALL = values();
    }

    /** Hashes with the kind in the lowest two bits, open addressing; 0 is free. */
    private final long[] kinds = new long[SLOTS];

    private final long[] second;

    private HostSuffixes(long[] second) {
        this.second = second;
    }

    static HostSuffixes shipped() {
        return SHIPPED;
    }

    private static HostSuffixes load() {
        long[] second = new long[64];
        int seconds = 0;
        HostSuffixes suffixes = new HostSuffixes(second);
        for (String[] row : DataFile.table(HostSuffixes.class, "suffixes.txt", 2)) {
            boolean isSecond = row[0].equals("second");
            Kind kind = isSecond ? Kind.NONE : Kind.valueOf(row[0].toUpperCase(Locale.ROOT));
            String labels = row[1];
            for (int from = 0; from < labels.length(); ) {
                int blank = labels.indexOf(' ', from);
                int to = blank < 0 ? labels.length() : blank;
                long hash = hash(labels, from, to);
                if (isSecond) {
                    second[seconds++] = hash;
                } else {
                    suffixes.put(hash, kind);
                }
                from = to + 1;
            }
        }
        Arrays.sort(second);
        return suffixes;
    }

    private void put(long hash, Kind kind) {
        int slot = slot(hash);
        while (kinds[slot] != 0) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        kinds[slot] = hash | kind.ordinal();
    }

    /** What the label is; letter case does not matter. */
    Kind kind(String text, int from, int to) {
        if (to - from < 2 || to - from > LONGEST || Boundaries.isDigit(text.charAt(from))) {
            return Kind.NONE;
        }
        long hash = hash(text, from, to);
        int slot = slot(hash);
        while (kinds[slot] != 0) {
            if ((kinds[slot] & ~3L) == hash) {
                return Kind.ALL[(int) kinds[slot] & 3];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return Kind.NONE;
    }

    /** Whether names are registered below the label and a country's domain together, as in {@code co.uk}. */
    boolean isSecondLevel(String text, int from, int to) {
        return Arrays.binarySearch(second, hash(text, from, to)) >= 0;
    }

    private static int slot(long hash) {
        return (int) (hash >>> 51);
    }

    private static long hash(String text, int from, int to) {
        long hash = 1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            char lower = c >= 'a' && c <= 'z' ? c : Character.toLowerCase(c);
            hash = (hash + lower) * 0x9E3779B97F4A7C15L ^ (hash >>> 29);
        }
        return hash & ~3L;
    }
}
