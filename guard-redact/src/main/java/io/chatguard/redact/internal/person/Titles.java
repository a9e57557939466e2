package io.chatguard.redact.internal.person;

import io.chatguard.redact.internal.engine.DataFile;
import java.util.HashMap;
import java.util.Map;

/** Forms of address and titles, and which forenames agree with them. */
public final class Titles {

    private static final Map<String, Gender> ADDRESS = new HashMap<>();
    private static final Map<String, Gender> FORENAMES = new HashMap<>();

    static {
        for (String[] row : DataFile.table(Titles.class, "titles.txt", 3)) {
            ADDRESS.put(Spelling.folded(row[0]), Gender.of(row[1]));
        }
        for (String[] row : DataFile.table(Titles.class, "forenames.txt", 2)) {
            for (String name : row[1].split(" ")) {
                FORENAMES.put(Spelling.folded(name), Gender.of(row[0]));
            }
        }
    }

    private Titles() {}

    /** Whether a word, with or without a full stop, stands before names. */
    public static boolean isTitle(String word) {
        return ADDRESS.containsKey(key(word));
    }

    /** Whether a word says that a woman, or that a man, is meant. */
    public static boolean isGendered(String word) {
        return ADDRESS.getOrDefault(key(word), Gender.EITHER) != Gender.EITHER;
    }

    /** Whether a form of address is one that the bearer of that forename surely has. */
    public static boolean agree(String title, String forename) {
        Gender borne = FORENAMES.getOrDefault(Spelling.folded(forename), Gender.EITHER);
        return borne != Gender.EITHER && borne == ADDRESS.get(key(title));
    }

    private static String key(String word) {
        return Spelling.folded(word.endsWith(".") ? word.substring(0, word.length() - 1) : word);
    }
}
