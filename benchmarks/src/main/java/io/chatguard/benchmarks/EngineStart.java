package io.chatguard.benchmarks;

import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.Redaction;
import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.catalog.RuleFile;
import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * From nothing to the first scan, in a JVM of its own; prints milliseconds. {@code EngineStart RULES} compiles so many
 * rules, as a user's are. {@code EngineStart shipped} takes the default policy and the rules that ship.
 * {@code EngineStart packed FILE} reads rules that {@link #pack} has packed, as ours are when the library is built.
 */
final class EngineStart {
    private static final String TEXT = "Write to ann@example.com before noon.";

    private EngineStart() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        var rules =
                args[0].matches("\\d+") ? EngineRules.first(Integer.parseInt(args[0])) : List.<EngineRules.Rule>of();
        Counter found = new Counter();
        long before = System.nanoTime();
        switch (args[0]) {
            case "shipped" ->
                Redaction.builtInDetector(rules())
                        .detect(List.of(Segment.of("/text", Role.USER, Segment.Kind.PROSE, TEXT)), found);
            case "packed" ->
                found.count = PackedRules.read(new PackedInput(Files.readAllBytes(Path.of(args[1]))))
                        .patterns()
                        .scan(TEXT)
                        .size();
            default -> found.count = EngineRival.of("ours", rules).find(TEXT);
        }
        double time = (System.nanoTime() - before) / 1e6;
        System.out.printf(Locale.ROOT, "start\t%s\t%.0f\t%d%n", args[0], time, found.count);
    }

    /** Packs a catalogue of so many patterns, and of so many rules of scanners, each with words in two languages. */
    static void pack(int patterns, int scanners, Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        List<EngineRules.Rule> rules = EngineRules.first(patterns);
        for (int i = 0; i < patterns; i++) {
            text.append("rule: secrets/vendor").append(i).append("\ntype: CREDENTIAL\npattern: ");
            text.append(rules.get(i).regex()).append("\nscore: 0.9\n\n");
        }
        for (int i = 0; i < scanners; i++) {
            text.append("rule: ids/country")
                    .append(i)
                    .append("\ntype: COUNTRY_ID_")
                    .append(i);
            text.append("\nscanner: ids\nwords en: tax number, identity card, national id ")
                    .append(i);
            text.append("\nwords de: Steuernummer, Ausweis, Kennung ").append(i).append("\n\n");
        }
        PackedOutput out = new PackedOutput();
        PackedRules.pack(RuleFile.read(text.toString(), "rules"), out);
        Files.write(file, out.bytes());
    }

    private static final class Counter implements Consumer<Finding> {
        private int count;

        @Override
        public void accept(Finding finding) {
            count++;
        }
    }

    /** Rules alone: names have a benchmark of their own. */
    private static Policy rules() {
        Policy policy = Policy.defaults();
        return policy.with(
                DetectSettings.class, policy.section(DetectSettings.class).withoutNames());
    }
}
