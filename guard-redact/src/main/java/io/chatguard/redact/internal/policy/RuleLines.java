package io.chatguard.redact.internal.policy;

import io.chatguard.GuardException;
import io.chatguard.redact.CustomRule;
import io.chatguard.redact.internal.catalog.Complaint;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleDraft;
import io.chatguard.redact.internal.catalog.RuleException;
import io.chatguard.redact.internal.catalog.RuleKey;
import io.chatguard.redact.internal.rules.OwnFiles;
import io.chatguard.redact.internal.rules.OwnRule;
import io.chatguard.spi.PolicyNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses {@code detect.rules}: rules in the policy itself, and files of rules. The keys are those of a rule file, with
 * {@code _} for blanks.
 */
final class RuleLines {
    private static final List<RuleKey> KEYS = List.of(
            RuleKey.ABOUT,
            RuleKey.TYPE,
            RuleKey.PATTERN,
            RuleKey.EDGES,
            RuleKey.NOT_BEFORE,
            RuleKey.CHECK,
            RuleKey.CHECKSUM,
            RuleKey.CONTEXT,
            RuleKey.WORDS,
            RuleKey.SCORE,
            RuleKey.SCORE_WITH_CONTEXT,
            RuleKey.SCORE_WITH_CHECKSUM,
            RuleKey.EVIDENCE,
            RuleKey.FINDS,
            RuleKey.IGNORES);

    private RuleLines() {}

    static List<CustomRule> read(PolicyNode list, double enough) {
        List<CustomRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (PolicyNode item : list.items()) {
            List<CustomRule> more = item.member("file").isPresent() ? file(item, enough) : List.of(rule(item, enough));
            for (CustomRule rule : more) {
                if (!ids.add(rule.id())) {
                    throw item.error("rule " + rule.id() + ": there are two rules of this id");
                }
                rules.add(rule);
            }
        }
        return rules;
    }

    private static List<CustomRule> file(PolicyNode item, double enough) {
        item.allowOnly(List.of("file"));
        PolicyNode file = item.member("file").orElseThrow();
        try {
            return OwnRule.read(OwnFiles.text(file.path()), OwnFiles.name(file.path()), enough);
        } catch (RuleException wrong) {
            throw file.error(wrong.complaint().toString());
        }
    }

    private static CustomRule rule(PolicyNode item, double enough) {
        Map<String, RuleKey> keys = new LinkedHashMap<>();
        KEYS.forEach(key -> keys.put(key.written().replace(' ', '_'), key));
        List<String> allowed = new ArrayList<>(List.of("id"));
        allowed.addAll(keys.keySet());
        item.allowOnly(allowed);
        PolicyNode id = item.member("id").orElseThrow(() -> item.error("a rule has an id, or names a file"));
        Map<RuleKey, PolicyNode> nodes = new LinkedHashMap<>();
        keys.forEach((name, key) -> item.member(name).ifPresent(node -> nodes.put(key, node)));
        try {
            RuleDraft draft = new RuleDraft(id.text());
            nodes.forEach((key, node) -> set(draft, key, node));
            RuleData data = draft.build();
            Optional<Complaint> complaint = OwnRule.complaint(data, enough);
            if (complaint.isPresent()) {
                throw at(complaint.get(), nodes, item);
            }
            return new OwnRule(data);
        } catch (RuleException wrong) {
            throw at(wrong.complaint(), nodes, id);
        }
    }

    private static GuardException at(Complaint complaint, Map<RuleKey, PolicyNode> nodes, PolicyNode otherwise) {
        return complaint
                .key()
                .map(key -> nodes.getOrDefault(key, otherwise))
                .orElse(otherwise)
                .error(complaint.told());
    }

    private static void set(RuleDraft draft, RuleKey key, PolicyNode node) {
        switch (key) {
            case WORDS ->
                node.members()
                        .forEach((language, list) -> list.items().forEach(word -> draft.words(language, word.text())));
            case FINDS, IGNORES -> node.items().forEach(example -> draft.set(key, example.text()));
            case SCORE, SCORE_WITH_CONTEXT, SCORE_WITH_CHECKSUM ->
                draft.set(key, String.format(java.util.Locale.ROOT, "%.4f", node.decimal(0, 1)));
            default -> draft.set(key, node.text());
        }
    }
}
