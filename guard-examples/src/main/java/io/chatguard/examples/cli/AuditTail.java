package io.chatguard.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The last records of a file of an audit trail, for readers. */
final class AuditTail {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> HIDDEN = Set.of("v", "prev", "hash", "sig", "seq", "at", "kind", "key", "chain");
    private static final int LONGEST = 1 << 17;

    private AuditTail() {}

    /** One line for each of the last records. */
    static List<String> of(Path path, int count) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines =
                Files.newBufferedReader(Files.isDirectory(path) ? lastFile(path) : path, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.addLast(line.length() > LONGEST ? "" : line);
                if (last.size() > count) {
                    last.removeFirst();
                }
            }
        }
        return last.stream().map(AuditTail::shown).toList();
    }

    private static Path lastFile(Path folder) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "audit-*.jsonl")) {
            all.forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new NoSuchFileException(folder.resolve("audit-*.jsonl").toString());
        }
        return files.last();
    }

    /** Number, time, kind, and every member that is not zero or empty; a line that is no record is shown as such. */
    static String shown(String line) {
        StringBuilder start = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        String in = "";
        try (JsonParser json = JSON.createParser(line)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String name = json.currentName();
                if (token == JsonToken.START_OBJECT && name != null) {
                    in = name + ".";
                } else if (token == JsonToken.END_OBJECT) {
                    in = "";
                } else if (token.isScalarValue()
                        && in.isEmpty()
                        && Set.of("seq", "at", "kind").contains(name)) {
                    start.append(start.isEmpty() ? "" : "  ").append(json.getText());
                } else if (token.isScalarValue()
                        && !(in.isEmpty() && HIDDEN.contains(name))
                        && !json.getText().equals("0")) {
                    rest.append(' ').append(in).append(name).append('=').append(json.getText());
                }
            }
        } catch (IOException notJson) {
            return "(not a record)";
        }
        return rest.isEmpty()
                ? start.toString()
                : start.append(' ').append(rest).toString();
    }
}
