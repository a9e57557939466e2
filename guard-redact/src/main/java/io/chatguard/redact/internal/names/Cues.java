package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.names.Cue.Kind;
import io.chatguard.redact.internal.names.Cue.Strength;
import java.util.List;
import java.util.Locale;

/** All cues of the jar, and the forms of address. Immutable. */
final class Cues {

    static final String FILE = "cues.txt";

    /** A cue with its examples, as the file tells it. */
    record Row(String phrase, Cue cue, String finds, String ignores) {}

    private final PhraseTable<Cue> phrases = new PhraseTable<>();
    private final PhraseTable<Boolean> titles = new PhraseTable<>();

    private Cues() {
        for (Row row : rows()) {
            phrases.add(row.phrase(), row.cue());
        }
        for (String[] row : DataFile.table(io.chatguard.redact.internal.person.Titles.class, "titles.txt", 3)) {
            phrases.add(row[0], new Cue(Kind.BEFORE, Strength.LIKELY, Languages.bits(row[2])));
            titles.add(row[0], true);
        }
    }

    private static final class Shipped {
        static final Cues INSTANCE = new Cues();
    }

    static Cues shipped() {
        return Shipped.INSTANCE;
    }

    static List<Row> rows() {
        return DataFile.table(Cues.class, FILE, 6).stream()
                .map(row -> new Row(
                        row[3],
                        new Cue(
                                Kind.valueOf(row[0].toUpperCase(Locale.ROOT)),
                                Strength.valueOf(row[2].toUpperCase(Locale.ROOT)),
                                Languages.bits(row[1])),
                        row[4].replace("\\n", "\n"),
                        row[5].replace("\\n", "\n")))
                .toList();
    }

    PhraseTable<Cue> phrases() {
        return phrases;
    }

    /** Forms of address and titles. */
    PhraseTable<Boolean> titles() {
        return titles;
    }
}
