package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ADVERSARIAL.md says is so: every case has its row, every test that a row names is there and mentions it. */
class AdversarialTableTest {
    private static final Path ROOT = Path.of("..");

    /** All cases of the kinds token, exfil, ssrf, log, audit and fault, and those of other kinds that belong to them. */
    private static final Map<String, String> CASES = new TreeMap<>(Map.ofEntries(
            Map.entry("A016", "unicode.variation-selectors"),
            Map.entry("A055", "token.forged-random"),
            Map.entry("A056", "token.cross-session"),
            Map.entry("A058", "token.bitflip"),
            Map.entry("A059", "token.enumerate"),
            Map.entry("A061", "token.in-url-query"),
            Map.entry("A064", "token.in-tool-args"),
            Map.entry("A065", "token.in-code-block"),
            Map.entry("A067", "token.value-with-dollar"),
            Map.entry("A068", "token.collision-natural"),
            Map.entry("A070", "token.markdown-mangled"),
            Map.entry("A071", "token.case-confusable"),
            Map.entry("A073", "token.translated"),
            Map.entry("A074", "token.confirm-oracle"),
            Map.entry("A076", "token.expired"),
            Map.entry("A077", "token.erased"),
            Map.entry("A062", "token.in-url-host"),
            Map.entry("A079", "exfil.md-image"),
            Map.entry("A080", "exfil.md-image-ref"),
            Map.entry("A082", "exfil.autolink"),
            Map.entry("A083", "exfil.html-img"),
            Map.entry("A085", "exfil.svg-data"),
            Map.entry("A086", "exfil.split-md-stream"),
            Map.entry("A088", "ssrf.userinfo"),
            Map.entry("A089", "ssrf.idn-homograph"),
            Map.entry("A091", "exfil.tool-email"),
            Map.entry("A092", "exfil.ascii-smuggle-out"),
            Map.entry("A109", "log.ansi"),
            Map.entry("A110", "log.cef-inject"),
            Map.entry("A112", "log.json-break"),
            Map.entry("A113", "log.pii-in-exception"),
            Map.entry("A115", "audit.truncate-tail"),
            Map.entry("A116", "audit.swap"),
            Map.entry("A118", "fault.429-quota"),
            Map.entry("A119", "fault.429-retry-after"),
            Map.entry("A121", "fault.rst-after-first-byte"),
            Map.entry("A122", "fault.malformed-json"),
            Map.entry("A124", "fault.dup-delta"),
            Map.entry("A125", "fault.tool-args-partial"),
            Map.entry("A127", "fault.killed-after-send"),
            Map.entry("A131", "inject.allowlist-confuse")));

    private static final Pattern ROW = Pattern.compile("\\| (A\\d{3}) \\| ([a-z0-9.-]+): [^|]+ \\| ([^|]+) \\|");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)`");

    private static List<MatchResult> rows() throws IOException {
        return Files.readString(ROOT.resolve("ADVERSARIAL.md"))
                .lines()
                .filter(line -> line.startsWith("| A"))
                .map(line -> {
                    var row = ROW.matcher(line);
                    assertThat(row.matches()).as(line).isTrue();
                    return row.toMatchResult();
                })
                .toList();
    }

    @Test
    void everyCaseHasOneRow() throws IOException {
        List<String> listed =
                rows().stream().map(row -> row.group(1) + " " + row.group(2)).toList();
        assertThat(listed)
                .isEqualTo(CASES.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    @Test
    void everyRowSaysTestLimitOrLater() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.group(3)).matches("(test|limit|later): .+");
            assertThat(TEST.matcher(row.group(3)).find() || !row.group(3).startsWith("test"))
                    .as("%s names its test", row.group(1))
                    .isTrue();
        });
    }

    @Test
    void everyTestThatARowNamesMentionsItsCase() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> all = Files.walk(tests)) {
                    for (Path file : all.filter(path -> path.toString().endsWith("Test.java"))
                            .toList()) {
                        String name = String.valueOf(file.getFileName()).replace(".java", "");
                        sources.merge(name, Files.readString(file).toLowerCase(Locale.ROOT), String::concat);
                    }
                }
            }
        }
        List<String> missing = new ArrayList<>();
        for (MatchResult row : rows()) {
            TEST.matcher(row.group(3))
                    .results()
                    .map(test -> test.group(1))
                    .filter(test -> !sources.getOrDefault(test, "")
                            .contains(row.group(1).toLowerCase(Locale.ROOT)))
                    .forEach(test -> missing.add(row.group(1) + " in " + test));
        }
        assertThat(missing).isEmpty();
    }
}
