package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Policy;
import io.chatguard.Role;
import io.chatguard.redact.internal.rules.RulePacker;
import io.chatguard.spi.Finding;
import io.chatguard.spi.Segment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a program loads before its first text is scanned. Milliseconds are for the benchmarks; here it is counted what they
 * are spent on: no rule is read as text, no pattern compiled for a text that does not need it, no lambda linked.
 */
class FirstScanTest {
    private static final String CLEAN = "Could you look over the agenda before noon? It is the one from last week.";
    private static final String KEY = "mail kim@example.com, the key is AKIA".concat("IOSFODNN7EXAMPLE");

    private static final String RULES = "rules";
    private static final String NAMES = "names";

    /** About 30 of the policy, 90 of the scan; each class more costs about a fifth of a millisecond. */
    private static final int MOST_CLASSES = 200;

    @TempDir
    Path classes;

    @Test
    void aCleanTextNeedsNoRuleAsTextAndNoPattern() throws Exception {
        List<String> loaded = loadedFor(CLEAN, RULES);
        assertThat(loaded).noneMatch(FirstScanTest::isOfCompilers);
        assertThat(loaded).noneMatch(name -> name.contains(".names.") || name.contains(".tagger."));
        assertThat(loaded).noneMatch(name -> name.contains("$$Lambda"));
        assertThat(loaded).noneMatch(name -> name.startsWith("com.") || name.startsWith("org.yaml"));
        assertThat(new TreeSet<>(loaded)).hasSizeBetween(50, MOST_CLASSES);
    }

    @Test
    void aKeyNeedsItsPatternAndNoRuleAsText() throws Exception {
        List<String> loaded = loadedFor(KEY, RULES);
        assertThat(loaded).anyMatch(name -> name.endsWith(".ExpressionReader"));
        assertThat(loaded).noneMatch(name -> name.endsWith(".RuleFile") || name.endsWith(".PairFrequencies"));
    }

    @Test
    void aTextWithoutACandidateNeedsNoModelOfNames() throws Exception {
        assertThat(loadedFor(CLEAN, NAMES)).noneMatch(name -> name.endsWith(".NameModel$Shipped"));
        assertThat(loadedFor("Please tell Anna Schmidt about it.", NAMES))
                .anyMatch(name -> name.endsWith(".NameModel$Shipped"));
    }

    @Test
    void aNumberNeedsNoFormOfAnyRuleAsText() throws Exception {
        List<String> loaded = loadedFor("We had 3 of them in 2020, 12 more than before.", RULES);
        assertThat(loaded).anyMatch(name -> name.endsWith(".IdentifierWays"));
        assertThat(loaded).noneMatch(FirstScanTest::isOfCompilers);
        assertThat(loaded).noneMatch(name -> name.contains("$$Lambda"));
        assertThat(new TreeSet<>(loaded)).hasSizeBetween(50, MOST_CLASSES);
    }

    private static boolean isOfCompilers(String name) {
        return List.of(
                        "RuleFile",
                        "RuleDraft",
                        "FormReader",
                        "CheckReader",
                        "ExpressionReader",
                        "NfaBuilder",
                        "CourseWriter",
                        "PairFrequencies",
                        "Groups")
                .contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** The classes of ours and of libraries that a program loads which scans this text and ends. */
    private List<String> loadedFor(String text, String tier) throws IOException, InterruptedException {
        Path folder = classes.resolve(RulePacker.class.getPackageName().replace('.', '/'));
        Files.createDirectories(folder);
        RulePacker.main(new String[] {classes.toString()});
        Path log = classes.resolve("loaded.log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        Child.class.getName(),
                        text,
                        tier)
                .redirectErrorStream(true)
                .redirectOutput(classes.resolve("out.log").toFile())
                .start();
        assertThat(child.waitFor())
                .as(Files.readString(classes.resolve("out.log")))
                .isZero();
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", ""))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(name -> name.startsWith("io.chatguard") || name.startsWith("com.") || name.startsWith("org."))
                .filter(name -> !name.startsWith(FirstScanTest.class.getName()) && !name.startsWith("com.sun."))
                .collect(Collectors.toList());
    }

    /** Scans its argument once, without a lambda of its own. */
    static final class Child implements Consumer<Finding>, Supplier<String> {
        private final String text;

        private Child(String text) {
            this.text = text;
        }

        public static void main(String[] text) {
            Child child = new Child(text[0]);
            Policy policy = Policy.defaults();
            DetectSettings detect = policy.section(DetectSettings.class);
            Redaction.builtInDetector(
                            text[1].equals(RULES) ? policy.with(DetectSettings.class, detect.withoutNames()) : policy)
                    .detect(List.of(Segment.at("/text").role(Role.USER).text((Supplier<String>) child)), child);
        }

        @Override
        public void accept(Finding finding) {}

        @Override
        public String get() {
            return text;
        }
    }
}
