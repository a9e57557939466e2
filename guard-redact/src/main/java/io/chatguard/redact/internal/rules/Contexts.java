package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.ContextWords;
import io.chatguard.redact.internal.engine.DataFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The word lists of {@code context.txt}, by type. */
final class Contexts {
    static final String FILE = "context.txt";

    private static final Map<String, List<String>> ENTRIES = read();
    /** Each is made when a value is first graded by it. */
    private static final ConcurrentHashMap<String, ContextWords> BY_TYPE = new ConcurrentHashMap<>();

    private Contexts() {}

    static ContextWords of(String type) {
        ContextWords words = BY_TYPE.get(type);
        if (words == null) {
            List<String> entries = ENTRIES.get(type);
            if (entries == null) {
                throw new IllegalArgumentException("context.txt has no words for " + type);
            }
            words = ContextWords.of(entries);
            BY_TYPE.put(type, words);
        }
        return words;
    }

    /** The words of a rule, those of its list and its own; none if it has neither. */
    static ContextWords of(RuleData rule) {
        if (rule.words().isEmpty() && rule.contextList().isPresent()) {
            return of(rule.contextList().get());
        }
        return ContextWords.of(words(rule));
    }

    /** The words of a rule as they are written. */
    static List<String> words(RuleData rule) {
        List<String> words = new ArrayList<>();
        rule.contextList().ifPresent(list -> words.addAll(entries(list)));
        // In one order, since lists that are the same are indexed once.
        new TreeMap<>(rule.words()).values().forEach(words::addAll);
        return words;
    }

    /** Whether there is a list of that name. */
    static boolean isList(String name) {
        return ENTRIES.containsKey(name);
    }

    /** The names of the lists, sorted. */
    static List<String> names() {
        return ENTRIES.keySet().stream().sorted().toList();
    }

    /** The words of a list. */
    static List<String> entries(String list) {
        return ENTRIES.getOrDefault(list, List.of());
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> entries = new HashMap<>();
        for (String[] row : DataFile.table(Contexts.class, FILE, 2)) {
            List<String> list = entries.get(row[0]);
            if (list == null) {
                list = new ArrayList<>();
                entries.put(row[0], list);
            }
            list.add(row[1]);
        }
        return Map.copyOf(entries);
    }
}
