package io.chatguard.redact.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleFile;
import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import io.chatguard.redact.internal.match.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RulePackerTest {

    /** An editor that does not run the build has none: then the text is packed when a program starts. */
    @Test
    void whatTheBuildHasPackedIsWhatTheTextSays() throws IOException {
        try (InputStream in = RulePacker.class.getResourceAsStream(RulePacker.FILE)) {
            Assumptions.assumeTrue(in != null);
            assertThat(Arrays.equals(in.readAllBytes(), RulePacker.packed()))
                    .as("rules.bin is of these rules and this compiler; if not, build the module again")
                    .isTrue();
        }
    }

    @Test
    void theSameRulesGiveTheSameBytes() {
        assertThat(RulePacker.packed()).isEqualTo(RulePacker.packed());
    }

    @Test
    void aScanIsToldWhatTheFilesSay() {
        assertThat(rules(ShippedRules.scanned()))
                .usingRecursiveComparison()
                .ignoringFields("about", "origin", "secrecy", "finds", "ignores")
                .ignoringFieldsOfTypes(Pattern.class)
                .isEqualTo(ShippedRules.all());
    }

    @Test
    void rulesComeBackAsTheyWerePacked() {
        List<RuleData> rules = RuleFile.read("""
                rule: a/words
                type: AB_C
                pattern: é[a-z]{3,9}\\b
                edges: none
                not before: A-Z~
                check: luhn, digit
                checksum: mod97
                words de: Straße, Schlüssel*
                words ja: 鍵
                score: 0.25
                score with context: 0.75
                score with checksum: 1

                rule: a/scanned
                type: D
                scanner: numbers
                context: PHONE_NUMBER
                syntax: unmistakable
                score: 0.5
                evidence: context

                rule: a/formed
                type: D
                form: ddd~ddd~ddd
                form: lldddd
                date: ddmmyy at 1
                checksum: luhn
                score: 0.3
                score grouped: 0.5
                country: FR

                rule: a/named
                type: D
                named: a(?:cme)?
                value: k-[a-f0-9]{32}
                value: [0-9]{12}
                entropy: 2.5

                rule: a/judged
                type: D
                named: a(?:cme)?
                value: a password
                """, "test");
        PackedOutput out = new PackedOutput();
        PackedRules.pack(rules, out);
        PackedInput in = new PackedInput(out.bytes());
        PackedRules read = PackedRules.read(in);
        assertThat(in.isAtEnd()).isTrue();
        assertThat(rules(read))
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Pattern.class)
                .isEqualTo(rules);
        assertThat(read.patterns().size()).isEqualTo(2);
        assertThat(read.names()).hasSize(1);
        assertThat(read.ofName(0)).extracting(RuleData::id).containsExactly("a/named", "a/judged");
        assertThat(read.ofPattern(0).id()).isEqualTo("a/words");
        assertThat(read.of("a/scanned")).isSameAs(read.rule(1));
        assertThat(read.of("a/other")).isNull();
    }

    private static List<RuleData> rules(PackedRules packed) {
        return IntStream.range(0, packed.size()).mapToObj(packed::rule).toList();
    }
}
