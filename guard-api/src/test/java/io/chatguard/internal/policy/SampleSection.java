package io.chatguard.internal.policy;

import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.time.Duration;
import java.util.List;

/** A module's section as the tests see one, with a value of each shape. */
public final class SampleSection implements PolicySection<SampleSection.Settings> {

    enum Level {
        LOW,
        VERY_HIGH
    }

    record Settings(boolean on, long count, double share, Duration ttl, Level level, List<String> hosts) {}

    @Override
    public String key() {
        return "sample";
    }

    @Override
    public Class<Settings> type() {
        return Settings.class;
    }

    @Override
    public String schema() {
        return """
                {"type": "object", "additionalProperties": false, "properties": {
                  "on": {"type": "boolean"},
                  "count": {"type": "integer", "minimum": 1, "maximum": 10},
                  "share": {"type": "number", "minimum": 0, "maximum": 1},
                  "ttl": {"type": "string"},
                  "level": {"enum": ["low", "very_high"]},
                  "hosts": {"type": "array", "items": {"type": "string"}}}}
                """;
    }

    @Override
    public Settings parse(PolicyNode node) {
        node.allowOnly(List.of("on", "count", "share", "ttl", "level", "hosts", "bug"));
        Settings d = defaults();
        node.member("bug").ifPresent(bug -> {
            throw new IllegalStateException("says " + bug.text());
        });
        return new Settings(
                node.member("on").map(PolicyNode::isOn).orElse(d.on()),
                node.member("count").map(n -> n.integer(1, 10)).orElse(d.count()),
                node.member("share").map(n -> n.decimal(0, 1)).orElse(d.share()),
                node.member("ttl").map(PolicyNode::duration).orElse(d.ttl()),
                node.member("level").map(n -> n.oneOf(Level.class)).orElse(d.level()),
                node.member("hosts")
                        .map(n -> n.items().stream().map(PolicyNode::text).toList())
                        .orElse(d.hosts()));
    }

    @Override
    public Settings defaults() {
        return new Settings(false, 3, 0.5, Duration.ofHours(1), Level.LOW, List.of());
    }
}
