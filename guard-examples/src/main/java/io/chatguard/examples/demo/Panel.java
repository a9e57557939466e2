package io.chatguard.examples.demo;

import io.chatguard.examples.demo.Ink.Tone;
import java.util.ArrayList;
import java.util.List;

/** Columns side by side in a box: all in one row where there is room, else two in a row, else below each other. */
record Panel(List<Column> columns) {
    private static final int FOUR_FROM = 112;
    private static final int TWO_FROM = 64;
    private static final String MARGIN = " ";

    Panel {
        columns = List.copyOf(columns);
    }

    /** The four views of one call. */
    static Panel of(String wrote, String left, String answered, String read) {
        return new Panel(List.of(
                Column.of(Titles.WROTE, wrote),
                Column.of(Titles.LEFT, left),
                Column.of(Titles.ANSWERED, answered),
                Column.of(Titles.READ, read)));
    }

    /** What the views are called. */
    static final class Titles {
        static final String WROTE = "the user wrote";
        static final String LEFT = "left the JVM";
        static final String ANSWERED = "the model answered";
        static final String READ = "the user reads";

        private Titles() {}
    }

    /** The box in lines of at most that width. */
    List<String> lines(int width, Ink ink, Glyphs glyphs) {
        int perRow = width >= FOUR_FROM ? columns.size() : width >= TWO_FROM ? Math.min(2, columns.size()) : 1;
        int inner = (width - 2 - (perRow + 1)) / perRow - 2;
        List<String> out = new ArrayList<>();
        for (int first = 0; first < columns.size(); first += perRow) {
            List<Column> row = columns.subList(first, Math.min(columns.size(), first + perRow));
            out.add(border(first == 0 ? 0 : 1, row, inner, ink, glyphs));
            out.addAll(body(row, inner, ink, glyphs));
        }
        out.add(border(2, columns.subList(0, perRow), inner, ink, glyphs));
        return out;
    }

    private static List<String> body(List<Column> row, int inner, Ink ink, Glyphs glyphs) {
        List<List<String>> cells = new ArrayList<>();
        int height = 0;
        for (Column column : row) {
            List<String> lines = column.lines(inner, ink, glyphs);
            cells.add(lines);
            height = Math.max(height, lines.size());
        }
        String bar = ink.in(Tone.FAINT, glyphs.vertical());
        List<String> out = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            StringBuilder line = new StringBuilder(MARGIN).append(bar);
            for (List<String> cell : cells) {
                String text = i < cell.size() ? cell.get(i) : " ".repeat(inner);
                line.append(' ').append(text).append(' ').append(bar);
            }
            out.add(line.toString());
        }
        return out;
    }

    /** A line of the box; above a row it carries the titles. */
    private static String border(int which, List<Column> row, int inner, Ink ink, Glyphs glyphs) {
        StringBuilder line = new StringBuilder(MARGIN);
        for (int i = 0; i < row.size(); i++) {
            line.append(ink.in(Tone.FAINT, glyphs.joint(which, i == 0 ? 0 : 1)));
            String title = which == 2 ? "" : row.get(i).title();
            int rest = inner + 2;
            if (!title.isEmpty()) {
                line.append(ink.in(Tone.FAINT, glyphs.horizontal()))
                        .append(' ')
                        .append(ink.in(Tone.STRONG, title))
                        .append(' ');
                rest -= title.length() + 3;
            }
            line.append(ink.in(Tone.FAINT, glyphs.horizontal().repeat(Math.max(0, rest))));
        }
        return line.append(ink.in(Tone.FAINT, glyphs.joint(which, 2))).toString();
    }
}
