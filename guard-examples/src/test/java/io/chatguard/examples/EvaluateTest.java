package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code evaluate} says of detections, computed by hand. */
class EvaluateTest {

    /** PERSON is "Ann Lee", PHONE is "555 0100"; the second text has none. */
    private static final String GOLD = """
            {"text":"Call Ann Lee at 555 0100","spans":[{"start":5,"end":12,"label":"PERSON"},{"start":16,"end":24,"label":"PHONE"}]}

            {"text":"Nobody","spans":[]}
            """;

    /** "Ann", the whole number, and a false "Call". */
    private static final String FOUND = """
            {"spans":[{"start":5,"end":8,"label":"PER","score":0.9},{"start":16,"end":24,"label":"TEL"},{"start":0,"end":4,"label":"PER","score":0.4}]}
            {"spans":[]}
            """;

    @TempDir
    Path folder;

    private String gold;
    private String found;

    @BeforeEach
    void writeFiles() throws IOException {
        gold = write("gold.jsonl", GOLD);
        found = write("found.jsonl", FOUND);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static JsonNode evaluated(String... args) throws IOException {
        String[] all = new String[args.length + 2];
        all[0] = "evaluate";
        all[1] = "--json";
        System.arraycopy(args, 0, all, 2, args.length);
        Run run = Run.of(all);
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isZero();
        return new ObjectMapper().readTree(run.output());
    }

    private static JsonNode overall(JsonNode result) {
        return result.get("configurations").get(0).get("overall");
    }

    private static void has(JsonNode tally, Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            assertThat(tally.get(name).doubleValue())
                    .as(name)
                    .isEqualTo(((Number) namesAndValues[i + 1]).doubleValue());
        }
    }

    @Test
    void countsWhatIsCoveredTouchedHitExactlyAndLeaked() throws IOException {
        JsonNode all = evaluated("--gold", gold, "--pred", found);

        has(all, "texts", 2, "texts_without_gold", 1);
        has(all.get("configurations").get(0), "texts_left_alone", 1);
        has(overall(all), "gold", 2, "full", 1, "partial", 1, "missed", 0, "touched", 2, "exact", 1);
        // "Lee" is left of 6 + 7 characters that are not white space.
        has(overall(all), "characters", 13, "leaked", 3, "leaked_chars", 0.2308);
        has(overall(all), "recall", 0.5, "touched_recall", 1, "exact_recall", 0.5);
        has(overall(all), "predicted", 3, "false_positives", 1, "precision", 0.6667);
        has(overall(all), "f1", 0.5714, "f2", 0.5263);
    }

    @Test
    void countsOverlapsOfMappedLabelsApart() throws IOException {
        has(overall(evaluated("--gold", gold, "--pred", found)), "mapped", 0, "mapped_precision", 0);
        String map = write("map", "# ours = theirs\nPER = PERSON , NAME\n\nTEL=FAX\n");

        JsonNode all = evaluated("--gold", gold, "--pred", found, "--label-map", map);

        has(overall(all), "mapped", 1, "mapped_precision", 0.3333, "precision", 0.6667);
        JsonNode labels = all.get("configurations").get(0).get("labels");
        has(labels.get("PERSON"), "gold", 1, "full", 0, "predicted", 2, "precision", 0.5, "mapped", 1);
        has(labels.get("PHONE"), "gold", 1, "full", 1, "predicted", 0, "recall", 1, "precision", 0);
        has(labels.get("FAX"), "gold", 0, "predicted", 1, "precision", 1, "mapped", 0);
    }

    @Test
    void narrowsRecallToGoldLabelsAndDetectionsToTheirs() throws IOException {
        JsonNode phones = evaluated("--gold", gold, "--pred", found, "--gold-labels", "PHONE");
        has(overall(phones), "gold", 1, "recall", 1, "predicted", 3, "false_positives", 1);

        JsonNode persons = evaluated("--gold", gold, "--pred", found, "--pred-labels", "PER");
        has(overall(persons), "gold", 2, "full", 0, "partial", 1, "predicted", 2, "false_positives", 1);
    }

    @Test
    void leavesOutDetectionsOfALowerScore() throws IOException {
        has(overall(evaluated("--gold", gold, "--pred", found, "--min-score", "0.5")), "predicted", 2);
    }

    @Test
    void addsUpWhatSeveralDetectionsCoverWhateverTheirLabelsAndTheWhiteSpace() throws IOException {
        String one = write(
                "one",
                "{\"text\":\"\uD83E\uDD93 Kim\u00a0Yu\",\"spans\":[{\"start\":2,\"end\":8,\"label\":\"PERSON\"}]}");
        String two = write(
                "two", "{\"spans\":[{\"start\":6,\"end\":8,\"label\":\"B\"},{\"start\":2,\"end\":5,\"label\":\"A\"}]}");

        has(overall(evaluated("--gold", one, "--pred", two)), "full", 1, "exact", 0, "characters", 5, "leaked", 0);
    }

    @Test
    void readsUtf16OffsetsWhenToldTo() throws IOException {
        String one = write(
                "one", "{\"text\":\"\uD83E\uDD93 Kim\",\"spans\":[{\"start\":3,\"end\":6,\"label\":\"PERSON\"}]}");

        has(overall(evaluated("--gold", one, "--pred", one, "--offsets", "utf16")), "characters", 3, "leaked", 0);
        assertThat(Run.of("evaluate", "--gold", one, "--pred", one).errors())
                .contains("a span ends after its text at " + one + ", line 1 (rule evaluate/spans)");
    }

