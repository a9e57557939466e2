package io.chatguard.redact.internal.life;

import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.engine.WordTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words of {@code streets.txt}, each with the kinds that it is of. Thread-safe. */
final class AddressWords {
    /** A street's name begins with it. */
    static final int FIRST = 1;
    /** A street's name ends with it. */
    static final int LAST = 2;
    /** A number follows: an apartment, a box. */
    static final int UNIT = 4;
    /** Stands between other words. */
    static final int SMALL = 8;
    /** An overseas post office of the armed forces of the United States. */
    static final int MILITARY = 16;

    static final int COUNTRY = 32;
    /** A street's name begins with it, in small letters too. */
    static final int LOW = 64;

    /** A street's name may end with it; it means other things as often. */
    static final int RARE = 128;

    private static final Map<String, Integer> KINDS = Map.of(
            "first",
            FIRST,
            "last",
            LAST,
            "rare",
            RARE,
            "low",
            LOW,
            "unit",
            UNIT,
            "small",
            SMALL,
            "military",
            MILITARY,
            "country",
            COUNTRY);
    private static final int STEM = 3;
    private static final int LETTERS = 32;
    private static final AddressWords SHIPPED = read();

    private final WordTable table;
    private final String[] endings;
    /** The same by their last letters, which are of ASCII. */
    private final String[][] byLast = new String[LETTERS][];

    private AddressWords(WordTable table, String[] endings) {
        this.table = table;
        this.endings = endings;
        for (int letter = 0; letter < LETTERS; letter++) {
            List<String> some = new ArrayList<>();
            for (String ending : endings) {
                if ((ending.charAt(ending.length() - 1) & LETTERS - 1) == letter) {
                    some.add(ending);
                }
            }
            byLast[letter] = some.toArray(new String[0]);
        }
    }

    /** Read with the first address, not with the start of a program. */
    static AddressWords shipped() {
        return SHIPPED;
    }

    private static AddressWords read() {
        Map<String, Integer> kinds = new HashMap<>();
        List<String> endings = new ArrayList<>();
        for (String[] row : DataFile.table(AddressWords.class, "streets.txt", 2)) {
            for (String word : row[1].split(" ", -1)) {
                if (row[0].equals("ending")) {
                    endings.add(word.toLowerCase(Locale.ROOT));
                } else {
                    kinds.put(word, kinds.getOrDefault(word, 0) | KINDS.getOrDefault(row[0], 0));
                }
            }
        }
        List<WordTable.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Integer> word : kinds.entrySet()) {
            entries.add(new WordTable.Entry(word.getKey(), word.getValue()));
        }
        return new AddressWords(WordTable.of(entries), endings.toArray(new String[0]));
    }

    /** The kinds of a word, as a sum; 0 if it is of none. */
    int kinds(String text, int from, int to) {
        return Math.max(0, table.get(text, from, to));
    }

    /** Whether one word names a street, as {@code Bahnhofstraße} does. */
    boolean isStreet(String text, int from, int to) {
        if (to - from < 2 * STEM || !Character.isUpperCase(text.charAt(from))) {
            return false;
        }
        char last = text.charAt(to - 1);
        for (String ending : last < 128 ? byLast[last & LETTERS - 1] : endings) {
            int start = to - ending.length();
            if (start >= from + STEM && text.regionMatches(true, start, ending, 0, ending.length())) {
                return true;
            }
        }
        return false;
    }
}
