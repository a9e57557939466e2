package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The word lists of {@code context.txt}, by type. */
final class Contexts {
    private static final Map<String, ContextWords> BY_TYPE = load();

    private Contexts() {}

    static ContextWords of(String type) {
        ContextWords words = BY_TYPE.get(type);
        if (words == null) {
            throw new IllegalArgumentException("context.txt has no words for " + type);
        }
        return words;
    }

    private static Map<String, ContextWords> load() {
        Map<String, List<String>> entries = new HashMap<>();
        for (String[] row : DataFile.table(Contexts.class, "context.txt", 2)) {
            entries.computeIfAbsent(row[0], t -> new ArrayList<>()).add(row[1]);
        }
        Map<String, ContextWords> words = new HashMap<>();
        entries.forEach((type, list) -> words.put(type, ContextWords.of(list)));
        return Map.copyOf(words);
    }
}
