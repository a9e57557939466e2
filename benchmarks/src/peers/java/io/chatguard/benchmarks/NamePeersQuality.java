package io.chatguard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How well each finds the names that people marked. {@code NamePeersQuality FILE} reads JSON lines of {@code text} and {@code spans}
 * with {@code start}, {@code end} (code points) and {@code label} PER, LOC or ORG; prints counts only.
 */
final class NamePeersQuality {

    private static final List<String> TYPES = List.of("PER", "LOC", "ORG");

    private record Name(String type, int start, int end) {
        boolean touches(Name other) {
            return type.equals(other.type) && start < other.end && other.start < end;
        }
    }

    private record Text(String text, Set<Name> names) {}

    private NamePeersQuality() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        JsonMapper json = new JsonMapper();
        List<Text> texts = Files.readAllLines(Path.of(args[0])).stream()
                .map(line -> read(json, line))
                .toList();
        System.out.println("| finder | type | marked | touched % | exact P | exact R | exact F1 |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String finder : List.of("tier1", "tier2", "both", "stanford")) {
            score(finder, NameFinder.load(finder), texts);
        }
    }

    private static Text read(JsonMapper json, String line) {
        try {
            JsonNode node = json.readTree(line);
            String text = node.get("text").asText();
            Set<Name> names = new HashSet<>();
            for (JsonNode span : node.get("spans")) {
                int start = text.offsetByCodePoints(0, span.get("start").asInt());
                int end = text.offsetByCodePoints(0, span.get("end").asInt());
                names.add(new Name(span.get("label").asText(), start, end));
            }
            return new Text(text, names);
        } catch (IOException e) {
            throw new IllegalArgumentException("a line is not JSON", e);
        }
    }

    private static void score(String finder, NameFinder names, List<Text> texts) {
        int[] marked = new int[TYPES.size()];
        int[] touched = new int[TYPES.size()];
        int[] exact = new int[TYPES.size()];
        int[] told = new int[TYPES.size()];
        for (Text text : texts) {
            Set<Name> found = new HashSet<>();
            names.find(text.text, (type, start, end) -> found.add(new Name(type, start, end)));
            for (Name name : text.names) {
                int type = TYPES.indexOf(name.type);
                marked[type]++;
                touched[type] += found.stream().anyMatch(name::touches) ? 1 : 0;
                exact[type] += found.contains(name) ? 1 : 0;
            }
            for (Name name : found) {
                told[TYPES.indexOf(name.type)]++;
            }
        }
        for (int type = 0; type < TYPES.size(); type++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %d | %.1f | %.1f | %.1f | %.1f |%n",
                    finder,
                    TYPES.get(type),
                    marked[type],
                    100.0 * touched[type] / marked[type],
                    100.0 * exact[type] / told[type],
                    100.0 * exact[type] / marked[type],
                    200.0 * exact[type] / (told[type] + marked[type]));
        }
    }
}
