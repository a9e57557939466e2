package io.chatguard.redact.internal.identifier;

import io.chatguard.redact.internal.identifier.WeightedSum.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads check digits as rules write them.
 *
 * <p>{@code A or B}, each of them {@code A and B}, each of them a name of {@link NamedCheck}, which may count {@code from 3 to 11} only, or sums joined by {@code
 * else}. A sum is {@code sum(9 8 -1)}, weights of the symbols from the first on; or {@code digits(…)}, which adds the digits
 * of the products; or {@code units(…)}, their last digits; or {@code number(1-9) 3*number(10-11)}, the decimal numbers in
 * these places. Then {@code mod 11}; then nothing, where the residue is 0, or {@code is 1}, or {@code gives 0987654321X}, the
 * check symbol for each residue ({@code !} none is right, {@code ?} the sum after {@code else} decides), which stands behind
 * the last weight or {@code at 9}; {@code of 10}, where it counts for numbers of ten symbols only; {@code where A=1 C-F=4},
 * the values of letters, which are otherwise 10 to 35.
 */
final class CheckReader {
    private static final int MOST = 1_000_000;

    private CheckReader() {}

    static CheckDigits read(String written) {
        List<CheckDigits> any = new ArrayList<>();
        for (String part : split(written, " or ")) {
            List<CheckDigits> all = new ArrayList<>();
            for (String each : split(part, " and ")) {
                all.add(one(each));
            }
            any.add(all.size() == 1 ? all.get(0) : new Both(all.toArray(new CheckDigits[0])));
        }
        return any.size() == 1 ? any.get(0) : new Either(any.toArray(new CheckDigits[0]));
    }

    private static CheckDigits one(String written) {
        if (written.indexOf('(') < 0) {
            List<String> words = split(written, " ");
            NamedCheck named = NamedCheck.named(words.get(0));
            return switch (words.size()) {
                case 1 -> named;
                case 3 -> new Stretch(named, number(words.get(2)) - 1, Form.LONGEST);
                default -> new Stretch(named, number(words.get(2)) - 1, number(words.get(4)));
            };
        }
        List<String> sums = split(written, " else ");
        WeightedSum sum = sum(sums.get(0));
        for (String other : sums.subList(1, sums.size())) {
            sum = sum.otherwise(sum(other));
        }
        return sum;
    }

