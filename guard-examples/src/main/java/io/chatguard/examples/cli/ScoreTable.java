package io.chatguard.examples.cli;

import io.chatguard.examples.cli.score.Score;
import io.chatguard.examples.cli.score.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Shows scores to people: a line for each label and configuration. */
final class ScoreTable {
    private static final List<String> HEAD = List.of(
            "", "", "gold", "full", "touched", "exact", "leaked", "chars", "found", "precision", "mapped", "F1", "F2");
    private static final String NOTHING_TO_COUNT = "-";

    private ScoreTable() {}

    /** Lines for configurations that scored the same texts. */
    static List<String> lines(List<String> names, List<Score> scores) {
        List<String> lines = new ArrayList<>();
        Score first = scores.get(0);
        lines.add(first.texts() + " texts, " + first.plain() + " of them without gold spans");
        for (int i = 0; i < names.size(); i++) {
            lines.add(letter(i) + " = " + names.get(i) + ": finds nothing in "
                    + scores.get(i).leftAlone() + " of the texts without gold spans");
        }
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        addRows(rows, "overall", scores.stream().map(Score::overall).toList());
        for (String label : labels(scores)) {
            addRows(
                    rows,
                    label,
                    scores.stream()
                            .map(score -> score.byLabel().getOrDefault(label, new Tally()))
                            .toList());
        }
        lines.addAll(aligned(rows));
        return lines;
    }

    private static List<String> labels(List<Score> scores) {
        TreeSet<String> all = new TreeSet<>();
        scores.forEach(score -> all.addAll(score.byLabel().keySet()));
        Comparator<String> common = Comparator.comparingLong(label -> -scores.stream()
                .map(score -> score.byLabel().getOrDefault(label, new Tally()))
                .mapToLong(Tally::gold)
                .max()
                .orElse(0));
        return all.stream().sorted(common).toList();
    }

    private static void addRows(List<List<String>> rows, String label, List<Tally> tallies) {
        for (int i = 0; i < tallies.size(); i++) {
            Tally t = tallies.get(i);
            rows.add(List.of(
                    i == 0 ? label : "",
                    letter(i),
                    Long.toString(t.gold()),
                    share(t.recall(), t.gold()),
                    share(t.touchedRecall(), t.gold()),
                    share(t.exactRecall(), t.gold()),
                    share(t.leakedShare(), t.characters()),
                    Long.toString(t.leaked()),
                    Long.toString(t.predicted()),
                    share(t.precision(), t.predicted()),
                    share(t.mappedPrecision(), t.predicted()),
                    share(t.f(1), Math.min(t.gold(), t.predicted())),
                    share(t.f(2), Math.min(t.gold(), t.predicted()))));
        }
    }

    private static String letter(int configuration) {
        return String.valueOf((char) ('A' + configuration));
    }

    private static String share(double share, long of) {
        return of == 0 ? NOTHING_TO_COUNT : String.format(Locale.ROOT, "%.4f", share);
    }

    /** Words to the left, numbers to the right. */
    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(i < 2 ? row.get(i) + gap : gap + row.get(i)).append(i < widths.length - 1 ? "  " : "");
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
