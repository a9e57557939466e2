package io.chatguard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Preset;
import io.chatguard.Role;
import io.chatguard.redact.internal.catalog.Example;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.names.NameRules;
import io.chatguard.redact.internal.rules.ShippedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of all rules and presets says what the rule files and presets say; {@code -Dchatguard.doors.update=true} writes it. */
class DetectorsPageTest {
    private static final Path PAGE = Path.of("DETECTORS.md");
    private static final String HEAD = """
        # Detectors

        Generated from the rule files and the presets by `DetectorsPageTest`; `-Dchatguard.doors.update=true` writes it anew.
        `chatguard rules` lists the same rules with the words that support them, `chatguard rules try` says why one finds
        something in a text or does not.

        ## Presets

        What `preset:` of a policy file does about each type in requests; a policy's own lines go before it. Every type that is
        not listed is treated as `*`.

        """;
    private static final String NAMES = """

        ## Names

        Persons, places, organisations and nationalities, by words around them, lists and a small model; `detect.names` of a
        policy switches them off, and lists what never counts (`allow`) and what always does (`deny`). Places, organisations and
        nationalities are best effort. The highest score is given.

        | type | rule | highest score | evidence | what |
        |---|---|---|---|---|
        """;
    private static final String RULES = """

        ## Rules

        *Score* is the confidence alone and beside a supporting word; a policy acts from 0.4 on, unless its `detect.min_score`
        says otherwise. *Peers* that have the type: P Presidio, C Amazon Comprehend, H HIPAA Safe Harbor, O OpenAI Privacy
        Filter, F Phileas. A STREET_ADDRESS is what Presidio calls a LOCATION and Comprehend an ADDRESS: it points to one home,
        a city or a country does not, and policies tell them apart.

        | type | rule | example | checksum | country | score | peers | source |
        |---|---|---|---|---|---|---|---|
        """;

    @Test
    void thePageSaysWhatTheRulesAndPresetsSay() throws IOException {
        String page = HEAD + presets() + NAMES + names() + RULES + rules();
        if (Boolean.getBoolean("chatguard.doors.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("guard-redact/DETECTORS.md; run with -Dchatguard.doors.update=true")
                .isEqualTo(page);
    }

    @Test
    void presetsNameOnlyTypesThatRulesFind() {
        TreeSet<EntityType> found = new TreeSet<>(ShippedRules.types());
        found.addAll(NameRules.types());
        assertThat(found).containsAll(named());
    }

    private static TreeSet<EntityType> named() {
        TreeSet<EntityType> types = new TreeSet<>();
        for (Preset preset : Preset.values()) {
            Policy.of(preset).rules().forEach(rule -> rule.type().ifPresent(types::add));
        }
        return types;
    }

    private static String presets() {
        TreeSet<EntityType> types = named();
        StringBuilder out = new StringBuilder("| type |");
        StringBuilder line = new StringBuilder("|---|");
        for (Preset preset : Preset.values()) {
            out.append(' ').append(preset.written()).append(" |");
            line.append("---|");
        }
        out.append('\n').append(line).append('\n').append(row("`*`", EntityType.of("ANY_OTHER")));
        types.forEach(type -> out.append(row(type.name(), type)));
        return out.toString();
    }

    private static String row(String shown, EntityType type) {
        StringBuilder out = new StringBuilder("| ").append(shown).append(" |");
        for (Preset preset : Preset.values()) {
            Action action = Policy.of(preset).actionFor(type, Role.USER, Direction.REQUEST);
            out.append(' ').append(action.name().toLowerCase(Locale.ROOT)).append(" |");
        }
        return out.append('\n').toString();
    }

    private static String names() {
        return NameRules.all().stream()
                .map(rule -> "| " + rule.type() + " | " + rule.id() + " | " + rule.score() + " | "
                        + rule.evidence().name().toLowerCase(Locale.ROOT) + " | " + rule.about() + " |\n")
                .collect(Collectors.joining());
    }

    private static String rules() {
        Map<String, String> peers = new HashMap<>();
        DataFile.table(DetectorsPageTest.class, "peers.txt", 2).forEach(row -> peers.put(row[0], row[1]));
        Map<String, CatalogRule> catalog = new TreeMap<>();
        RuleCatalog.of(Policy.defaults()).rules().forEach(rule -> catalog.put(rule.id(), rule));
        List<RuleData> rules = new ArrayList<>(ShippedRules.all());
        rules.sort(Comparator.comparing((RuleData r) -> r.type().name()).thenComparing(RuleData::id));
        return rules.stream()
                .map(rule -> line(rule, catalog, peers.getOrDefault(rule.type().name(), "")))
                .collect(Collectors.joining());
    }

    private static String line(RuleData rule, Map<String, CatalogRule> catalog, String peers) {
        CatalogRule listed = catalog.get(rule.id());
        String checks = listed == null ? "" : String.join(", ", listed.checks());
        boolean secret = rule.type().equals(EntityType.CREDENTIAL);
        String example =
                secret || rule.finds().isEmpty() ? "" : example(rule.finds().get(0));
        String score = rule.hasContext()
                ? rule.scores().alone() + " / " + rule.scores().withContext()
                : String.valueOf(rule.scores().alone());
        String sources = rule.origin().sources().stream()
                .map(source -> "[" + host(source) + "](" + source + ")")
                .collect(Collectors.joining(" "));
        return "| " + rule.type() + " | " + rule.id() + " | " + example + " | " + checks + " | "
                + rule.origin().country().orElse("") + " | " + score + " | " + peers + " | " + sources + " |\n";
    }

    private static String example(Example example) {
        String value = example.start() < 0 ? example.text() : example.text().substring(example.start(), example.end());
        return "`" + value.replace("|", "\\|").replace('`', '\'') + "`";
    }

    private static String host(String url) {
        String rest = url.substring("https://".length());
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
