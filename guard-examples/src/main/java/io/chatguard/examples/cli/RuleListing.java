package io.chatguard.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.chatguard.redact.CatalogRule;
import io.chatguard.redact.RuleCatalog;
import io.chatguard.redact.RuleTrial;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** Shows rules, and what they make of a text, to people and to programs. */
final class RuleListing {
    private static final String INDENT = "    ";

    private RuleListing() {}

    /** Some lines for each rule. */
    static List<String> text(List<CatalogRule> rules) {
        List<String> lines = new ArrayList<>();
        for (CatalogRule rule : rules) {
            lines.add(rule.id() + "  " + rule.type() + "  " + scores(rule));
            if (!rule.about().isEmpty()) {
                lines.add(INDENT + rule.about());
            }
            List<String> facts = new ArrayList<>();
            rule.vendor().ifPresent(vendor -> facts.add("vendor " + vendor));
            rule.kind().ifPresent(kind -> facts.add("kind " + kind));
            if (!rule.rights().isEmpty()) {
                facts.add("rights " + String.join(", ", rule.rights()));
            }
            rule.country().ifPresent(country -> facts.add("country " + country));
            if (!rule.checks().isEmpty()) {
                facts.add("checks " + String.join(", ", rule.checks()));
            }
            facts.add("rests on " + rule.evidence().name().toLowerCase(Locale.ROOT));
            if (rule.owner() == CatalogRule.Owner.POLICY) {
                facts.add("a rule of the policy");
            }
            lines.add(INDENT + String.join("; ", facts));
            rule.sources().forEach(source -> lines.add(INDENT + "source: " + source));
        }
        lines.add(rules.size() + (rules.size() == 1 ? " rule" : " rules"));
        return lines;
    }

    private static String scores(CatalogRule rule) {
        StringBuilder scores = new StringBuilder("score ").append(rule.score());
        if (rule.scoreWithContext() != rule.score()) {
            scores.append(", ").append(rule.scoreWithContext()).append(" with context");
        }
        if (rule.scoreWithChecksum() != rule.score()) {
            scores.append(", ").append(rule.scoreWithChecksum()).append(" with checksum");
        }
        return scores.toString();
    }

    /** A line of JSON for each rule. */
    static List<String> json(List<CatalogRule> rules) throws IOException {
        JsonFactory factory = new JsonFactory();
        List<String> lines = new ArrayList<>();
        for (CatalogRule rule : rules) {
            StringWriter out = new StringWriter();
            try (JsonGenerator json = factory.createGenerator(out)) {
                write(json, rule);
            }
            lines.add(out.toString());
        }
        return lines;
    }

    private static void write(JsonGenerator json, CatalogRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.id());
        json.writeStringField("label", rule.type().name());
        json.writeStringField("about", rule.about());
        json.writeStringField("owner", rule.owner().name().toLowerCase(Locale.ROOT));
        json.writeStringField("evidence", rule.evidence().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("score", rule.score());
        json.writeNumberField("score_with_context", rule.scoreWithContext());
        json.writeNumberField("score_with_checksum", rule.scoreWithChecksum());
        if (rule.pattern().isPresent()) {
            json.writeStringField("pattern", rule.pattern().get());
        }
        if (rule.vendor().isPresent()) {
            json.writeStringField("vendor", rule.vendor().get());
        }
        if (rule.country().isPresent()) {
            json.writeStringField("country", rule.country().get());
        }
        if (rule.kind().isPresent()) {
            json.writeStringField("kind", rule.kind().get());
            strings(json, "rights", rule.rights());
        }
        strings(json, "checks", rule.checks());
        strings(json, "sources", rule.sources());
        json.writeObjectFieldStart("words");
        for (Map.Entry<String, List<String>> language : new TreeMap<>(rule.words()).entrySet()) {
            strings(json, language.getKey(), language.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** A line for each place of a text, none of which shows it. */
    static List<String> trials(List<RuleTrial> trials, String text, RuleCatalog catalog) {
        IntUnaryOperator codePoints = Offsets.UTF16.toCodePoints(text);
        List<String> lines = new ArrayList<>();
        for (RuleTrial trial : trials) {
            String place = trial.end() > trial.start()
                    ? " at " + codePoints.applyAsInt(trial.start()) + " to " + codePoints.applyAsInt(trial.end())
                    : "";
            String score = trial.score() > 0 ? ", score " + trial.score() : "";
            lines.add(trial.rule() + place + score + ": " + trial.outcome().sentence());
            if (trial.outcome() == RuleTrial.Outcome.NOT_RECOGNISED) {
                catalog.rule(trial.rule())
                        .filter(rule -> !rule.about().isEmpty())
                        .ifPresent(rule -> lines.add(INDENT + "it looks for: " + rule.about()));
            }
        }
        return lines.isEmpty() ? List.of("no rule recognises anything") : lines;
    }
}
