package io.chatguard.examples.cli;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.redact.CatalogRule;
import io.chatguard.redact.RuleCatalog;
import io.chatguard.redact.RuleTrial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the rules of detection, and tries them on a text. */
@Command(
        name = "rules",
        description = {
            "Lists the rules by which values are recognised, with their scores and sources; 'rules try' says what they"
                    + " make of a text, and why.",
            "",
            "Example: chatguard rules --labels CREDIT_CARD,IBAN_CODE",
            ""
        })
public final class RulesCommand implements Callable<Integer> {
    private static final int LONGEST_TEXT = 1 << 20;

    private final Surroundings surroundings;

    @Option(
            names = "--labels",
            paramLabel = "LABEL",
            split = ",",
            description = "Lists the rules for these types only, separated by commas. Default: all")
    private List<String> labels = List.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Lists its own rules, too; YAML or JSON. Default: the default policy")
    private @Nullable Path policyFile;

    @Option(names = "--json", description = "Prints one JSON object for each rule, on a line of its own.")
    private boolean json;

    /** A command that reads and writes there. */
    public RulesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        RuleCatalog catalog = RuleCatalog.of(policy(policyFile));
        Set<EntityType> types = RecognitionOptions.types(labels, catalog);
        List<CatalogRule> rules = catalog.rules().stream()
                .filter(rule -> types.isEmpty() || types.contains(rule.type()))
                .toList();
        print(json ? RuleListing.json(rules) : RuleListing.text(rules));
        return ExitCode.OK;
    }

    /** Says what the rules make of a text. */
    @Command(
            name = "try",
            description = {
                "Says what the rules recognise in a text, or what one rule makes of it and why; the text is not shown.",
                "Offsets are code points.",
                "",
                "Example: echo 'my card is 4111 1111 1111 1112' | chatguard rules try --rule credit_card/luhn",
                ""
            })
    int tryOn(
            @Option(
                            names = "--rule",
                            paramLabel = "ID",
                            description = "The rule; also what fits its form and does not count is told. Default: all"
                                    + " rules, what they recognise.")
                    @Nullable
                    String rule,
            @Option(
                            names = "--in",
                            paramLabel = "FILE",
                            description = "The text, of a MiB at most. Default: standard input")
                    @Nullable
                    Path in,
            @Option(names = "--policy", paramLabel = "FILE", description = "Tries its own rules, too.") @Nullable
                    Path policy)
            throws IOException {
        RuleCatalog catalog = RuleCatalog.of(policy(policy));
        if (rule != null && catalog.rule(rule).isEmpty()) {
            throw CliFailure.usage("there is no rule of that id; 'chatguard rules' lists them");
        }
        String text = text(in == null ? Path.of("-") : in);
        List<RuleTrial> trials = rule == null ? catalog.explain(text) : catalog.explain(rule, text);
        print(RuleListing.trials(trials, text, catalog));
        return ExitCode.OK;
    }

    private static Policy policy(@Nullable Path file) {
        return file == null ? Policy.defaults() : Policy.load(file);
    }

    private String text(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (InputStream in = InOut.open(file, surroundings)) {
            Lines lines = new Lines(in, InOut.name(file), LONGEST_TEXT);
            for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                text.append(lines.decode(next.get()));
                if (text.length() > LONGEST_TEXT) {
                    throw CliFailure.of(
                            "the text is longer than a MiB",
                            lines.place(next.get().number()),
                            "input/text-length",
                            "try the rules on a shorter text, or use 'detect'");
                }
            }
        }
        return text.toString();
    }

    private void print(List<String> lines) throws IOException {
        Output out = Output.toStream(surroundings.out());
        for (String line : lines) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.finish();
    }
}
