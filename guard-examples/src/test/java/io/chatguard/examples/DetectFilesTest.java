package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders are looked through for secrets, and none is in what is written. */
class DetectFilesTest {
    private static final String KEY = "AKIAZ7QX3M2KLP5RTW6B";

    /** What SARIF 2.1.0 requires of the parts that are written; own words, after sections 3.13 to 3.30 of the standard. */
    private static final String SARIF = """
            {"type":"object","required":["version","runs"],"properties":{
              "version":{"const":"2.1.0"},"$schema":{"type":"string","format":"uri"},
              "runs":{"type":"array","minItems":1,"items":{"type":"object","required":["tool"],"properties":{
                "columnKind":{"enum":["utf16CodeUnits","unicodeCodePoints"]},
                "tool":{"type":"object","required":["driver"],"properties":{"driver":{
                  "type":"object","required":["name","version","rules"],"properties":{"rules":{
                    "type":"array","uniqueItems":true,"items":{"type":"object","required":["id","shortDescription"],
                    "properties":{"helpUri":{"type":"string","format":"uri"},
                      "shortDescription":{"type":"object","required":["text"]}}}}}}}},
                "invocations":{"type":"array","items":{"type":"object","required":["executionSuccessful"]}},
                "results":{"type":"array","items":{"type":"object","required":["message","ruleId","level","locations"],
                  "properties":{"level":{"enum":["none","note","warning","error"]},
                    "ruleIndex":{"type":"integer","minimum":0},
                    "message":{"type":"object","required":["text"]},
                    "locations":{"type":"array","items":{"type":"object","properties":{"physicalLocation":{
                      "type":"object","required":["artifactLocation","region"],"properties":{
                        "artifactLocation":{"type":"object","required":["uri","uriBaseId"],
                          "properties":{"uri":{"type":"string","format":"uri-reference"}}},
                        "region":{"type":"object","additionalProperties":false,
                          "required":["startLine","startColumn","endLine","endColumn"],
                          "properties":{"startLine":{"type":"integer","minimum":1},
                            "startColumn":{"type":"integer","minimum":1},"endLine":{"type":"integer","minimum":1},
                            "endColumn":{"type":"integer","minimum":1}}}}}}}}}}}}}}}}
            """;

    @TempDir
    Path folder;

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Run scan(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "detect";
        arguments[1] = "--preset";
        arguments[2] = "secrets-only";
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[arguments.length - 1] = folder.toString();
        return Run.of(arguments);
    }

