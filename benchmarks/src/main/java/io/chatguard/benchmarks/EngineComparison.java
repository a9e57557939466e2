package io.chatguard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The matching engine beside what a user would pick instead, as a part of the results; each rival with each number of
 * rules in a JVM of its own, where both sides are measured in turn. {@code EngineComparison SECONDS FILE} writes it alone.
 */
final class EngineComparison {
    private static final List<String> RIVALS = List.of("gated", "one by one", "RE2/J", "Hyperscan");
    private static final List<Integer> RULES = List.of(30, 60, 200, 1000);
    /** RE2/J needs minutes for a pass with more. */
    private static final int MOST_FOR_RE2 = 200;

    private static final List<String> WEIGHED = List.of("clean", "dense", "code");

    private record Cell(String rival, int rules, int kept, String text, double ours, double theirs, long bytes) {
        double ratio() {
            return ours / theirs;
        }
    }

    private final StringBuilder out = new StringBuilder();
    private final String seconds;
    private final Path chart;
    private final List<Cell> cells = new ArrayList<>();

    private EngineComparison(String seconds, Path chart) {
        this.seconds = seconds;
        this.chart = chart;
    }

    /** See the class. */
    public static void main(String[] args) {
        Path file = Path.of(args[1]).toAbsolutePath();
        try {
            Files.writeString(file, section(args[0], file.resolveSibling("engine.svg")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Measures; gives Markdown, and writes its chart. */
    static String section(String seconds, Path chart) {
        EngineComparison comparison = new EngineComparison(seconds, chart);
        comparison.write();
        return comparison.out.toString();
    }

    private void write() {
        line("## The matching engine");
        line("");
        line(
                "A megabyte of distinct text each, MB/s, one thread. Each row is a JVM of its own in which both sides run in"
                        + " turn (" + seconds + " s to warm up and " + seconds
                        + " s measured, median pass), with the rules for"
                        + " which both find the same matches in all four texts; the others are left out for both. *one by one*:"
                        + " `java.util.regex`, a `Matcher` a rule; *gated*: the same behind a search for the rule's keywords in"
                        + " pieces of 4 KiB; *RE2/J* 1.8: a `Matcher` a rule, `LONGEST_MATCH`; *Hyperscan*: 5.4.0-2.0.0 of"
                        + " `com.gliwka.hyperscan`, one database, `SOM_LEFTMOST|UTF8`, its conversion of the string included, the"
                        + " choice of the longest match not.");
        line("");
        line("| rival | rules | kept | text | ours | rival | ratio | ours allocates, bytes a pass |");
        line("|---|---|---|---|---|---|---|---|");
        for (int rules : RULES) {
            for (String rival : RIVALS) {
                if (!rival.equals("RE2/J") || rules <= MOST_FOR_RE2) {
                    measure(rival, rules);
                }
            }
        }
        line("");
        line("Geometric means over clean, dense and code:");
        line("");
        for (int rules : RULES) {
            for (String rival : RIVALS) {
                mean(rival, rules);
            }
        }
        chart();
        line("");
        line("![ours and its rivals with 200 rules](engine.svg)");
        floor();
    }

    private void measure(String rival, int rules) {
        for (String printed : run("EngineCell", rival, Integer.toString(rules), seconds)) {
            String[] parts = printed.split(" ");
            if (!parts[0].equals("cell")) {
                continue;
            }
            Cell cell = new Cell(
                    rival,
                    rules,
                    Integer.parseInt(parts[2]),
                    parts[1],
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]),
                    Long.parseLong(parts[5]));
            cells.add(cell);
            line(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %.0f | %.2f | %.1f | %d |",
                    cell.rival,
                    cell.rules,
                    cell.kept,
                    cell.text,
                    cell.ours,
                    cell.theirs,
                    cell.ratio(),
                    cell.bytes));
        }
    }

    private void mean(String rival, int rules) {
        List<Cell> of = cells.stream()
                .filter(cell -> cell.rival.equals(rival) && cell.rules == rules && WEIGHED.contains(cell.text))
                .toList();
        if (of.isEmpty()) {
            return;
        }
        double product = of.stream().mapToDouble(Cell::ratio).reduce(1, (a, b) -> a * b);
        double least = of.stream().mapToDouble(Cell::ratio).min().orElseThrow();
        line(String.format(
                Locale.ROOT,
                "- %d rules, %s: **%.1f** times, least %.1f",
                rules,
                rival,
                Math.pow(product, 1.0 / of.size()),
                least));
    }

    private void floor() {
        Map<String, List<String>> speeds = new LinkedHashMap<>();
        List<String> small = new ArrayList<>();
        List<String> adversarial = new ArrayList<>();
        for (String printed : run("EngineFloor", seconds)) {
            String[] parts = printed.split("\t");
            switch (parts[0]) {
                case "floor" ->
                    speeds.computeIfAbsent(parts[1], w -> new ArrayList<>()).add(parts[3]);
                case "small" -> small.add("| " + parts[1] + " | " + parts[2] + " | " + parts[3] + " |");
                case "adversarial" -> adversarial.add("| `" + parts[1] + "` | " + parts[2] + " |");
                default -> {}
            }
        }
        line("");
        line("Beside other ways to look at a text (MB/s; `charAt` is one loop with a sum, the floor):");
        line("");
        line("| | clean | dense | code | logs |");
        line("|---|---|---|---|---|");
        speeds.forEach((what, row) -> line("| " + what + " | " + String.join(" | ", row) + " |"));
        line("");
        line("A kilobyte at a time:");
        line("");
        line("| | p50 µs | p99 µs |");
        line("|---|---|---|");
        small.forEach(this::line);
        line("");
        starts();
        line("");
        line("Ten megabytes of one piece again and again, 200 rules:");
        line("");
        line("| piece | MB/s |");
        line("|---|---|");
        adversarial.forEach(this::line);
    }

    /** The time to the end of the first scan, three JVMs for each, the best of them. */
    private void starts() {
        line("From nothing to the end of the first scan, in a fresh JVM, the best of three:");
        line("");
        line("| | ms |");
        line("|---|---|");
        line("| default policy, the rules that ship | " + start("shipped") + " |");
        try {
            Path packed = Files.createTempFile("rules", ".bin");
            EngineStart.pack(300, 700, packed);
            line("| 300 patterns and 700 rules of scanners, packed by a build | " + start("packed", packed.toString())
                    + " |");
            Files.delete(packed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int rules : RULES) {
            line("| " + rules + " rules of a user, compiled | " + start(Integer.toString(rules)) + " |");
        }
    }

    private static int start(String... arguments) {
        int best = Integer.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            for (String printed : run("EngineStart", arguments)) {
                String[] parts = printed.split("\t");
                best = parts[0].equals("start") ? Math.min(best, Integer.parseInt(parts[2])) : best;
            }
        }
        return best;
    }

    /** Speeds of all with 200 rules on a logarithmic scale; a group of bars for each text. */
    private void chart() {
        int width = 720;
        int left = 130;
        int bar = 12;
        StringBuilder svg = new StringBuilder();
        int y = 30;
        for (String text : EngineCell.TEXTS) {
            Map<String, Double> bars = new LinkedHashMap<>();
            for (Cell cell : cells) {
                if (cell.rules == MOST_FOR_RE2 && cell.text.equals(text)) {
                    bars.putIfAbsent("ours", cell.ours);
                    bars.put(cell.rival, cell.theirs);
                }
            }
            svg.append(String.format(
                    Locale.ROOT, "<text x=\"4\" y=\"%d\" font-weight=\"bold\">%s</text>%n", y + bar, text));
            for (Map.Entry<String, Double> one : bars.entrySet()) {
                double length = Math.max(1, (Math.log10(one.getValue()) + 2) * (width - left - 70) / 6);
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.0f\""
                                + " height=\"%d\" fill=\"%s\"/><text x=\"%.0f\" y=\"%d\">%.1f</text>%n",
                        left - 4,
                        y + bar - 2,
                        one.getKey(),
                        left,
                        y,
                        length,
                        bar - 2,
                        one.getKey().equals("ours") ? "#2a6fb0" : "#a9b4bf",
                        left + length + 4,
                        y + bar - 2,
                        one.getValue()));
                y += bar + 2;
            }
            y += 10;
        }
        String all = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<text x=\"4\" y=\"16\">200 rules, MB/s, logarithmic</text>%n%s</svg>%n",
                width,
                y,
                svg);
        try {
            Files.writeString(chart, all, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that a class of this package prints in a JVM of its own. */
    private static List<String> run(String type, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                EngineComparison.class.getPackageName() + "." + type));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(type + " failed");
            }
            return printed.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
