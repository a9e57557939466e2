package io.chatguard.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A damaged policy file gives a policy or a configuration error, never another failure. */
class PolicyMutationPropertyTest {

    private static final String JSON = """
            {"version": 1, "name": "j", "entities": {"*": "redact", "URL": [{"action": "allow", "roles": ["tool"]}]},
             "limits": {"request": "8MiB"}, "sample": {"count": 3, "on": false}}
            """;

    /** At a place from 0 to 1 of the text, {@code deleted} characters give way to {@code inserted}. */
    record Damage(double at, int deleted, String inserted) {
        String on(String text) {
            int start = (int) (at * text.length());
            return text.substring(0, start) + inserted + text.substring(Math.min(text.length(), start + deleted));
        }
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        Arbitrary<String> inserted = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "\t",
                        "\n",
                        " ",
                        ": ",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        "&a ",
                        "*a",
                        "!x ",
                        "!!binary ",
                        "<<: ",
                        "'",
                        "\"",
                        "\\",
                        "#",
                        "---\n",
                        "...\n",
                        "%YAML 9\n",
                        "%TAG ! x\n",
                        "? ",
                        "|\n",
                        ">-\n",
                        "0x1_0",
                        "1:30",
                        ".inf",
                        "1e999",
                        "\u0000",
                        "\uFEFF",
                        "\u2028",
                        "\uD800",
                        "\uDBFF\uDFFF",
                        "yes",
                        "null",
                        "~"),
                Arbitraries.strings().ofMaxLength(3));
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 5),
                        inserted)
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 1200)
    void aDamagedYamlFileIsAPolicyOrAConfigurationError(@ForAll("damages") List<Damage> damages) {
        check(PolicyFileTest.FULL, damages, "p.yaml");
    }

    @Property(tries = 400)
    void aDamagedJsonFileIsAPolicyOrAConfigurationError(@ForAll("damages") List<Damage> damages) {
        check(JSON, damages, "p.json");
        check(JSON, damages, "p.yaml");
    }

    private static void check(String text, List<Damage> damages, String source) {
        for (Damage damage : damages) {
            text = damage.on(text);
        }
        try {
            assertThat(Policy.parse(text, source).rules()).isNotEmpty();
        } catch (GuardException refusal) {
            assertThat(refusal.reason()).isEqualTo(Reason.CONFIGURATION);
            assertThat(refusal.getMessage())
                    .matches("p\\.(yaml|json):\\d+:\\d+: [\\x20-\\x7E]+")
                    .hasSizeLessThan(1000);
        }
    }
}
