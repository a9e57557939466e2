package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rules} lists, and what {@code rules try} says of a text. */
class RulesTest {
    private static final String OWN = """
            version: 1
            detect:
              rules:
                - id: acme/employee-id
                  type: EMPLOYEE_ID
                  pattern: 'AC-\\d{6}'
                  words: {en: [badge]}
                  score: 0.3
                  score_with_context: 0.9
            """;

    @TempDir
    Path folder;

    private String policy() throws IOException {
        return Files.writeString(folder.resolve("p.yaml"), OWN).toString();
    }

    @Test
    void listsEveryRuleWithItsSource() {
        Run run = Run.of("rules");

        assertThat(run.status()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.text())
                .contains("\nemail/rfc5321  EMAIL_ADDRESS  score 0.95\n")
                .containsPattern("\ncredential/github  CREDENTIAL  score [\\s\\S]*?vendor GitHub")
                .endsWith(" rules\n");
        assertThat(run.text().lines().filter(line -> line.startsWith("    source: ")))
                .hasSizeGreaterThan(20);
    }

    @Test
    void listsTheRulesOfTheNamedLabelsOnlyAndRefusesLabelsOfNone() {
        String cards = Run.of("rules", "--labels", "CREDIT_CARD").text();

        assertThat(cards).contains("credit_card/luhn").doesNotContain("email/").endsWith("\n1 rule\n");
        Run none = Run.of("rules", "--labels", "CREDIT_CRAD");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.errors()).contains("no rule finds CREDIT_CRAD; nearest: CREDIT_CARD,");
    }

    @Test
    void listsTheRulesOfAPolicyToo() throws IOException {
        assertThat(Run.of("rules", "--policy", policy(), "--labels", "EMPLOYEE_ID")
                        .text())
                .startsWith("acme/employee-id  EMPLOYEE_ID  score 0.3, 0.9 with context\n")
                .contains("a rule of the policy");
    }

    @Test
    void writesAJsonObjectForEachRule() throws IOException {
        String[] lines = Run.of("rules", "--json").text().split("\n");

        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            JsonNode rule = new ObjectMapper().readTree(line);
            assertThat(rule.get("id").textValue()).contains("/");
            assertThat(rule.get("score").isNumber()).isTrue();
            assertThat(rule.get("sources")).isNotEmpty();
        }
    }

    @Test
    void saysWhatIsRecognisedInATextAndWhereWithoutShowingIt() {
        Run run = Run.reading("\uD83E\uDD93 a@example.com\n", "rules", "try");

        assertThat(run.status()).isZero();
        assertThat(run.text()).isEqualTo("email/rfc5321 at 2 to 15, score 0.95: counts\n");
        assertThat(Run.reading("nothing", "rules", "try").text()).isEqualTo("no rule recognises anything\n");
    }

    @Test
    void saysWhyARuleDoesNotCountSomething() throws IOException {
        String policy = policy();
        String[] command = {"rules", "try", "--rule", "acme/employee-id", "--policy", policy};

        assertThat(Run.reading("badge AC-004217", command).text()).endsWith(" at 6 to 15, score 0.9: counts\n");
        assertThat(Run.reading("see AC-004217", command).text())
                .contains("at 4 to 13, score 0.3: scores less than the policy's min_score");
        assertThat(Run.reading("XAC-0042179", command).text()).contains("is part of a longer word");
        assertThat(Run.reading("badge", command).text())
                .startsWith("acme/employee-id: nothing in the text has that form\n");
        assertThat(Run.reading("4111 1111 1111 1112", "rules", "try", "--rule", "credit_card/luhn")
                        .text())
                .startsWith("credit_card/luhn: nothing in the text has that form\n    it looks for: ")
                .contains("check digit");
    }

    @Test
    void refusesUnknownRulesAndTextThatIsNone() {
        Run unknown = Run.reading("x", "rules", "try", "--rule", "email/none");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.errors()).contains("there is no rule of that id");

        byte[] latin = "secret \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Run.with(latin, Map.of(), "rules", "try").errors())
                .contains("(rule input/utf-8)")
                .doesNotContain("secret");
        assertThat(Run.reading("secret\n".repeat(200_000), "rules", "try").errors())
                .contains("(rule input/text-length)")
                .doesNotContain("secret");
    }
}
