package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.examples.cli.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the exit status says, and that errors name place, rule and remedy and never the text. */
class CommandLineTest {
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";

    @TempDir
    Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void failsWithoutACommandOrWithAWrongOne() {
        assertThat(Run.of().status()).isEqualTo(2);
        assertThat(Run.of("policy").status()).isEqualTo(2);
        assertThat(Run.of("redacted").status()).isEqualTo(2);
        assertThat(Run.of("redact", "--max-line", "7").errors())
                .contains("--max-line")
                .contains("1024");
    }

    @Test
    void blocksWhatThePolicyBlocksNamingTheLineAndWritesNothing() {
        Run run = Run.reading("one\ntwo\nthe key " + KEY + "\nfour\n", "redact", "--out", file("out"));

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.errors())
                .contains("CREDENTIAL is blocked by policy 'default' at standard input, line 3 (rule credential/")
                .doesNotContain(KEY);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void writesNothingOfAFileWhoseEndCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("out"), "what was there");
        String lines = "{\"text\":\"a@example.com\"}\n".repeat(20_000) + "{\"text\":";

        Run run = Run.reading(lines, "redact", "--format", "jsonl", "--out", file("out"), "--map", file("map"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("line 20001");
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("what was there");
        assertThat(folder).isDirectoryNotContaining("glob:**{map,.part}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'text':'secret'}                | line 2, column 2 (rule jsonl/syntax)",
                "{\"text\":\"secret\"             | line 2, column",
                "{\"text\":\"secret\"} {}         | more than one JSON value",
                "[\"secret\"]                     | not a JSON object",
                "{\"text\":\"secret\",\"text\":1} | line 2, column",
                "{\"body\":\"secret\"}            | none of the named fields holds a string",
                "{\"text\":7}                     | (rule jsonl/field)"
            })
    void namesLineAndColumnOfBrokenJson(String line, String says) {
        Run run = Run.reading("{\"text\":\"fine\"}\n" + line + "\n", "redact", "--format", "jsonl");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains(says).contains("line 2").doesNotContain("secret");
    }

    @Test
    void refusesDeepJsonAndLongLines() {
        String deep = "{\"text\":\"x\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(Run.reading(deep, "redact", "--format", "jsonl").errors()).contains("at most 200 levels");

        Run run = Run.reading("short\n" + "x".repeat(2_000), "redact", "--max-line", "1024");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("longer than 1024 bytes at standard input, line 2 (rule input/line-length)");
    }

    @Test
    void namesTheByteOfInvalidUtf8() {
        byte[] broken = "fine\nsecret \u00e9".getBytes(StandardCharsets.ISO_8859_1);

        Run run = Run.with(broken, Map.of(), "redact");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors())
                .contains("line 2, byte offset 12 (rule input/utf-8)")
                .doesNotContain("secret");
    }

    @Test
    void leavesForeignSurrogatesAndSaysSo() {
        assertThat(Run.reading("a@example.com", "redact", "--map", file("map")).status())
                .isZero();

        Run run = Run.reading("EMAIL_ADDRESS_1_7KQXM4 stays", "restore", "--map", file("map"));

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.text()).isEqualTo("EMAIL_ADDRESS_1_7KQXM4 stays");
        assertThat(run.errors()).contains("stay: 1 (rule restore/unresolved)");
    }

    @Test
    void wantsTheKeyOfTheMap() throws IOException {
        assertThat(Run.reading("a@example.com", "redact", "--map", file("map")).status())
                .isZero();
        assertThat(Run.with(new byte[0], Map.of(), "restore", "--map", file("map"))
                        .errors())
                .contains("CHATGUARD_KEY");
        Files.writeString(folder.resolve("short"), "c2VjcmV0");
        Run run = Run.of("restore", "--map", file("map"), "--key-file", file("short"));
        assertThat(run.errors()).contains("this is not a key").doesNotContain("c2VjcmV0");
        assertThat(Run.of("restore", "--map", file("map"), "--key-file", file("none"))
                        .errors())
                .contains("there is no key file");
        Run other = Run.with(
                new byte[0],
                Map.of("CHATGUARD_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE="),
                "restore",
                "--map",
                file("map"));
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errors()).contains("sealed with another key");
        assertThat(Run.of("restore").status()).isEqualTo(2);
    }

    @Test
    void namesFilesThatAreNotThere() {
        Run run = Run.of("redact", "--in", file("none"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("there is no such file or folder at " + file("none"));
        assertThat(Run.reading("x", "redact", "--out", file("no/folder")).status())
                .isEqualTo(1);
    }

    @Test
    void checksPolicies() throws IOException {
        Path policy = folder.resolve("p.yaml");
        Files.writeString(policy, "version: 1\nname: mine\nentities: {EMAIL_ADDRESS: mask}\n");
        assertThat(Run.of("policy", "check", policy.toString()).text()).contains("policy 'mine' is valid");
        Files.writeString(policy, "version: 1\nentites: {}\n");
        Run run = Run.of("policy", "check", policy.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("2").contains("entities");
        assertThat(Run.of("policy", "schema").text())
                .contains("json-schema.org")
                .contains("reidentify");
    }

    @Test
    void tellsItsExitStatusesAndVersion() {
        for (String command :
                new String[] {"redact", "restore", "detect", "evaluate", "rules", "demo", "policy", "recipe"}) {
            StringWriter help = new StringWriter();
            var line = ChatGuard.commandLine(Surroundings.ofProcess()).setOut(new PrintWriter(help));
            assertThat(line.execute(command, "--help")).isZero();
            assertThat(help.toString()).contains("Exit status").contains("the policy blocks what is in the input");
            assertThat(line.execute("--version")).isZero();
            assertThat(help.toString()).contains("chatguard ");
        }
    }
}
