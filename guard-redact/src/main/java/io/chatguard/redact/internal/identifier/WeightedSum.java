package io.chatguard.redact.internal.identifier;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A weighted sum of symbols, its residue, and what that says: nearly all check digits in the world. */
final class WeightedSum implements CheckDigits {
    /** What is added up. */
    enum Part {
        /** The product of symbol and weight. */
        PRODUCT,
        /** The decimal digits of the product: Luhn's way. */
        DIGITS,
        /** The last decimal digit of the product. */
        UNIT
    }

    /** In a table: this residue says nothing, the next sum decides. */
    static final byte NEXT = -2;

    static final byte IMPOSSIBLE = -1;

    private final Part part;
    private final int[] weights;
    private final int modulus;
    private final byte[] table;
    private final int at;
    private final int of;
    private final int[] values;
    private final @Nullable WeightedSum next;

    /**
     * @param table for each residue the symbol that stands at {@code at}, or empty where the residue itself must be right
     * @param at place of the check symbol from 0, or the residue that is right
     * @param of how many symbols the number has, or 0 for any
     * @param values of the symbols, -1 for those that must not stand where the weight is not 0
     */
    WeightedSum(
            Part part,
            int[] weights,
            int modulus,
            byte[] table,
            int at,
            int of,
            int[] values,
            @Nullable WeightedSum next) {
        this.part = part;
        this.weights = weights.clone();
        this.modulus = modulus;
        this.table = table.clone();
        this.at = at;
        this.of = of;
        this.values = values.clone();
        this.next = next;
    }

    WeightedSum otherwise(WeightedSum other) {
        WeightedSum rest = next == null ? other : next.otherwise(other);
        return new WeightedSum(part, weights, modulus, table, at, of, values, rest);
    }

    @Override
    public boolean fit(byte[] symbols, int count) {
        if (of != 0 && of != count || weights.length > count || table.length > 0 && at >= count) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                int value = values[symbols[i]];
                if (value < 0) {
                    return false;
                }
                sum += part(value * weights[i]);
            }
        }
        int residue = Math.floorMod(sum, modulus);
        if (table.length == 0) {
            return residue == at;
        }
        return table[residue] == NEXT ? next != null && next.fit(symbols, count) : table[residue] == symbols[at];
    }

    private int part(int product) {
        return switch (part) {
            case PRODUCT -> product;
            case DIGITS -> product / 100 + product / 10 % 10 + product % 10;
            case UNIT -> product % 10;
        };
    }

    @Override
    public int odds() {
        return modulus;
    }

    @Override
    public String toString() {
        return part + Arrays.toString(weights) + " mod " + modulus;
    }
}
