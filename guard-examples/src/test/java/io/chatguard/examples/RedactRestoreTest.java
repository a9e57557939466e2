package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatguard.redact.testkit.PiiArbitraries;
import io.chatguard.redact.testkit.Planted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go out pseudonymised and come back as they were. */
class RedactRestoreTest {
    private static final String TEXT =
            "Mail mara.lind@example.com, or sofia@example.org.\r\nAgain: mara.lind@example.com";

    @TempDir
    Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void givesEqualValuesEqualSurrogatesAndPutsTheValuesBack() throws IOException {
        Run redacted = Run.reading(TEXT, "redact", "--map", file("map"));

        assertThat(redacted.status()).isZero();
        assertThat(redacted.text())
                .matches("Mail (EMAIL_ADDRESS_1_\\w{6}), or EMAIL_ADDRESS_2_\\w{6}\\.\\r\\nAgain: \\1");
        assertThat(redacted.errors()).isEmpty();
        Run restored = Run.with(redacted.output(), Run.KEY, "restore", "--map", file("map"));
        assertThat(restored.status()).isZero();
        assertThat(restored.text()).isEqualTo(TEXT);
    }

    @Test
    void readsAndWritesFilesAlsoInPlace() throws IOException {
        String in = write("in.txt", TEXT);

        assertThat(Run.of("redact", "--in", in, "--out", in, "--map", file("map"))
                        .status())
                .isZero();
        assertThat(Files.readString(Path.of(in))).doesNotContain("example.");
        assertThat(Run.of("restore", "--in", in, "--out", in, "--map", file("map"))
                        .status())
                .isZero();
        assertThat(Files.readString(Path.of(in))).isEqualTo(TEXT);
        assertThat(folder).isDirectoryNotContaining(p -> p.toString().endsWith(".part"));
    }

    @Test
    void writesOnlyTheChosenFieldsOfJsonLinesAnew() throws IOException {
        String in = write("in.jsonl", """
                { "text" : "Mail a@example.com" ,"id":1.50, "other":"b@example.com"}

                {"text":"caf\\u00e9 \\/ nothing","id":2}
                """);

        Run redacted = Run.of("redact", "--in", in, "--map", file("map"));

        assertThat(redacted.text())
                .matches(
                        "\\{ \"text\" : \"Mail EMAIL_ADDRESS_1_\\w{6}\" ,\"id\":1\\.50, \"other\":\"b@example\\.com\"}\n"
                                + "\n\\{\"text\":\"caf\\\\u00e9 \\\\/ nothing\",\"id\":2}\n");
        String out = write("out.jsonl", redacted.text());
        assertThat(Run.of("restore", "--in", out, "--map", file("map")).text())
                .isEqualTo(Files.readString(Path.of(in)));
    }

    @Test
    void reachesNestedFieldsByPointersAndAllStringsByAStar() {
        String line = "{\"messages\":[{\"content\":\"a@example.com\"},{\"content\":\"b@example.com\"}],"
                + "\"metadata\":{\"who\":\"c@example.com\"}}";

        String some = Run.reading(line, "redact", "--format", "jsonl", "--field", "/messages/*/content")
                .text();
        assertThat(some).doesNotContain("a@example", "b@example").contains("c@example.com");
        String all =
                Run.reading(line, "redact", "--format", "jsonl", "--field", "*").text();
        assertThat(all).doesNotContain("@example");
    }

    @Test
    void keepsHalvesOfPairsAndTheByteOrderMark() {
        String line = "\uFEFF{\"text\":\"\\ud83e a@example.com \\udd93 \\\"x\\\\ \\u0001\"}";

        Run redacted = Run.reading(line, "redact", "--format", "jsonl", "--map", file("map"));
        assertThat(redacted.text()).contains("\\ud83e EMAIL_ADDRESS_1_").contains(" \\udd93 ");
        assertThat(Run.with(redacted.output(), Run.KEY, "restore", "--format", "jsonl", "--map", file("map"))
                        .text())
                .isEqualTo(line);
    }

