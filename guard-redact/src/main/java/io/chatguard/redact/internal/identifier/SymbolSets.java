package io.chatguard.redact.internal.identifier;

/** A set of symbols for each letter and digit of a number. Immutable. */
public final class SymbolSets {
    private final long[] sets;

    /** With a bit for each symbol of a set. */
    public SymbolSets(long[] sets) {
        this.sets = sets.clone();
    }

    /** How many letters and digits there are. */
    public int size() {
        return sets.length;
    }

    /** The set of one of them, a bit for each symbol. */
    public long set(int place) {
        return sets[place];
    }

    /** Whether the symbols, as many as there are sets, are in them. */
    public boolean fits(byte[] symbols) {
        for (int i = 0; i < sets.length; i++) {
            if ((sets[i] >>> symbols[i] & 1) == 0) {
                return false;
            }
        }
        return true;
    }
}
