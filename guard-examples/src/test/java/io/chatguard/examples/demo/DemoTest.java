package io.chatguard.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Guard;
import io.chatguard.examples.cli.ExitCode;
import io.chatguard.examples.cli.Surroundings;
import io.chatguard.spi.Exchange;
import io.chatguard.spi.Interceptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoTest {
    private static final String SURROGATE = "[A-Z_]+_[0-9]+_[0-9A-Z]{6}";

    /** Lets everything through as it is. */
    private static final Interceptor NOTHING = new Interceptor() {
        @Override
        public Call open(Exchange exchange) {
            return new Call() {};
        }
    };

    private record Played(int status, String output) {}

    private static Played play(int width, Consumer<Guard.Builder> variation, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                InputStream.nullInputStream(),
                out,
                new PrintStream(out, true),
                Map.of("COLUMNS", String.valueOf(width)));
        int status = new CommandLine(new DemoCommand(surroundings, variation)).execute(args);
        String encoding = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return new Played(status, out.toString(Charset.forName(encoding)));
    }

    private static Played play(int width, String... args) {
        return play(width, builder -> {}, args);
    }

    @Test
    void playsAllScenesAndFindsNothingOnTheWire() {
        Played demo = play(130, "--fast");

        assertThat(demo.status()).isEqualTo(ExitCode.OK);
        assertThat(demo.output())
                .contains(
                        "1  A chat", "2  The same, streamed", "3  Two turns", "4  A tool call", "5  A prompt that must")
                .contains("the user wrote", "left the JVM", "the model answered", "the user reads", "your tool gets")
                .contains("GuardException BLOCKED", "(nothing: no request")
                .contains("restored    5", "phase=decision ending=-", "ending=blocked")
                .contains("0 of the 9 values", "12 requests");
    }

    @Test
    void showsTheSameSurrogateInBothTurns() {
        String turns = between(play(300, "--fast").output(), "3  Two turns", "4  A tool call");

        List<String> surrogates = Pattern.compile(SURROGATE)
                .matcher(turns)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(surrogates).hasSizeGreaterThan(4);
        assertThat(surrogates).containsOnly(surrogates.get(0));
    }

    @Test
    void givesToolsTheValueOnlyWhereThePolicySaysSo() {
        String tools = between(play(300, "--fast").output(), "4  A tool call", "5  A prompt");

        List<String> panels = List.of(tools.split("unless the policy"));
        assertThat(panels).hasSize(2);
        assertThat(panels.get(0)).containsPattern("to = " + SURROGATE + " .*to = " + SURROGATE);
        assertThat(panels.get(1)).containsPattern("to = " + SURROGATE + " .*to = sofia\\.berg@example\\.org");
    }

    @Test
    void showsNeitherTheLinkNorTheForbiddenSentence() {
        String output = play(300, "--fast").output();
        String link = between(output, "6  A link", "7  An answer");
        String stream = between(output, "7  An answer", "8  A provider");

        assertThat(link).contains("[the terms](https://example.com/terms)", "(image removed: evil[.]example)");
        assertThat(stream).contains("The invoices are all sent.", "GuardException BLOCKED", "terms/projects");
        assertThat(stream.split("Project Falcon", -1))
                .as("in the model's column only")
                .hasSize(2);
    }

    @Test
    void showsOneCallAndTwoRequestsWithOneIdWhereTheProviderIsBusy() {
        String busy = between(play(400, "--fast").output(), "8  A provider", "9  The kill");

        assertThat(busy).contains("503, then 200:", "Written to ops@example.net");
        List<String> ids = Pattern.compile("xg_\\w{24}")
                .matcher(busy)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(ids).hasSize(2).containsOnly(ids.get(0));
    }

    @Test
    void showsAStreamThatIsKilledACallThatIsNotSentAndOneThatIsAgain() {
        String killed = between(play(400, "--fast").output(), "9  The kill", "10  An audit");

        assertThat(killed.split("GuardException UNAVAILABLE", -1)).hasSize(3);
        assertThat(killed)
                .contains("quiet.", "(nothing: no request was made)", "answered: Good morning.")
                .doesNotContain("The second was not");
    }

    @Test
    void showsAnAuditTrailThatIsWholeAndThenNamesTheRecordThatWasChanged() {
        String audit = between(play(400, "--fast").output(), "10  An audit", "The receipt");

        assertThat(audit)
                .contains("11 decisions, 12 outcomes", "whole (exit status 0)")
                .contains("edited: audit-000001.jsonl line 2 (record 2)", "DAMAGED: 1 problems (exit status 6)");
    }

    @Test
    void leavesNoTrailBehind() throws IOException {
        Path key;
        try (Trail trail = Trail.begin()) {
            key = trail.publicKey();
            assertThat(Files.readString(key)).startsWith("-----BEGIN PUBLIC KEY-----");
        }
        assertThat(key.getParent()).doesNotExist();
    }

    @Test
    void failsIfAValueLeft() {
        Played demo = play(130, builder -> builder.redaction(NOTHING), "--fast");

        assertThat(demo.status()).isEqualTo(ExitCode.LEAKED);
        assertThat(demo.output()).contains("9 of the 9 values").contains("The demo failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 64, 80, 111, 112, 160, 400})
    void keepsToTheWidth(int width) {
        String[] lines = play(width, "--fast").output().split("\\R");

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    @Test
    void coloursValuesRedAndSurrogatesGreen() {
        String output = play(300, "--fast", "--color").output();

        assertThat(output).contains("\u001b[1;31mmara.lind@example.com\u001b[0m");
        assertThat(output).containsPattern("\u001b\\[32m" + SURROGATE + "\u001b\\[0m");
        assertThat(AttributedString.stripAnsi(output)).contains("0 of the 9 values");
        assertThat(play(300, "--fast", "--no-color").output()).doesNotContain("\u001b");
    }

    private static String between(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to));
    }
}
