package io.chatguard.examples.cli;

import io.chatguard.examples.cli.score.LabelMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which gold labels a detector's labels stand for: lines {@code LABEL = GOLD, GOLD}, {@code #} for comments. */
final class LabelMapFile {

    private LabelMapFile() {}

    static LabelMap read(Path file) throws IOException {
        Map<String, Set<String>> goldOf = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = file + ", line " + (i + 1);
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw wrong("this is no mapping", place);
            }
            Set<String> gold = Arrays.stream(line.substring(equals + 1).split(","))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
            if (goldOf.put(line.substring(0, equals).strip(), gold) != null) {
                throw wrong("a label is mapped a second time", place);
            }
        }
        return new LabelMap(goldOf);
    }

    private static CliFailure wrong(String summary, String place) {
        return CliFailure.of(
                summary,
                place,
                "evaluate/label-map",
                "write a line LABEL = GOLD, GOLD for each of a detector's labels");
    }
}
