package io.chatguard.redact.internal.policy;

import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.NamesSettings.Tier;
import io.chatguard.redact.internal.catalog.RuleException;
import io.chatguard.redact.internal.rules.OwnFiles;
import io.chatguard.spi.PolicyNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code detect.names}: {@code false} or {@code true}, or what is to be recognised and what not. */
final class NameLines {

    private static final List<Tier> TIERS = List.of(Tier.RULES, Tier.MODEL, Tier.STATES);

    private NameLines() {}

    static NamesSettings read(PolicyNode node) {
        if (node.shape() == PolicyNode.Shape.SWITCH) {
            return NamesSettings.defaults().with(node.isOn() ? Tier.MODEL : Tier.RULES);
        }
        node.allowOnly(List.of("tier", "budget", "languages", "allow", "allow_file", "deny", "deny_file"));
        Tier tier = node.member("tier")
                .map(n -> TIERS.get((int) n.integer(0, TIERS.size() - 1)))
                .orElse(Tier.MODEL);
        return new NamesSettings(tier, languages(node), names(node, "allow"), names(node, "deny"), budget(node));
    }

    private static Duration budget(PolicyNode node) {
        return node.member("budget")
                .map(n -> {
                    if (!NamesSettings.isBudget(n.duration())) {
                        throw n.error("a budget of names is at most a day");
                    }
                    return n.duration();
                })
                .orElse(NamesSettings.DEFAULT_BUDGET);
    }

    private static List<String> languages(PolicyNode node) {
        List<String> tags = new ArrayList<>();
        node.member("languages")
                .ifPresent(list -> list.items().forEach(tag -> {
                    if (!NamesSettings.LANGUAGES.contains(tag.text())) {
                        throw tag.error("there are no words around names for it; allowed: "
                                + String.join(", ", NamesSettings.LANGUAGES));
                    }
                    tags.add(tag.text());
                }));
        return tags;
    }

    private static List<String> names(PolicyNode node, String key) {
        List<String> names = new ArrayList<>();
        node.member(key)
                .ifPresent(list -> list.items().forEach(name -> {
                    String wrong = wrong(name.text());
                    if (!wrong.isEmpty()) {
                        throw name.error(wrong);
                    }
                    names.add(name.text());
                }));
        node.member(key + "_file").ifPresent(file -> file(file, names));
        return names;
    }

    private static void file(PolicyNode file, List<String> names) {
        try {
            OwnFiles.lines(file.path(), line -> {
                names.add(line);
                return wrong(line);
            });
        } catch (RuleException wrong) {
            throw file.error(wrong.complaint().toString());
        }
    }

    /** What is wrong with a listed name, or nothing. */
    private static String wrong(String name) {
        return NamesSettings.isName(name) ? "" : "a listed name has 1 to 100 characters, and not blanks alone";
    }
}
