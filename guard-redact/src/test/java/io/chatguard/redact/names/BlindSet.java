package io.chatguard.redact.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code blind-chat.txt}, which says what it is for. */
final class BlindSet {
    private static final String FILE = "blind-chat.txt";

    /** A name of a person: where it starts in a text, and where it ends. */
    record Name(int start, int end) {}

    /** A line of a chat in a language, and the names in it. */
    record Line(String language, String text, List<Name> names) {
        boolean isLower() {
            return text.equals(text.toLowerCase(Locale.ROOT));
        }
    }

    private BlindSet() {}

    static List<Line> lines() {
        try (InputStream in = BlindSet.class.getResourceAsStream(FILE)) {
            List<Line> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    lines.add(line(line));
                }
            }
            return lines;
        } catch (IOException broken) {
            throw new IllegalStateException(FILE + " is unreadable");
        }
    }

    private static Line line(String written) {
        String[] cells = written.split("\\|", 3);
        String marked = cells[2].replace("\\n", "\n").replace("\\t", "\t");
        StringBuilder text = new StringBuilder();
        List<Name> names = new ArrayList<>();
        int from = 0;
        for (int open = marked.indexOf('«'); open >= 0; open = marked.indexOf('«', from)) {
            int close = marked.indexOf('»', open);
            text.append(marked, from, open);
            int start = text.length();
            text.append(marked, open + 1, close);
            names.add(new Name(start, text.length()));
            from = close + 1;
        }
        text.append(marked, from, marked.length());
        return new Line(cells[0], text.toString(), names);
    }
}
