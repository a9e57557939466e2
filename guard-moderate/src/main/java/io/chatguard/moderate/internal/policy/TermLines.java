package io.chatguard.moderate.internal.policy;

import io.chatguard.Action;
import io.chatguard.moderate.TermSettings;
import io.chatguard.spi.PolicyNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Parses lists of forbidden terms. */
final class TermLines {

    private TermLines() {}

    static List<TermSettings> read(PolicyNode node) {
        List<TermSettings> lists = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (PolicyNode item : node.items()) {
            item.allowOnly(List.of("name", "words", "file", "action", "direction"));
            PolicyNode name = item.member("name").orElseThrow(() -> item.error("a list of terms has a name"));
            Set<String> terms = new LinkedHashSet<>();
            item.member("words").ifPresent(words -> terms.addAll(Lines.words(words)));
            item.member("file").ifPresent(file -> terms.addAll(lines(file)));
            if (terms.isEmpty()) {
                throw item.error("a list has terms, under 'words' or in a 'file'");
            }
            if (!name.text().matches("[a-z0-9-]{1,40}") || !names.add(name.text())) {
                throw name.error("a name has 1 to 40 characters of a-z, 0-9 and -, and stands here once");
            }
            Action action = Lines.action(item, "action", Lines.FLAG_REDACT_BLOCK, Action.BLOCK);
            lists.add(new TermSettings(name.text(), terms, action, Lines.direction(item)));
        }
        return lists;
    }

    private static Set<String> lines(PolicyNode node) {
        Set<String> terms = new LinkedHashSet<>();
        try {
            for (String line : Files.readAllLines(Path.of(node.text()))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    terms.add(line.strip());
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw node.error(
                    "this file of terms cannot be read as UTF-8 text; a path is taken from the working directory");
        }
        return terms;
    }
}
