package io.chatguard.redact.internal.policy;

import io.chatguard.redact.DetectSettings;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.util.List;
import java.util.Optional;

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
        return """
                {
                  "description": "How values are recognised.",
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "region": {
                      "description": "ISO 3166 alpha-2 code of the region whose national phone numbers are read without a country code.",
                      "type": "string", "pattern": "^[A-Z]{2}$", "default": "DE"
                    },
                    "min_score": {
                      "description": "Findings with a lower score are dropped.",
                      "type": "number", "minimum": 0, "maximum": 1, "default": 0.4
                    }
                  }
                }""";
    }

    @Override
    public DetectSettings parse(PolicyNode node) {
        node.allowOnly(List.of("region", "min_score"));
        DetectSettings defaults = defaults();
        double score = node.member("min_score").map(n -> n.decimal(0, 1)).orElse(defaults.minScore());
        Optional<PolicyNode> region = node.member("region");
        try {
            return new DetectSettings(region.map(PolicyNode::text).orElse(defaults.region()), score);
        } catch (IllegalArgumentException e) {
            throw region.orElse(node).error("a region is an ISO 3166 alpha-2 code in capitals, such as DE");
        }
    }

    @Override
    public DetectSettings defaults() {
        return DetectSettings.defaults();
    }
}
