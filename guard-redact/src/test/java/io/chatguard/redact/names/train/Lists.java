package io.chatguard.redact.names.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Data files of the trainer: lines without comments, fields between bars. */
final class Lists {

    private static final String ROOM = "/io/chatguard/redact/names/";

    private Lists() {}

    static List<String> lines(String file) {
        InputStream in = Lists.class.getResourceAsStream(ROOM + file);
        Objects.requireNonNull(in, () -> "no data file " + file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> out = new ArrayList<>();
            boolean header = true;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                header &= line.startsWith("#") || line.isBlank();
                if (!header && !line.isBlank()) {
                    out.add(line);
                }
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    static List<String[]> rows(String file, int fields) {
        List<String[]> out = new ArrayList<>();
        for (String line : lines(file)) {
            String[] row = line.split(" \\| ", -1);
            if (row.length != fields) {
                throw new IllegalStateException(file + ": " + fields + " fields expected in " + line);
            }
            out.add(row);
        }
        return out;
    }
}
