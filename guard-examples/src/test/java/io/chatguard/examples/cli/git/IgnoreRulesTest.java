package io.chatguard.examples.cli.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same files are ignored as git ignores. */
class IgnoreRulesTest {
    private static final List<String> NAMES = List.of("a", "b", "ab", "a.b", "b.log", "foo", "é", "[x", "!a", "a b");
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "ab",
            "*",
            "?",
            "**",
            "a*",
            "*b",
            "*.log",
            "[ab]",
            "[!a]",
            "[^b-z]",
            "[[:alpha:]]",
            "foo",
            "\\[x",
            "\\!a",
            "a\\ b",
            "é",
            "[x",
            "*a*",
            "***",
            "\\a",
            "[]a]",
            "??");

    @TempDir
    Path top;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.log           | a/b.log      | true",
                "/*.log          | a/b.log      | false",
                "a/b             | x/a/b        | false",
                "**/a/b          | x/y/a/b      | true",
                "**/a/b          | a/b          | true",
                "a/**/b          | a/b          | true",
                "a/**/b          | a/x/y/b      | true",
                "a/**            | a/x/y        | true",
                "a/**            | a            | false",
                "a/*             | a/x/y        | false",
                "a**/b           | a/x/b        | false",
                "a/              | a            | false",
                "#a              | #a           | false",
                "\\#a            | #a           | true",
                "a\\             | a            | false",
                "[[:digit:]]     | 7            | true",
                "[[:nothing:]]   | 7            | false",
                "[a              | [a           | false",
                "/               | a            | false",
            })
    void aPatternFits(String pattern, String path, boolean fits) {
        assertThat(IgnorePattern.of(pattern)
                        .filter(p -> p.fits(path, Entry.FILE))
                        .isPresent())
                .isEqualTo(fits);
    }

    @Test
    void aHostilePatternTakesNoLongerThanItsLengthTimesThatOfTheName() {
        String pattern = "*a".repeat(120) + "*b";

        assertThat(IgnorePattern.of(pattern).orElseThrow().fits("a".repeat(4000), Entry.FILE))
                .isFalse();
    }

    @Test
    void outsideARepositoryNothingIsIgnored() throws IOException {
        Files.writeString(top.resolve(".gitignore"), "a\n");
        assumeTrue(IgnoreRules.top(top).isEmpty());

        assertThat(IgnoreRules.in(top).ignores(top.resolve("a"), Entry.FILE)).isFalse();
    }

    @Test
    void aRepositoryInARepositoryHasItsOwnRules() throws IOException {
        repository(top);
        Path inner = Files.createDirectories(top.resolve("inner"));
        repository(inner);
        Files.writeString(top.resolve(".gitignore"), "*.log\n");
        Files.writeString(inner.resolve(".gitignore"), "*.txt\n");

        IgnoreRules rules = IgnoreRules.in(top).below(inner);

        assertThat(rules.ignores(inner.resolve("a.log"), Entry.FILE)).isFalse();
        assertThat(rules.ignores(inner.resolve("a.txt"), Entry.FILE)).isTrue();
    }

    @Test
    void aLinkedWorkingTreeHasTheExcludesOfItsRepository() throws IOException {
        Path main = Files.createDirectories(top.resolve("main"));
        Path linked = Files.createDirectories(top.resolve("linked"));
        repository(main);
        Files.writeString(Files.createDirectories(main.resolve(".git/info")).resolve("exclude"), "secret\n");
        Path own = Files.createDirectories(main.resolve(".git/worktrees/linked"));
        Files.writeString(own.resolve("commondir"), "../..\n");
        Files.writeString(linked.resolve(".git"), "gitdir: " + own + "\n");

        assertThat(IgnoreRules.in(linked).ignores(linked.resolve("secret"), Entry.FILE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void ignoresWhatGitIgnores(int seed) throws Exception {
        assumeTrue(hasGit(), "no git here");
        git("init", "-q");
        Random random = new Random(seed);
        tree(top, random, 3);
        Files.createDirectories(top.resolve(".git/info"));
        Files.writeString(top.resolve(".git/info/exclude"), lines(random, 2));

        assertThat(ours()).as(Files.readString(top.resolve(".gitignore"))).isEqualTo(gits());
    }

    private Set<String> ours() throws IOException {
        Set<String> ignored = new TreeSet<>();
        collect(top, IgnoreRules.in(top), false, ignored);
        return ignored;
    }

    /** What lies in an ignored folder is ignored. */
    private void collect(Path folder, IgnoreRules rules, boolean below, Set<String> ignored) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                boolean isFolder = Files.isDirectory(child);
                boolean out = below || rules.ignores(child, isFolder ? Entry.FOLDER : Entry.FILE);
                if (child.endsWith(".git")) {
                    continue;
                }
                if (isFolder) {
                    collect(child, out ? rules : rules.below(child), out, ignored);
                } else if (out) {
                    ignored.add(top.relativize(child).toString());
                }
            }
        }
    }

    private Set<String> gits() throws Exception {
        String listed = git("ls-files", "-z", "-o", "-i", "--exclude-standard");
        Set<String> ignored = new TreeSet<>();
        for (String path : listed.split("\0")) {
            if (!path.isEmpty()) {
                ignored.add(path);
            }
        }
        return ignored;
    }

    private static void tree(Path folder, Random random, int depth) throws IOException {
        for (String name : NAMES) {
            if (depth > 0 && random.nextInt(3) == 0) {
                tree(Files.createDirectories(folder.resolve(name)), random, depth - 1);
            } else {
                Files.writeString(folder.resolve(name), "");
            }
        }
        if (depth == 3 || random.nextInt(3) == 0) {
            Files.writeString(folder.resolve(".gitignore"), lines(random, 4));
        }
    }

    private static String lines(Random random, int count) {
        StringBuilder lines = new StringBuilder("# generated\n\n");
        for (int i = 0; i < count; i++) {
            List<String> pieces = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                pieces.add(PIECES.get(random.nextInt(PIECES.size())));
            }
            lines.append(random.nextInt(3) == 0 ? "!" : "")
                    .append(random.nextInt(4) == 0 ? "/" : "")
                    .append(String.join("/", pieces))
                    .append(random.nextInt(4) == 0 ? "/" : "")
                    .append(random.nextInt(5) == 0 ? "  " : "")
                    .append(random.nextInt(6) == 0 ? "\r\n" : "\n");
        }
        return lines.toString();
    }

    private static void repository(Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(".git")).resolve("HEAD"), "ref: refs/heads/main\n");
    }

    private static boolean hasGit() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.excludesFile=/dev/null"));
        command.addAll(List.of(arguments));
        ProcessBuilder git = new ProcessBuilder(command).directory(top.toFile());
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process process = git.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