    @Test
    void continuesAMapSoThatSeveralFilesShareSurrogates() {
        String first =
                Run.reading("a@example.com", "redact", "--map", file("map")).text();
        String second = Run.reading("b@example.com a@example.com", "redact", "--map", file("map"))
                .text();

        assertThat(second).endsWith(" " + first);
        assertThat(Run.reading(first + " " + second, "restore", "--map", file("map"))
                        .text())
                .isEqualTo("a@example.com b@example.com a@example.com");
    }

    @Test
    void restoresInCodeAndLinksToo() {
        String text = "`a@example.com` [b](https://example.com/?q=a@example.com) <a href=\"a@example.com\">";
        Run redacted = Run.reading(text, "redact", "--map", file("map"));

        assertThat(redacted.text()).doesNotContain("a@example");
        assertThat(Run.with(redacted.output(), Run.KEY, "restore", "--map", file("map"))
                        .text())
                .isEqualTo(text);
    }

    @Test
    void seesWhatSpansLines() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n".repeat(8)
                + "-----END PRIVATE KEY-----\n";

        assertThat(Run.reading("one\ntwo\n" + pem, "redact").status()).isEqualTo(3);
    }

    @Test
    void worksThroughInputThatIsLongerThanItHoldsInMemory() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            text.append("line ")
                    .append(i)
                    .append(" of user")
                    .append(i % 50)
                    .append("@example.com, nothing else here\n");
        }
        String in = write("long.txt", text.toString());

        assertThat(Run.of("redact", "--in", in, "--out", file("out"), "--map", file("map"))
                        .status())
                .isZero();
        assertThat(Files.readString(folder.resolve("out"))).doesNotContain("@").contains("EMAIL_ADDRESS_50_");
        assertThat(Run.of("restore", "--in", file("out"), "--out", file("back"), "--map", file("map"))
                        .status())
                .isZero();
        assertThat(Files.mismatch(Path.of(in), folder.resolve("back"))).isEqualTo(-1);
    }

    @Test
    void makesAKeyFileThatItsOwnerAloneMayReadAndSaysSo() throws IOException {
        String key = file("key");

        Run redacted = Run.reading("a@example.com", "redact", "--map", file("map"), "--key-file", key);

        assertThat(redacted.errors()).contains("made the key file " + key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(key))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("map"))))
                .isEqualTo("rw-------");
        assertThat(Run.with(redacted.output(), Run.KEY, "restore", "--map", file("map"), "--key-file", key)
                        .text())
                .isEqualTo("a@example.com");
        Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Run.reading("b@example.com", "redact", "--map", file("map"), "--key-file", key)
                        .errors())
                .contains("others than its owner may read the key file");
    }

    @Test
    void reportsCountsAndTypesAndNoText() {
        Run run = Run.reading("a@example.com b@example.com", "redact", "--report");

        assertThat(run.errors())
                .contains("EMAIL_ADDRESS:pseudonymize=2")
                .contains("without --map nobody can restore the 2 surrogates")
                .doesNotContain("example.com");
    }

    @Test
    void doesWhatThePolicySays() throws IOException {
        String policy = write("p.yaml", "version: 1\nentities: {EMAIL_ADDRESS: redact, CREDIT_CARD: mask}\n");

        Run run = Run.reading("a@example.com 4111111111111111", "redact", "--policy", policy, "--map", file("map"));

        assertThat(run.text()).isEqualTo("[EMAIL_ADDRESS] ************1111");
        assertThat(run.errors()).contains("nothing was pseudonymised");
        assertThat(folder.resolve("map")).doesNotExist();
    }

    @Property(tries = 150)
    void restoresEveryTextOfEveryPlane(@ForAll("texts") String text) {
        inFreshFolder(map -> {
            Run redacted = Run.reading(text, "redact", "--map", map);
            assertThat(redacted.status()).isZero();
            if (Files.exists(Path.of(map))) {
                assertThat(Run.with(redacted.output(), Run.KEY, "restore", "--map", map)
                                .text())
                        .isEqualTo(text);
            } else {
                assertThat(redacted.text()).isEqualTo(text);
            }
        });
    }

    @Property(tries = 100)
    void restoresEveryJsonLine(@ForAll("texts") String first, @ForAll("texts") String second) {
        String lines = "{\"text\":" + quoted(first) + ",\"n\":[1,{\"text\":\"x\"}]}\n{\"text\":" + quoted(second) + "}";
        inFreshFolder(map -> {
            Run redacted = Run.reading(lines, "redact", "--format", "jsonl", "--map", map);
            assertThat(redacted.status()).isZero();
            if (Files.exists(Path.of(map))) {
                // A string that changes is written anew, perhaps with other escapes.
                Run restored = Run.with(redacted.output(), Run.KEY, "restore", "--format", "jsonl", "--map", map);
                assertThat(parsed(restored.text())).isEqualTo(parsed(lines));
            } else {
                assertThat(redacted.text()).isEqualTo(lines);
            }
        });
    }

    private static List<JsonNode> parsed(String lines) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line : lines.split("\n")) {
            all.add(new ObjectMapper().readTree(line));
        }
        return all;
    }

    @Property(tries = 150)
    void letsNoPlantedValueOut(@ForAll("pieces") List<String> pieces, @ForAll("values") List<Planted> planted) {
        StringBuilder text = new StringBuilder(String.join(" ", pieces));
        planted.forEach(value -> text.append(" | ").append(value.value()));
        Run redacted = Run.reading(text.append('\n').toString(), "redact");

        assertThat(redacted.status()).isZero();
        assertThat(planted).allSatisfy(value -> assertThat(redacted.text()).doesNotContain(value.value()));
    }

    /** Words of all planes, values of all types but credentials (which block), look-alikes, line ends. */
    @Provide
    Arbitrary<String> texts() {
        return Combinators.combine(pieces(), values(), Arbitraries.of(" ", "\n", "\r\n", ", ", "\t"))
                .as((pieces, values, between) -> {
                    List<String> all = new ArrayList<>(pieces);
                    values.forEach(value -> all.add(Math.min(all.size(), 2), value.value()));
                    return String.join(between, all);
                });
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        Arbitrary<String> anyPlane = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(Character::toString);
        Arbitrary<String> words = anyPlane.list().ofMaxSize(8).map(all -> String.join("", all));
        Arbitrary<String> lookAlikes =
                Arbitraries.of("EMAIL_ADDRESS_1_7KQXM4", "LITERAL_1_000000", "email_address_1_7kqxm4");
        return Arbitraries.oneOf(words, words, lookAlikes).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Planted>> values() {
        return Arbitraries.oneOf(
                        PiiArbitraries.emails(),
                        PiiArbitraries.cards(),
                        PiiArbitraries.ibans(),
                        PiiArbitraries.ipAddresses(),
                        PiiArbitraries.macAddresses())
                .list()
                .ofMaxSize(4);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> out.append(
                        c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : String.valueOf((char) c)));
        return out.append('"').toString();
    }

    @FunctionalInterface
    private interface WithMap {
        void run(String map) throws IOException;
    }

    private static void inFreshFolder(WithMap body) {
        try {
            Path fresh = Files.createTempDirectory("chatguard-test");
            try {
                body.run(fresh.resolve("map").toString());
            } finally {
                Files.deleteIfExists(fresh.resolve("map"));
                Files.delete(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void drawsTextsOfEveryPlane() {
        Set<Integer> planes = new HashSet<>();
        pieces().sampleStream()
                .limit(3_000)
                .forEach(pieces -> String.join("", pieces).codePoints().forEach(c -> planes.add(c >>> 16)));
        assertThat(planes).hasSize(17);
        assertThat("\uD83E\uDD93".getBytes(StandardCharsets.UTF_8)).hasSize(4);
    }
}
