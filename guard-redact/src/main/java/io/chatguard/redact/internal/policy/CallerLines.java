package io.chatguard.redact.internal.policy;

import io.chatguard.Caller;
import io.chatguard.EntityType;
import io.chatguard.redact.CallerRule;
import io.chatguard.spi.PolicyNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads who gets values. A list without entries fits nobody, so it is refused rather than taken for no condition. */
final class CallerLines {

    private CallerLines() {}

    static List<CallerRule> read(PolicyNode node) {
        List<CallerRule> rules = new ArrayList<>();
        for (PolicyNode item : notEmpty(node)) {
            item.allowOnly(List.of("purposes", "roles", "assurance", "types"));
            if (item.members().isEmpty()) {
                throw item.error("a caller rule names purposes, roles, assurance or types");
            }
            rules.add(new CallerRule(
                    item.member("purposes").map(CallerLines::words).orElse(Set.of()),
                    item.member("roles").map(CallerLines::words).orElse(Set.of()),
                    item.member("assurance")
                            .map(n -> n.oneOf(Caller.Assurance.class))
                            .orElse(Caller.Assurance.NONE),
                    item.member("types").map(CallerLines::types).orElse(Set.of())));
        }
        return rules;
    }

    private static Set<String> words(PolicyNode node) {
        Set<String> words = new HashSet<>();
        for (PolicyNode item : notEmpty(node)) {
            if (item.text().isEmpty()) {
                throw item.error("expected a word");
            }
            words.add(item.text());
        }
        return words;
    }

    private static Set<EntityType> types(PolicyNode node) {
        Set<EntityType> types = new HashSet<>();
        notEmpty(node).forEach(item -> types.add(ReidentifySection.type(item)));
        return types;
    }

    private static List<PolicyNode> notEmpty(PolicyNode node) {
        if (node.items().isEmpty()) {
            throw node.error("an empty list fits nobody; leave the key out if it does not matter");
        }
        return node.items();
    }
}
