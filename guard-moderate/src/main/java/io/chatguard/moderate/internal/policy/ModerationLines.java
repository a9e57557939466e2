package io.chatguard.moderate.internal.policy;

import io.chatguard.Action;
import io.chatguard.moderate.ModerationSettings;
import io.chatguard.moderate.ModerationSettings.Category;
import io.chatguard.spi.Guardrail.Budget;
import io.chatguard.spi.PolicyNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Parses the provider's moderation. */
final class ModerationLines {

    private ModerationLines() {}

    static ModerationSettings read(PolicyNode node) {
        node.allowOnly(List.of("model", "threshold", "action", "categories", "direction", "budget", "unjudged"));
        ModerationSettings defaults = ModerationSettings.defaults();
        Category otherwise = category(node, defaults.otherwise());
        Map<String, Category> categories = new LinkedHashMap<>();
        node.member("categories").ifPresent(map -> {
            map.allowOnly(ModerationSettings.CATEGORIES);
            map.members().forEach((name, member) -> {
                member.allowOnly(List.of("threshold", "action"));
                categories.put(name, category(member, otherwise));
            });
        });
        return new ModerationSettings(
                node.member("model").map(PolicyNode::text).orElse(defaults.model()),
                otherwise,
                categories,
                Lines.direction(node),
                budget(node, defaults.budget()));
    }

    private static Category category(PolicyNode node, Category otherwise) {
        double threshold = node.member("threshold").map(n -> n.decimal(0, 1)).orElse(otherwise.threshold());
        Action action = Lines.action(node, "action", Lines.ALLOW_FLAG_BLOCK, otherwise.action());
        return new Category(threshold, action);
    }

    private static Budget budget(PolicyNode node, Budget otherwise) {
        Optional<PolicyNode> written = node.member("budget");
        Duration time = written.map(PolicyNode::duration)
                .orElseGet(() -> otherwise.time().orElseThrow());
        if (time.isZero() || time.isNegative()) {
            throw written.orElse(node).error("a time budget is longer than nothing, such as 5s");
        }
        Optional<PolicyNode> unjudged = node.member("unjudged");
        return switch (unjudged.map(n -> n.text().toLowerCase(Locale.ROOT)).orElse("block")) {
            case "block" -> Budget.of(time);
            case "pass" -> Budget.of(time).passingUnjudged();
            default -> throw unjudged.orElse(node).error("allowed here: block, pass");
        };
    }
}
