package io.chatguard.redact.internal.policy;

import io.chatguard.EntityType;
import io.chatguard.redact.CustomRule;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.internal.names.NameRules;
import io.chatguard.redact.internal.rules.ShippedRules;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The section {@code detect}. */
public final class DetectSection implements PolicySection<DetectSettings> {

    @Override
    public String key() {
        return "detect";
    }

    @Override
    public Class<DetectSettings> type() {
        return DetectSettings.class;
    }

    @Override
    public String schema() {
        return SectionSchema.read("detect.schema.json");
    }

    @Override
    public DetectSettings parse(PolicyNode node) {
        node.allowOnly(List.of("region", "min_score", "rules", "terms", "names"));
        DetectSettings defaults = defaults();
        double score = node.member("min_score").map(n -> n.decimal(0, 1)).orElse(defaults.minScore());
        List<CustomRule> rules =
                node.member("rules").map(list -> RuleLines.read(list, score)).orElse(List.of());
        var terms = node.member("terms").map(TermLines::read).orElse(defaults.terms());
        var names = node.member("names").map(NameLines::read).orElse(defaults.names());
        Optional<PolicyNode> region = node.member("region");
        try {
            return new DetectSettings(
                    region.map(PolicyNode::text).orElse(defaults.region()), score, rules, terms, names);
        } catch (IllegalArgumentException e) {
            throw region.orElse(node).error("a region is an ISO 3166 alpha-2 code in capitals, such as DE");
        }
    }

    @Override
    public Set<EntityType> entityTypes() {
        Set<EntityType> types = new HashSet<>(ShippedRules.types());
        types.addAll(NameRules.types());
        return types;
    }

    @Override
    public DetectSettings defaults() {
        return DetectSettings.defaults();
    }
}
