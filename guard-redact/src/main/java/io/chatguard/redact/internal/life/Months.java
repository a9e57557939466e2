package io.chatguard.redact.internal.life;

import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.engine.WordTable;
import java.util.ArrayList;
import java.util.List;

/** The names of months in {@code months.txt}. Thread-safe. */
final class Months {
    private static final int WORD = 16;
    private static final Months SHIPPED = read();

    private final WordTable table;

    private Months(WordTable table) {
        this.table = table;
    }

    /** Read with the first date, not with the start of a program. */
    static Months shipped() {
        return SHIPPED;
    }

    private static Months read() {
        List<WordTable.Entry> entries = new ArrayList<>();
        for (String[] row : DataFile.table(Months.class, "months.txt", 3)) {
            int meaning = Integer.parseInt(row[0]) + (row[1].equals("word") ? WORD : 0);
            for (String word : row[2].split(" ", -1)) {
                entries.add(new WordTable.Entry(word, meaning));
            }
        }
        return new Months(WordTable.of(entries));
    }

    /** Whether the word that ends there may be a month's name: most are none by their last letters. */
    boolean mayEnd(String text, int end) {
        return table.mayEnd(text, end);
    }

    /** The month of a word, 1 to 12, or 0. */
    int month(String text, int from, int to) {
        int meaning = table.get(text, from, to);
        return meaning < 0 ? 0 : meaning & WORD - 1;
    }

    /** Whether the word, which names a month, is seldom anything else where it stands. */
    boolean isSure(String text, int from, int to) {
        return table.get(text, from, to) < WORD || Character.isUpperCase(text.charAt(from));
    }

    /** Whether it is a month's full name that means nothing else. */
    boolean isFull(String text, int from, int to) {
        return table.get(text, from, to) < WORD;
    }
}
