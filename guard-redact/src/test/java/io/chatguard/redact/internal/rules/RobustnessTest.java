package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobustnessTest {
    private static final TextRule RULES = BuiltInRules.scan();

    @Property(tries = 5000)
    void anyTextIsScannedWithSpansInsideIt(@ForAll("texts") String text) {
        RULES.scan(text, new ScanContext().begin(), (type, start, end, score, rule) -> {
            assertThat(start).isBetween(0, end - 1);
            assertThat(end).isLessThanOrEqualTo(text.length());
            assertThat(score).isBetween(0.0, 1.0);
        });
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "@",
                ":",
                "::",
                "://",
                ".",
                "-",
                "_",
                "1",
                "12",
                "4111",
                "0",
                "+",
                "(",
                ")",
                "/",
                " ",
                "\n",
                "\\",
                "\\n",
                "\"",
                "'",
                "[",
                "]",
                "%",
                "a",
                "ab",
                "fe80",
                "x.com",
                "DE89",
                "sk-",
                "ghp_",
                "eyJ",
                "AKIA",
                "SG.",
                "-----BEGIN ",
                "PRIVATE KEY-----",
                "-----END ",
                "secret_access_key",
                "ext",
                "tel",
                "é",
                "谢",
                "\ud800",
                "\udc00",
                "\ud83d\ude00",
                "\u0301",
                "\u200b",
                "\uff20",
                "=",
                "*",
                "\u0000");
        return pieces.list().ofMaxSize(40).map(list -> String.join("", list));
    }

    /** A generous upper bound against quadratic time: these take some milliseconds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "1-",
                " ",
                "@",
                "a@",
                "a.",
                "1 ",
                "1.",
                "12:",
                "::",
                "a:",
                "0:",
                ":1",
                "+1 ",
                "-",
                "--",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN ",
                "eyJ.",
                "eyJ",
                "sk-",
                "sk-a",
                "xoxb-",
                "ghp_a",
                "AKIA",
                "DE",
                "DE89 ",
                "DE8",
                "a-b-",
                "://",
                "a://b:",
                "a://b:c@",
                "'",
                "=",
                "a=",
                "\"",
                "4111 ",
                "1(",
                "secret key ",
                "00-",
                "0000.",
                "x@[",
                "x@[1.",
                "999-99-",
                "123 45 6789 "
            })
    void repetitionTakesLinearTime(String piece) {
        String text = piece.repeat(400_000 / piece.length());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> RULES.scan(text, new ScanContext().begin(), (t, s, e, score, rule) -> {}));
    }

    /** What would be searched for to the end of the text, once for each piece. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "&amp",
                "\\u{",
                "\\u{1",
                "(0301234567 ",
                "http://wiki/ ",
                "https://u:p@h) ",
                "https://h) ",
                "a://b:",
                "a://@",
                "a://b:{/@",
                "a://@)))))))))))",
                "http://a/",
                "1.1.1.",
                "a.com ",
                "030 1234567 ",
                "12 34 ",
                "030 1234567\n\n",
                "tel 1234567\n\n"
            })
    void whatIsOpenedAndNeverClosedTakesLinearTime(String piece) {
        String text = piece.repeat(3_000_000 / piece.length());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> RULES.scan(text, new ScanContext().begin("", "", "DE"), (t, s, e, score, rule) -> {}));
    }

    @Test
    void aLongLocalPartAndALongDomainTakeLinearTime() {
        String text = "a".repeat(100_000) + "@" + "a.".repeat(50_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> RULES.scan(text, new ScanContext().begin(), (t, s, e, score, rule) -> {}));
    }
}
