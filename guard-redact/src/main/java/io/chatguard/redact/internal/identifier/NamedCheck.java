package io.chatguard.redact.internal.identifier;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Check digits that are no weighted sum, and those so common that they have a name. */
enum NamedCheck implements CheckDigits {
    /** ISO/IEC 7812-1, annex B. */
    LUHN(10) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int sum = 0;
            for (int i = 0; i < to - from; i++) {
                int value = symbols[to - 1 - i];
                sum += (i & 1) == 0 ? value : value > 4 ? 2 * value - 9 : 2 * value;
            }
            return sum % 10 == 0;
        }
    },
    /** The same over the 36 letters and digits: the numbers of India's goods and services tax. */
    LUHN36(36) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int sum = 0;
            for (int i = 0; i < to - from; i++) {
                int value = symbols[to - 1 - i] * ((i & 1) + 1);
                sum += value / 36 + value % 36;
            }
            return sum % 36 == 0;
        }
    },
    /** J. Verhoeff, Error Detecting Decimal Codes, 1969: products in the dihedral group of the pentagon. */
    VERHOEFF(10) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int product = 0;
            for (int i = 0; i < to - from; i++) {
                int value = symbols[to - 1 - i];
                for (int k = i % 8; k > 0; k--) {
                    value = TURNED.charAt(value) - '0';
                }
                product = pentagon(product, value);
            }
            return product == 0;
        }
    },
    /** ISO 7064 MOD 11,10. */
    MOD11_10(10) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            return hybrid(symbols, from, to, 10);
        }
    },
    /** ISO 7064 MOD 37,36. */
    MOD37_36(36) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            return hybrid(symbols, from, to, 36);
        }
    },
    /** ISO 7064 MOD 11-2; the last symbol X is 10. */
    MOD11_2(11) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int power = 0;
            for (int i = from; i < to; i++) {
                int value = symbols[i] == 'X' - 'A' + 10 ? 10 : symbols[i];
                power = (power * 2 + value) % 11;
            }
            return power == 1;
        }
    },
    /** ISO 7064 MOD 97-10, letters as 10 to 35. */
    MOD97(97) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int mod = 0;
            for (int i = from; i < to; i++) {
                mod = (mod * (symbols[i] > 9 ? 100 : 10) + symbols[i]) % 97;
            }
            return mod == 1;
        }
    },
    /** Last letter of the Italian codice fiscale: Ministero delle Finanze, decree of 23 December 1976. */
    CODICE_FISCALE(26) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int sum = 0;
            for (int i = from; i < to - 1; i++) {
                int value = symbols[i] > 9 ? symbols[i] - 10 : symbols[i];
                sum += (i - from & 1) == 0 ? ODD.charAt(value) - 'A' : value;
            }
            return sum % 26 + 10 == symbols[to - 1];
        }
    },
    /** Spanish CIF: Luhn over the seven digits, as a digit or as the letter J, A to I: Orden EHA/451/2008. */
    CIF(10) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int sum = 0;
            for (int i = 1; i < 8; i++) {
                int value = symbols[from + i] * ((i & 1) == 1 ? 2 : 1);
                sum += value / 10 + value % 10;
            }
            int check = (10 - sum % 10) % 10;
            int last = symbols[from + 8];
            return last < 10 ? last == check : last - 9 == (check == 0 ? 10 : check);
        }
    },
    /** German tax id: MOD 11,10, and no digit more than three times among the first ten: Bundeszentralamt für Steuern. */
    IDNR(10) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            long counts = 0;
            for (int i = from; i < to - 1; i++) {
                counts += 1L << 4 * symbols[i];
            }
            return (counts & 0xCCCCCCCCCCL) == 0 && hybrid(symbols, from, to, 10);
        }
    },
    /** Korean business registration number: the product of the ninth digit also counts its tens: National Tax Service. */
    KR_BRN(10) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int sum = 5 * symbols[from + 8] / 10 + symbols[to - 1];
            for (int i = 0; i < 9; i++) {
                sum += symbols[from + i] * ("137137135".charAt(i) - '0');
            }
            return sum % 10 == 0;
        }
    },
    /** Turkish tax number: each digit plus its place, times a power of two, modulo 9: Gelir İdaresi Başkanlığı. */
    VKN(10) {
        @Override
        boolean fit(byte[] symbols, int from, int to) {
            int sum = symbols[to - 1];
            for (int i = 1; i < 10; i++) {
                int moved = (symbols[to - 1 - i] + i) % 10;
                int part = moved * (1 << i) % 9;
                sum += moved != 0 && part == 0 ? 9 : part;
            }
            return sum % 10 == 0;
        }
    };

    /** Verhoeff's permutation of the digits. */
    private static final String TURNED = "1576283094";
    /** Values of 0 to 9, and of A to Z, at odd places of the codice fiscale, as letters. */
    private static final String ODD = "BAFHJNPRTVCESULDGIMOQKWZYX";

    private final int odds;

    NamedCheck(int odds) {
        this.odds = odds;
    }

    /** Whether the symbols from a place to another agree with each other. */
    abstract boolean fit(byte[] symbols, int from, int to);

    @Override
    public boolean fit(byte[] symbols, int count) {
        return fit(symbols, 0, count);
    }

    @Override
    public int odds() {
        return odds;
    }

    static NamedCheck named(String written) {
        for (NamedCheck check : values()) {
            if (check.written().equals(written)) {
                return check;
            }
        }
        throw new IllegalArgumentException("a checksum is a sum, or one of "
                + Arrays.stream(values()).map(NamedCheck::written).collect(Collectors.joining(", ")));
    }

    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean hybrid(byte[] symbols, int from, int to, int modulus) {
        int product = modulus;
        for (int i = from; i < to - 1; i++) {
            int sum = (product + symbols[i]) % modulus;
            product = (sum == 0 ? modulus : sum) * 2 % (modulus + 1);
        }
        return (product + symbols[to - 1]) % modulus == 1;
    }

    /** Rotations are 0 to 4, reflections 5 to 9. */
    private static int pentagon(int a, int b) {
        if (a < 5) {
            return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
        }
        return b < 5 ? 5 + (a - b) % 5 : (5 + a - b) % 5;
    }
}
