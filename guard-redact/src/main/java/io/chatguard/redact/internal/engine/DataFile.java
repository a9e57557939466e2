package io.chatguard.redact.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rule data beside the classes: UTF-8 lines, {@code #} starts a comment line, columns are separated by {@code |}. */
public final class DataFile {
    private DataFile() {}

    /** All of a resource. */
    public static byte[] bytes(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing rule data " + name + " beside " + owner.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("unreadable rule data " + name);
        }
    }

    /** All of a resource, as text. */
    public static String text(Class<?> owner, String name) {
        return new String(bytes(owner, name), StandardCharsets.UTF_8);
    }

    /** The data lines of a resource, trimmed, without comments and blank lines. Without a lambda: programs start with it. */
    public static List<String> lines(Class<?> owner, String name) {
        String text = text(owner, name);
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            String line = text.substring(from, end).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                lines.add(line);
            }
            from = end + 1;
        }
        return List.copyOf(lines);
    }

    /** The data lines of a resource, split into exactly {@code columns} trimmed columns. */
    public static List<String[]> table(Class<?> owner, String name, int columns) {
        List<String[]> rows = new ArrayList<>();
        for (String line : lines(owner, name)) {
            String[] row = line.split("\\|", -1);
            if (row.length != columns) {
                throw new IllegalStateException("rule data " + name + ": expected " + columns + " columns: " + line);
            }
            for (int i = 0; i < columns; i++) {
                row[i] = row[i].strip();
            }
            rows.add(row);
        }
        return rows;
    }
}
