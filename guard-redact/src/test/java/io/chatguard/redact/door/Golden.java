package io.chatguard.redact.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Lists that are committed, so that a change of them is a diff; {@code -Dchatguard.doors.update=true} writes them anew.
 */
final class Golden {

    private static final String UPDATE = "chatguard.doors.update";
    private static final Path LISTS = Path.of("src", "test", "resources", "io", "chatguard", "redact", "door");
    private static final Path DOCUMENT = Path.of("..", "guard-api", "ENDPOINTS.md");
    private static final String TABLE = "|---|---|---|---|---|\n";

    private Golden() {}

    static String lines(Map<String, String> entries) {
        StringBuilder out = new StringBuilder();
        entries.forEach(
                (key, value) -> out.append(key).append(" - ").append(value).append('\n'));
        return out.toString();
    }

    static void check(String name, String now) {
        Path file = LISTS.resolve(name);
        if (Boolean.getBoolean(UPDATE)) {
            write(file, head(file) + now);
        }
        String committed = read(file);
        assertThat(committed.substring(head(file).length()))
                .as("%s; if the change is meant, run with -D%s=true", name, UPDATE)
                .isEqualTo(now);
    }

    /** Compares the table of a document; what stands around it is written by hand. */
    static void checkDocument(String table) {
        String document = read(DOCUMENT);
        int from = document.indexOf(TABLE) + TABLE.length();
        int to = document.indexOf("\n\n", from);
        int end = to < 0 ? document.length() : to + 1;
        if (Boolean.getBoolean(UPDATE)) {
            write(DOCUMENT, document.substring(0, from) + table + document.substring(end));
            return;
        }
        assertThat(document.substring(from, end))
                .as("guard-api/ENDPOINTS.md; run with -D%s=true", UPDATE)
                .isEqualTo(table);
    }

    /** The comment at the head of a list. */
    private static String head(Path file) {
        StringBuilder out = new StringBuilder();
        for (String line : read(file).split("(?<=\n)")) {
            if (!line.startsWith("#")) {
                break;
            }
            out.append(line);
        }
        return out.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
