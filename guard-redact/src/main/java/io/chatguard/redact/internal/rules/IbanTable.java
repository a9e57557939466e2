package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.Boundaries;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IBAN structures by country ({@code iban.txt}): one class letter for each position of the BBAN. */
public final class IbanTable {
    private static final IbanTable SHIPPED = new IbanTable();

    private final @Nullable String[] structures = new String[26 * 26];
    private final List<String> countries = new ArrayList<>();

    private IbanTable() {
        for (String[] row : DataFile.table(IbanTable.class, "iban.txt", 3)) {
            String structure = expand(row[2]);
            if (structure.length() + 4 != Integer.parseInt(row[1])) {
                throw new IllegalStateException("iban.txt: structure and length of " + row[0] + " differ");
            }
            structures[(row[0].charAt(0) - 'A') * 26 + row[0].charAt(1) - 'A'] = structure;
            countries.add(row[0]);
        }
    }

    private static String expand(String structure) {
        StringBuilder classes = new StringBuilder();
        int count = 0;
        for (int i = 0; i < structure.length(); i++) {
            char c = structure.charAt(i);
            if (Boundaries.isDigit(c)) {
                count = count * 10 + c - '0';
            } else {
                classes.append(String.valueOf(c).repeat(count));
                count = 0;
            }
        }
        return classes.toString();
    }

    public static IbanTable shipped() {
        return SHIPPED;
    }

    public List<String> countries() {
        return List.copyOf(countries);
    }

    /** The classes of a country's BBAN ({@code n}, {@code a}, {@code c}), or empty for an unknown country. Case is folded. */
    public String structure(char first, char second) {
        int index = ((first | 0x20) - 'a') * 26 + (second | 0x20) - 'a';
        String structure = structures[index];
        return structure == null ? "" : structure;
    }
}