    @Test
    void detectsByItselfWithTheDefaultPolicyOrWithThoseThatAreNamed() throws IOException {
        String mails = write(
                "mails",
                "{\"text\":\"\uD83E\uDD93 a@example.com\",\"spans\":[{\"start\":2,\"end\":15,\"label\":\"EMAIL_ADDRESS\"}]}");
        String blind = write("blind.yaml", "version: 1\ndetect: {min_score: 1}\n");

        has(overall(evaluated("--gold", mails)), "full", 1, "exact", 1, "mapped", 1);
        JsonNode both =
                evaluated("--gold", mails, "--policy", blind, "--pred", mails).get("configurations");
        assertThat(both.get(0).get("name").textValue()).isEqualTo(mails);
        has(both.get(0).get("overall"), "full", 1);
        assertThat(both.get(1).get("name").textValue()).isEqualTo(blind);
        has(both.get(1).get("overall"), "full", 0, "predicted", 0);
    }

    @Test
    void scoresWhatDetectWrites() throws IOException {
        String texts = write(
                "texts",
                "{\"text\":\"\uD83E\uDD93 a@example.com\",\"spans\":[{\"start\":2,\"end\":15,\"label\":\"EMAIL_ADDRESS\"}]}\n"
                        .repeat(20_000));
        String spans = folder.resolve("spans").toString();
        assertThat(Run.of("detect", "--in", texts, "--out", spans).status()).isZero();

        has(overall(evaluated("--gold", texts, "--pred", spans)), "gold", 20_000, "exact", 20_000, "f1", 1);
    }

    @Test
    void showsATableWithALineForEachLabelAndConfiguration() {
        String table = Run.of("evaluate", "--gold", gold, "--pred", found, "--pred", gold)
                .text();

        assertThat(table.lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "2 texts, 1 of them without gold spans",
                        "A = " + found + ": finds nothing in 1 of the texts without gold spans",
                        "B = " + gold + ": finds nothing in 1 of the texts without gold spans",
                        "",
                        "gold full touched exact leaked chars found precision mapped F1 F2",
                        "overall A 2 0.5000 1.0000 0.5000 0.2308 3 3 0.6667 0.0000 0.5714 0.5263",
                        "B 2 1.0000 1.0000 1.0000 0.0000 0 2 1.0000 1.0000 1.0000 1.0000",
                        "PERSON A 1 0.0000 1.0000 0.0000 0.5000 3 0 - - - -",
                        "B 1 1.0000 1.0000 1.0000 0.0000 0 1 1.0000 1.0000 1.0000 1.0000",
                        "PHONE A 1 1.0000 1.0000 1.0000 0.0000 0 0 - - - -",
                        "B 1 1.0000 1.0000 1.0000 0.0000 0 1 1.0000 1.0000 1.0000 1.0000",
                        "PER A 0 - - - - 0 2 0.5000 0.0000 - -",
                        "B 0 - - - - 0 0 - - - -",
                        "TEL A 0 - - - - 0 1 1.0000 0.0000 - -",
                        "B 0 - - - - 0 0 - - - -");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"spans\":[]}                                                    | the predictions end before the gold file",
                "{\"spans\":[]}~{\"spans\":[]}~{\"spans\":[]}                      | the gold file ends before the predictions",
                "{\"spans\":[]}~{\"secret\":[]}                                    | no spans at",
                "{\"spans\":[]}~{\"spans\":{\"secret\":1}}                         | not a list of spans",
                "{\"spans\":[]}~{\"spans\":[{\"start\":1,\"end\":0,\"label\":\"secret\"}]} | not a list of spans",
                "{\"spans\":[]}~{\"spans\":[{\"start\":0,\"end\":1}]}              | not a list of spans",
                "{\"spans\":[]}~{\"spans\":[{\"start\":0,\"end\":7,\"label\":\"secret\"}]} | a span ends after its text",
                "{\"spans\":[]}~{\"spans\":[{\"secret                              | not valid JSON",
                "{\"spans\":[]}~[\"secret\"]                                       | not a JSON object",
                "{\"spans\":[]}~{\"spans\":[]} {}                                  | more than one JSON value"
            })
    void refusesPredictionsThatDoNotFitNamingTheLineAndNoText(String lines, String says) throws IOException {
        String broken = write("broken.jsonl", lines.replace("~", "\n"));

        Run run = Run.of("evaluate", "--gold", gold, "--pred", broken);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .contains(says)
                .contains("line ")
                .contains("broken.jsonl")
                .doesNotContain("secret");
    }

    @Test
    void refusesLabelMapsThatAreNoneAndStandardInputTwice() throws IOException {
        for (String lines : new String[] {"A=B\nsecret\n", "A=B\nA=secret\n", "A=B\n=secret\n"}) {
            Run run = Run.of("evaluate", "--gold", gold, "--pred", found, "--label-map", write("map", lines));
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.errors())
                    .contains("line 2 (rule evaluate/label-map)")
                    .doesNotContain("secret");
        }
        assertThat(Run.of("evaluate", "--gold", "-", "--pred", "-").status()).isEqualTo(2);
        assertThat(Run.of("evaluate", "--pred", found).status()).isEqualTo(2);
        assertThat(Run.reading(GOLD, "evaluate", "--gold", "-", "--pred", found).status())
                .isZero();
    }
}
