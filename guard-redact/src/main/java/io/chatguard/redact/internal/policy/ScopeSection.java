package io.chatguard.redact.internal.policy;

import io.chatguard.redact.ScopeSettings;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code scope}. */
public final class ScopeSection implements PolicySection<ScopeSettings> {

    @Override
    public String key() {
        return "scope";
    }

    @Override
    public Class<ScopeSettings> type() {
        return ScopeSettings.class;
    }

    @Override
    public String schema() {
        return """
                {
                  "description": "How long a scope lives, and how much all of them hold.",
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "ttl": {
                      "description": "How long after its last use a scope ends: ISO 8601, or a number with ms, s, m, h, d; 1h in memory, 30d in a durable vault.",
                      "type": "string",
                      "pattern": "^([0-9]{1,12}(ms|s|m|h|d)|P[0-9A-Za-z.,+-]{1,31})$"
                    },
                    "max_live": {
                      "description": "How many values live scopes hold together.",
                      "type": "integer", "minimum": 1, "default": 1000000
                    }
                  }
                }""";
    }

    @Override
    public ScopeSettings parse(PolicyNode node) {
        node.allowOnly(List.of("ttl", "max_live"));
        Optional<PolicyNode> ttl = node.member("ttl");
        Optional<Duration> life = ttl.map(PolicyNode::duration);
        if (life.filter(d -> d.isZero() || d.isNegative()).isPresent()) {
            throw ttl.orElse(node).error("a scope's time is longer than nothing, such as 1h");
        }
        return new ScopeSettings(
                life,
                node.member("max_live")
                        .map(n -> n.integer(1, Integer.MAX_VALUE))
                        .orElse(defaults().maxLive()));
    }

    @Override
    public ScopeSettings defaults() {
        return ScopeSettings.defaults();
    }
}
