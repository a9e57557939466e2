package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatguard.examples.cli.Surroundings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code detect} writes for which lines. */
class DetectTest {
    private static final String MAIL = "a@example.com";

    @TempDir
    Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String line(String text) {
        return "{\"text\":\"" + text + "\"}\n";
    }

    @Test
    void saysForEachLineWhatIsWhereAndWhichRuleSaysSo() {
        Run run = Run.reading(line("Mail a@example.com now") + line("nothing") + line(""), "detect");

        assertThat(run.status()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.text()).isEqualTo("""
                        {"spans":[{"start":5,"end":18,"label":"EMAIL_ADDRESS","score":0.95,"rule":"email/rfc5321"}]}
                        {"spans":[]}
                        {"spans":[]}
                        """);
    }

    @Test
    void looksAtTheMemberTextAloneAndKeepsBlankLinesBlank() {
        Run run = Run.reading(
                "{\"id\":[{\"text\":\"b@example.com\"}],\"t\\u0065xt\":\"\\u0061@example.com\",\"n\":-1.5e+3}\n \n"
                        + "{\"text\":\"x\"}",
                "detect");

        assertThat(run.text().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"start\":0,\"end\":13"),
                        second -> assertThat(second).isEmpty(),
                        third -> assertThat(third).isEqualTo("{\"spans\":[]}"));
    }

    @ParameterizedTest
    @CsvSource({"codepoint,3,16,17,30", "utf16,5,18,20,33"})
    void countsCodePointsOrUtf16Units(String offsets, int first, int firstEnd, int second, int secondEnd)
            throws IOException {
        String text = "\uD83E\uDD93\uD83D\uDE00 a@example.com\uD83E\uDD93b@example.com";
        for (String json : List.of(line(text), line(text.replace("\uD83E\uDD93", "\\ud83e\\udd93")))) {
            JsonNode spans = new ObjectMapper()
                    .readTree(Run.reading(json, "detect", "--offsets", offsets).text())
                    .get("spans");

            assertThat(spans).hasSize(2);
            assertThat(spans.get(0).get("start").intValue()).isEqualTo(first);
            assertThat(spans.get(0).get("end").intValue()).isEqualTo(firstEnd);
            assertThat(spans.get(1).get("start").intValue()).isEqualTo(second);
            assertThat(spans.get(1).get("end").intValue()).isEqualTo(secondEnd);
        }
    }

    @Test
    void judgesEachLineByItselfWhateverStandsInTheOthers() {
        String ambiguous = line("030 901820");
        String alone = Run.reading(ambiguous, "detect", "--min-score", "0").text();

        Run among = Run.reading(line("my phone number is") + ambiguous, "detect", "--min-score", "0");

        assertThat(among.text()).endsWith(alone);
    }

    @Test
    void leavesOutWhatHasALowerScoreThanAskedForOrThanThePolicySays() throws IOException {
        String lines = line(MAIL);
        String policy = write("p.yaml", "version: 1\ndetect: {min_score: 0.99}\n");

        assertThat(Run.reading(lines, "detect", "--min-score", "0.95").text()).contains("EMAIL_ADDRESS");
        assertThat(Run.reading(lines, "detect", "--min-score", "0.96").text()).isEqualTo("{\"spans\":[]}\n");
        assertThat(Run.reading(lines, "detect", "--policy", policy).text()).isEqualTo("{\"spans\":[]}\n");
        assertThat(Run.reading(lines, "detect", "--policy", policy, "--min-score", "0.4")
                        .text())
                .contains("EMAIL_ADDRESS");
    }

    @Test
    void reportsTheNamedLabelsOnly() {
        String lines = line("a@example.com 4111 1111 1111 1111 203.0.113.9");

        String some = Run.reading(lines, "detect", "--labels", "CREDIT_CARD,IP_ADDRESS")
                .text();

        assertThat(some).contains("CREDIT_CARD").contains("IP_ADDRESS").doesNotContain("EMAIL_ADDRESS");
        assertThat(Run.reading(lines, "detect", "--labels", "e-mail").status()).isEqualTo(2);
    }

    @Test
    void leavesOutWhatAPresetLetsPass() {
        String lines = line("Mail a@example.com, key AKIA" + "IOSFODNN7EXAMPLE");

        assertThat(Run.reading(lines, "detect", "--preset", "secrets-only").text())
                .contains("CREDENTIAL")
                .doesNotContain("EMAIL_ADDRESS");
        assertThat(Run.reading(lines, "detect", "--preset", "default").text()).contains("CREDENTIAL", "EMAIL_ADDRESS");
    }

    @Test
    void refusesAPresetThatIsNoneAndAPresetBesideAPolicy() {
        assertThat(Run.reading("", "detect", "--preset", "secret").errors())
                .contains("allowed: default, strict, secrets-only, pci, gdpr, hipaa");
        assertThat(Run.reading("", "detect", "--preset", "pci", "--policy", "p.yaml")
                        .errors())
                .contains("not both");
    }

    @Test
    void refusesLabelsThatNoRuleGivesAndNamesTheNearest() throws IOException {
        String lines = line("a@example.com");
        Path policy = Files.writeString(
                folder.resolve("terms.yaml"), "version: 1\ndetect:\n  terms: [{type: PROJECT, words: [Blue Heron]}]\n");

        Run run = Run.reading(lines, "detect", "--labels", "EMAIL_ADDRESS,EMAIL");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.text()).isEmpty();
        assertThat(run.errors())
                .contains("no rule finds EMAIL; nearest: EMAIL_ADDRESS,")
                .contains("'chatguard rules'");
        assertThat(Run.reading(lines, "detect", "--labels", "PROJECT").status()).isEqualTo(2);
        assertThat(Run.reading(lines, "detect", "--policy", policy.toString(), "--labels", "PROJECT")
                        .status())
                .isZero();
    }

    @Test
    void reportsOverlappingSpansByStartAndThenTheLongerFirst() {
        String text = Run.reading(line("https://kim:Tr0ub4dor-3x@example.com/"), "detect")
                .text();

        assertThat(text.indexOf("\"URL\"")).isPositive().isLessThan(text.indexOf("\"CREDENTIAL\""));
    }

    @Test
    void looksForNamesWhereTheTierOrAPolicySaysSo() {
        String text = line("Dear Anna Schmidt, thank you.");
        assertThat(Run.reading(text, "detect", "--tiers", "1").text()).contains("\"PERSON\"");
        assertThat(Run.reading(text, "detect", "--preset", "default").text()).contains("\"PERSON\"");
        assertThat(Run.reading(text, "detect").text()).doesNotContain("PERSON");
        assertThat(Run.reading(text, "detect", "--preset", "default", "--tiers", "0")
                        .text())
                .doesNotContain("PERSON");
    }

    @Test
    void findsByTheStatesOfATransformerWhatNoListKnows() {
        String text = line("pls ask tuomela about the invoice");
        assertThat(Run.reading(text, "detect", "--tiers", "1").text()).doesNotContain("PERSON");
        assertThat(Run.reading(text, "detect", "--tiers", "2").text()).contains("\"PERSON\"");
    }

    @Test
    void refusesTiersThatAreNotThere() {
        assertThat(Run.reading(line(MAIL), "detect", "--tiers", "3").errors()).contains("0, 1 or 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "NaN", "high"})
    void refusesScoresThatAreNone(String score) {
        Run run = Run.reading(line(MAIL), "detect", "--min-score", score);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':'secret'}                     | line 3, column 2 (rule jsonl/syntax)",
                "{\"text\":\"secret\"                  | the JSON object does not end at standard input, line 3, column",
                "{\"text\":\"secret                    | the JSON string does not end at standard input, line 3, column",
                "{\"text\":\"secret\"} {}              | more than one JSON value at standard input, line 3, column 19",
                "[\"secret\"]                          | not a JSON object at standard input, line 3, column 1",
                "{\"text\":\"secret\",\"text\":\"x\"}  | the member text is repeated at standard input, line 3",
                "{\"body\":\"secret\"}                 | no string of the name text at standard input, line 3 (rule jsonl/field)",
                "{\"text\":7}                          | no string of the name text at standard input, line 3",
                "{}                                    | no string of the name text at standard input, line 3"
            })
    void namesTheLineOfWhatIsWrongAndNeverItsText(String broken, String says) {
        Run run = Run.reading(line(MAIL) + "\n" + broken + "\n" + line(MAIL), "detect", "--out", file("out"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains(says).doesNotContain("secret");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesInvalidUtf8DeepJsonAndLongLines() {
        byte[] latin = (line("fine") + "{\"text\":\"secret \u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
        Run run = Run.with(latin, Map.of(), "detect");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors())
                .contains("line 2, byte offset 32 (rule input/utf-8)")
                .doesNotContain("secret");

        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"text\":\"\"}";
        assertThat(Run.reading(deep, "detect").errors()).contains("at most 200 levels deep");

        Run longer = Run.reading(line("x") + line("x".repeat(2_000)), "detect", "--max-line", "1024");
        assertThat(longer.status()).isEqualTo(1);
        assertThat(longer.errors())
                .contains("longer than 1024 bytes at standard input, line 2 (rule input/line-length)");
    }

    @Test
    void keepsTheOrderOfAHundredThousandLines() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            lines.append(line("x".repeat(i % 97) + " n" + i + "@example.com"));
        }

        String[] spans = Run.reading(lines.toString(), "detect").text().split("\n");

        assertThat(spans).hasSize(100_000);
        for (int i = 0; i < spans.length; i++) {
            int start = i % 97 + 1;
            int end = start + 13 + Integer.toString(i).length();
            assertThat(spans[i]).startsWith("{\"spans\":[{\"start\":" + start + ",\"end\":" + end + ",");
        }
    }

    @Test
    void writesNothingOfAFileThatIsBrokenFarBehind() throws IOException {
        String in = write("in.jsonl", line("Mail " + MAIL).repeat(50_000) + "{\"text\":");
        String out = write("out.jsonl", "what was there");

        Run run = Run.of("detect", "--in", in, "--out", out);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("at " + in + ", line 50001, column 9");
        assertThat(Files.readString(Path.of(out))).isEqualTo("what was there");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void readsAndWritesStandardInputAndOutputByTheirOtherNameAndAFileInPlace() throws IOException {
        assertThat(Run.reading(line(MAIL), "detect", "--in", "-", "--out", "-").text())
                .contains("EMAIL_ADDRESS");
        String in = write("in.jsonl", line(MAIL));
        assertThat(Run.of("detect", "--in", in, "--out", in).status()).isZero();
        assertThat(Files.readString(Path.of(in))).startsWith("{\"spans\":[{\"start\":0");
    }

    @Test
    void doesNotTakeAResultForDoneThatNobodyCouldWrite() {
        PrintStream full = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space left");
                    }
                },
                false,
                StandardCharsets.UTF_8);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(line(MAIL).getBytes(StandardCharsets.UTF_8)),
                full,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());

        assertThat(ChatGuard.commandLine(surroundings).execute("detect")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output (rule files/io)");
    }

    @Test
    @Timeout(60)
    void answersALineWhileItsInputIsStillOpen() throws Exception {
        PipedOutputStream texts = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(texts);
        PipedInputStream spans = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(spans);
        Thread detect = new Thread(() -> ChatGuard.commandLine(new Surroundings(in, out, System.err, Map.of()))
                .execute("detect"));
        detect.setDaemon(true);
        detect.start();
        BufferedReader answers = new BufferedReader(new InputStreamReader(spans, StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            texts.write((line(MAIL) + "{\"text\":").getBytes(StandardCharsets.UTF_8));
            texts.flush();
            assertThat(answers.readLine()).contains("EMAIL_ADDRESS");
            texts.write("\"nothing\"}\n".getBytes(StandardCharsets.UTF_8));
            texts.flush();
            assertThat(answers.readLine()).isEqualTo("{\"spans\":[]}");
        }
        texts.close();
        detect.join();
    }

    /** Sixty megabytes through a heap of forty. */
    @Test
    void holdsAPartOfTheInputOnly() throws Exception {
        Path in = folder.resolve("in.jsonl");
        String text = line("Nothing to see here, but a long line. ".repeat(16) + MAIL);
        int lines = 60 * (1 << 20) / text.length();
        try (BufferedWriter writer = Files.newBufferedWriter(in)) {
            for (int i = 0; i < lines; i++) {
                writer.write(text);
            }
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChatGuard.class.getName(),
                        "detect",
                        "--in",
                        in.toString(),
                        "--out",
                        file("out"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("said"))).isEmpty();
        assertThat(process.exitValue()).isZero();
        try (var written = Files.lines(folder.resolve("out"))) {
            assertThat(written.filter(line -> line.contains("EMAIL_ADDRESS"))).hasSize(lines);
        }
    }
}
