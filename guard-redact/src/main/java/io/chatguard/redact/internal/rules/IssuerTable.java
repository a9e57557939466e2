package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.DataFile;
import java.util.List;

/** Issuer ranges of payment cards and their lengths ({@code issuers.txt}). */
public final class IssuerTable {
    private static final IssuerTable SHIPPED = load();

    /** How much an issuer range says about a number. */
    public enum Trust {
        NONE,
        LOW,
        HIGH
    }

    private final int[] low;
    private final int[] high;
    private final int[] lengths;
    private final boolean[] trusted;
    private final String[] networks;

    private IssuerTable(List<String[]> rows) {
        int n = rows.size();
        low = new int[n];
        high = new int[n];
        lengths = new int[n];
        trusted = new boolean[n];
        networks = new String[n];
        for (int i = 0; i < n; i++) {
            String[] row = rows.get(i);
            networks[i] = row[0];
            low[i] = Integer.parseInt(row[1].concat("000000").substring(0, 6));
            high[i] = Integer.parseInt(row[2].concat("999999").substring(0, 6));
            for (String length : row[3].split(",")) {
                lengths[i] |= 1 << Integer.parseInt(length);
            }
            trusted[i] = row[4].equals("high");
        }
    }

    private static IssuerTable load() {
        return new IssuerTable(DataFile.table(IssuerTable.class, "issuers.txt", 5));
    }

    public static IssuerTable shipped() {
        return SHIPPED;
    }

    /** The best trust among the ranges that hold these first six digits at this length. */
    public Trust trust(int firstSix, int length) {
        Trust best = Trust.NONE;
        for (int i = 0; i < low.length; i++) {
            if (firstSix >= low[i] && firstSix <= high[i] && (lengths[i] & (1 << length)) != 0) {
                if (trusted[i]) {
                    return Trust.HIGH;
                }
                best = Trust.LOW;
            }
        }
        return best;
    }

    public int size() {
        return low.length;
    }

    public String network(int row) {
        return networks[row];
    }

    /** Lowest first six digits of a range. */
    public int lowest(int row) {
        return low[row];
    }

    /** Highest first six digits of a range. */
    public int highest(int row) {
        return high[row];
    }

    /** Lengths of a range: bit n stands for n digits. */
    public int lengths(int row) {
        return lengths[row];
    }
}