    private static WeightedSum sum(String written) {
        int close = written.lastIndexOf(')');
        List<String> words = split(written.substring(close + 1).strip(), " ");
        if (close < 0 || words.size() < 2 || !words.get(0).equals("mod")) {
            throw refused("weights in brackets, then 'mod' and a number");
        }
        int modulus = number(words.get(1));
        Part part = Part.PRODUCT;
        int[] weights;
        if (written.contains("number(")) {
            weights = decimal(written.substring(0, close + 1), modulus);
        } else {
            part = part(written.substring(0, written.indexOf('(')));
            List<String> each = split(written.substring(written.indexOf('(') + 1, close), " ");
            weights = new int[each.size()];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = number(each.get(k));
            }
        }
        byte[] table = {};
        int at = 0;
        int of = 0;
        int[] values = new int[Symbols.COUNT];
        for (int k = 0; k < values.length; k++) {
            values[k] = k;
        }
        for (int k = 2; k < words.size(); k += 2) {
            String key = words.get(k);
            if (k + 1 == words.size()) {
                throw refused("a value behind each of is, gives, at, of, where");
            }
            String value = words.get(k + 1);
            switch (key) {
                case "is" -> at = number(value);
                case "gives" -> {
                    table = table(value, modulus);
                    at = weights.length;
                }
                case "at" -> at = number(value) - 1;
                case "of" -> of = number(value);
                case "where" -> {
                    Arrays.fill(values, 10, Symbols.COUNT, -1);
                    for (String where : words.subList(k + 1, words.size())) {
                        where(where, values);
                    }
                    return new WeightedSum(part, weights, modulus, table, at, of, values, null);
                }
                default -> throw refused("is, gives, at, of or where behind the modulus");
            }
        }
        if (table.length == 0 && of == 0) {
            of = weights.length;
        }
        return new WeightedSum(part, weights, modulus, table, at, of, values, null);
    }

    private static Part part(String name) {
        return switch (name) {
            case "sum" -> Part.PRODUCT;
            case "digits" -> Part.DIGITS;
            case "units" -> Part.UNIT;
            default -> throw refused("sum, digits, units or number before the bracket");
        };
    }

    /** Weights that make decimal numbers of runs of digits: {@code number(1-9) 3*number(10-11)}. */
    private static int[] decimal(String written, int modulus) {
        int[] weights = new int[Form.LONGEST];
        int length = 0;
        for (String term : split(written, " ")) {
            int open = term.indexOf("number(");
            String factor = term.substring(0, Math.max(0, open));
            int times = factor.isEmpty() ? 1 : number(factor.substring(0, factor.length() - 1));
            String range = term.substring(open + 7, term.length() - 1);
            int from = number(range.substring(0, range.indexOf('-')));
            int to = number(range.substring(range.indexOf('-') + 1));
            int weight = Math.floorMod(times, modulus);
            for (int i = to; i >= from; i--) {
                weights[i - 1] = Math.floorMod(weights[i - 1] + weight, modulus);
                weight = weight * 10 % modulus;
            }
            length = Math.max(length, to);
        }
        return Arrays.copyOf(weights, length);
    }

    private static byte[] table(String symbols, int modulus) {
        if (symbols.length() != modulus) {
            throw refused("a check symbol for each residue, as many as the modulus says");
        }
        byte[] table = new byte[modulus];
        for (int k = 0; k < modulus; k++) {
            char c = symbols.charAt(k);
            table[k] = c == '?' ? WeightedSum.NEXT : c == '!' ? WeightedSum.IMPOSSIBLE : Symbols.of(c);
        }
        return table;
    }

    private static void where(String written, int[] values) {
        int equals = written.indexOf('=');
        if (equals != 1 && equals != 3) {
            throw refused("letters and their values, such as A=1 or C-F=4, behind 'where'");
        }
        int value = number(written.substring(equals + 1));
        for (int s = Symbols.of(written.charAt(0)); s <= Symbols.of(written.charAt(equals - 1)); s++) {
            values[s] = value++;
        }
    }

    private static int number(String written) {
        try {
            int number = Integer.parseInt(written);
            if (number > -MOST && number < MOST) {
                return number;
            }
        } catch (NumberFormatException none) {
            // told below
        }
        throw refused("a whole number where there is none");
    }

    private static List<String> split(String text, String by) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = text.indexOf(by); i >= 0; i = text.indexOf(by, from)) {
            parts.add(text.substring(from, i).strip());
            from = i + by.length();
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    private static IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException("a checksum needs " + expected);
    }

    /** Counts for the symbols from a place on, to another or the end. */
    private record Stretch(NamedCheck check, int from, int to) implements CheckDigits {
        @Override
        public boolean fit(byte[] symbols, int count) {
            return check.fit(symbols, from, Math.min(to, count));
        }

        @Override
        public int odds() {
            return check.odds();
        }
    }

    /** All must fit. */
    private record Both(CheckDigits... all) implements CheckDigits {
        @Override
        public boolean fit(byte[] symbols, int count) {
            for (CheckDigits check : all) {
                if (!check.fit(symbols, count)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int odds() {
            int odds = 1;
            for (CheckDigits check : all) {
                odds = Math.min(MOST, odds * check.odds());
            }
            return odds;
        }
    }

    /** One must fit. */
    private record Either(CheckDigits... any) implements CheckDigits {
        @Override
        public boolean fit(byte[] symbols, int count) {
            for (CheckDigits check : any) {
                if (check.fit(symbols, count)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int odds() {
            int odds = MOST;
            for (CheckDigits check : any) {
                odds = Math.min(odds, check.odds());
            }
            return Math.max(2, odds);
        }
    }
}