    @Test
    void saysFileLineColumnAndLengthInTheOrderOfTheNames() throws IOException {
        file("b.txt", "one\n\u00e9\ud83d\ude00 " + KEY + "\n");
        file("a/z.txt", "key " + KEY);

        Run run = scan();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.text().lines()).hasSize(2);
        assertThat(run.text())
                .matches("(?s)[^\n]*/a/z\\.txt:1:5 credential/\\S+ \\w+ \\(20 characters\\): Amazon access key id\n"
                        + "[^\n]*/b\\.txt:2:5 credential/\\S+ \\w+ \\(20 characters\\): Amazon access key id\n");
        assertThat(run.errors()).contains("2 findings in 2 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "jsonl", "sarif"})
    void tellsWhatASecretMayDo(String format) throws IOException {
        file("a.txt", "key sk_" + "test_qT5vN8wZ2kR7mX4cB9hL3pJ6");

        Run run = scan("--format", format);

        assertThat(run.text()).contains("credential/stripe-test", "Stripe", "secret key", "test");
        assertThat(run.errors()).contains("1 finding in 1 file;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "jsonl", "sarif"})
    void theSecretIsInNoOutput(String format) throws IOException {
        file("a.txt", "key " + KEY + " and more");

        Run run = scan("--format", format);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.text() + run.errors())
                .contains("credential/")
                .doesNotContain(KEY)
                .doesNotContain("Z7QX");
    }

    @Test
    void whereNothingIsTheStatusIsZero() throws IOException {
        file("a.txt", "nothing here\n");

        assertThat(scan().status()).isZero();
        assertThat(scan().output()).isEmpty();
    }

    @Test
    void binariesAndIgnoredFilesAreLeftOutAndCounted() throws IOException {
        file(".git/HEAD", "ref: refs/heads/main\n");
        file(".git/config", KEY);
        file(".gitignore", "build/\n*.log\n!keep.log\n");
        file("build/out.txt", KEY);
        file("a.log", KEY);
        file("bin", "\0" + KEY);
        file("x/keep.log", KEY);

        assertThat(scan().text()).contains("keep.log:1:1").hasLineCount(1);
        assertThat(scan().errors()).contains("2 ignored by git, 1 binary");
        assertThat(scan("--no-ignore").text())
                .contains("a.log", "build", "keep.log")
                .hasLineCount(3);
    }

    @Test
    void aNamedFileIsReadEvenIfGitIgnoresIt() throws IOException {
        file(".git/HEAD", "ref: refs/heads/main\n");
        file(".gitignore", "*.log\n");
        file("a.log", KEY);

        assertThat(Run.of("detect", folder.resolve("a.log").toString()).status())
                .isEqualTo(1);
    }

    @Test
    void aLinkThatLeadsInACircleIsNotFollowed() throws IOException {
        file("a/b.txt", KEY);
        Files.createSymbolicLink(folder.resolve("a/again"), folder);

        assertThat(scan().text()).hasLineCount(1);
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestIsReadAllTheSame() throws IOException {
        file("a.txt", KEY);
        String absent = folder.resolve("absent").toString();

        Run run = Run.of("detect", absent, folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.text()).hasLineCount(1);
        assertThat(run.errors()).contains(absent, "files/access", "not read: 1");
    }

    @Test
    void aFileWithoutPermissionIsSaid() throws IOException {
        file("a.txt", KEY);
        Path closed = folder.resolve("a.txt");
        assumeTrue(closed.toFile().setReadable(false) && !Files.isReadable(closed), "everything can be read here");

        assertThat(scan().status()).isEqualTo(2);
    }

    @Test
    void everySecretOfALongFileIsFoundOnceWhereverAWindowEnds() throws IOException {
        StringBuilder text = new StringBuilder();
        int lines = 0;
        while (text.length() < 1_700_000) {
            String filler = "word ".repeat(lines * 37 % 60);
            text.append(filler).append(lines % 40 == 0 ? "key " + KEY : "").append('\n');
            lines++;
        }
        file("long.txt", text.toString());

        Run run = scan();

        StringBuilder expected = new StringBuilder();
        for (int line = 0; line < lines; line += 40) {
            expected.append(line + 1).append(':').append(line * 37 % 60 * 5 + 5).append('\n');
        }
        StringBuilder found = new StringBuilder();
        run.text().lines().forEach(line -> {
            String[] parts = line.substring(line.indexOf("long.txt:")).split("[: ]", -1);
            found.append(parts[1]).append(':').append(parts[2]).append('\n');
        });
        assertThat(found.toString()).isEqualTo(expected.toString());
    }

    @Test
    void aLineThatIsLongerThanAWindowLosesNothing() throws IOException {
        String piece = "\ud83d\ude00 " + "x ".repeat(1500) + KEY + " ";
        file("min.js", piece.repeat(400));

        Run run = scan();

        assertThat(run.text()).hasLineCount(400);
        assertThat(run.text()).contains(String.format(Locale.ROOT, ":1:%d ", 399 * piece.length() + 3004));
    }

    @Test
    void utf16WithAMarkIsText() throws IOException {
        Files.write(folder.resolve("a.txt"), ("\ufeffkey " + KEY).getBytes(StandardCharsets.UTF_16LE));

        assertThat(scan().text()).contains("a.txt:1:5 ");
    }

    @Test
    void sarifHasWhatTheStandardRequires() throws IOException {
        file(".git/HEAD", "ref: refs/heads/main\n");
        file("a b/\u00e9:#.txt", "one\nkey " + KEY);
        Path out = folder.resolve("found.sarif");

        Run run = scan("--format", "sarif", "--out", out.toString());

        assertThat(run.status()).isEqualTo(1);
        JsonNode log = new ObjectMapper().readTree(out.toFile());
        var schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(SARIF);
        assertThat(schema.validate(log)).isEmpty();
        JsonNode scan = log.at("/runs/0");
        assertThat(scan.at("/columnKind").textValue()).isEqualTo("utf16CodeUnits");
        assertThat(scan.at("/results")).hasSize(1);
        JsonNode place = scan.at("/results/0/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").textValue()).isEqualTo("a%20b/%C3%A9%3A%23.txt");
        assertThat(place.at("/region").toString())
                .isEqualTo("{\"startLine\":2,\"startColumn\":5,\"endLine\":2,\"endColumn\":25}");
        JsonNode rule =
                scan.at("/tool/driver/rules/" + scan.at("/results/0/ruleIndex").intValue());
        assertThat(rule.at("/id")).isEqualTo(scan.at("/results/0/ruleId"));
        assertThat(rule.at("/helpUri").textValue()).startsWith("https://");
    }

    @Test
    void sarifWithoutFindingsIsWholeToo() throws IOException {
        JsonNode log = new ObjectMapper().readTree(scan("--format", "sarif").output());

        assertThat(log.at("/runs/0/results").isArray()).isTrue();
        assertThat(log.at("/runs/0/invocations/0/executionSuccessful").booleanValue())
                .isTrue();
    }

    @Test
    void linesAndFilesAreNotMixed() {
        assertThat(scan("--in", "a.jsonl").errors()).contains("not both");
        assertThat(scan("--in", "a.jsonl").status()).isEqualTo(2);
        assertThat(Run.of("detect", "--format", "sarif").status()).isEqualTo(2);
    }

    @Test
    void aPolicyThatCannotBeReadIsNotTakenForAFinding() {
        assertThat(Run.of("detect", "--policy", folder.resolve("none").toString(), folder.toString())
                        .status())
                .isEqualTo(2);
    }
}
