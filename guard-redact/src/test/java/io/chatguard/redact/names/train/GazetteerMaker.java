package io.chatguard.redact.names.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import io.chatguard.redact.internal.tagger.Tokens.Casing;
import io.chatguard.redact.internal.tagger.Tokens.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the lists of names that the model looks at, of our own lists and those of a folder. */
final class GazetteerMaker {

    /** Words seen in small letters outside of names so often are words too; so often, hardly anything else. */
    private static final int WORD = 4;

    private static final int FUNCTION_WORD = 60;

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "pt");

    private final Gazetteer.Builder all = new Gazetteer.Builder();
    private final Gazetteer.Builder most = new Gazetteer.Builder();
    private int names;

    /** Adds a word to the lists; one name in five is kept from those that the model is trained with. */
    private void add(String name, int flags, boolean always) {
        all.add(name, flags);
        if (always || names++ % 5 != 0) {
            most.add(name, flags);
        }
        String german = name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
        if (!german.equals(name)) {
            add(german, flags, always);
        }
    }

    GazetteerMaker names(People people, Path folder) throws IOException {
        List<List<String>> known = people.all();
        known.get(0).forEach(name -> add(name, Gazetteer.FORENAME | Gazetteer.FREQUENT, false));
        known.get(1).forEach(name -> add(name, Gazetteer.SURNAME | Gazetteer.FREQUENT, false));
        JsonMapper json = new JsonMapper();
        for (String file : List.of("gaz_smashew_names.jsonl", "gaz_popular_names.jsonl")) {
            if (!Files.exists(folder.resolve(file))) {
                continue;
            }
            for (String line : Files.readAllLines(folder.resolve(file))) {
                JsonNode node = json.readTree(line);
                int flags = node.get("label").asText().equals("surname") ? Gazetteer.SURNAME : Gazetteer.FORENAME;
                String name = node.get("text").asText();
                if (name.codePointCount(0, name.length()) > 2 || node.has("local")) {
                    add(name, flags, false);
                }
                if (node.has("local") && !node.get("local").asText().isBlank()) {
                    add(node.get("local").asText(), flags | Gazetteer.FREQUENT, false);
                }
            }
        }
        return this;
    }

    GazetteerMaker places() {
        for (String[] row : Lists.rows("lists/places.txt", 2)) {
            for (String place : row[1].split("[,/]", -1)) {
                add(place, Gazetteer.PLACE, false);
            }
        }
        for (String[] row : Lists.rows("lists/fillers.txt", 3)) {
            int flags = switch (row[1]) {
                case "org" -> Gazetteer.ORGANIZATION;
                case "orgform" -> Gazetteer.COMPANY_FORM;
                case "nationality" -> Gazetteer.NATIONALITY;
                default -> 0;
            };
            for (String value : row[2].split(",", -1)) {
                if (flags != 0) {
                    add(value, flags, true);
                }
            }
        }
        return this;
    }

    /** Words that are names too, and what texts say in small letters. */
    GazetteerMaker words(List<Annotated> texts) {
        for (String language : LANGUAGES) {
            for (String word : Lists.lines("lists/common-words-" + language + ".txt")) {
                add(word.strip(), Gazetteer.WORD, true);
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        Tokens tokens = new Tokens();
        for (Annotated text : texts) {
            tokens.read(text.text());
            int name = 0;
            for (int t = 0; t < tokens.count(); t++) {
                while (name < text.spans().size() && text.spans().get(name).end() <= tokens.start(t)) {
                    name++;
                }
                boolean inName =
                        name < text.spans().size() && text.spans().get(name).start() < tokens.end(t);
                if (!inName && tokens.kind(t) == Kind.WORD && tokens.casing(t) == Casing.LOWER) {
                    counts.merge(tokens.text(text.text(), t), 1, Integer::sum);
                }
            }
        }
        counts.forEach((word, count) -> {
            if (count >= WORD) {
                add(word, count >= FUNCTION_WORD ? Gazetteer.WORD | Gazetteer.FUNCTION_WORD : Gazetteer.WORD, true);
            }
        });
        return this;
    }

    /** What is shipped. */
    Gazetteer.Builder all() {
        return all;
    }

    /** What the model is trained with, so that it learns to do without. */
    Gazetteer most() {
        return most.build();
    }
}
