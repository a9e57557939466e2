package io.chatguard.moderate.internal.policy;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.moderate.AllowSettings;
import io.chatguard.moderate.AnswerSettings;
import io.chatguard.moderate.LeakSettings;
import io.chatguard.moderate.LinkSettings;
import io.chatguard.moderate.internal.links.LinkScreen;
import io.chatguard.spi.PolicyNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parses the guardrails that have few settings, and what all have in common. */
final class Lines {

    static final List<Action> FLAG_REDACT_BLOCK = List.of(Action.FLAG, Action.REDACT, Action.BLOCK);
    static final List<Action> ALLOW_FLAG_BLOCK = List.of(Action.ALLOW, Action.FLAG, Action.BLOCK);
    private static final List<Action> ALL = List.of(Action.ALLOW, Action.FLAG, Action.REDACT, Action.BLOCK);

    private Lines() {}

    static Action action(PolicyNode node, List<Action> allowed) {
        for (Action action : allowed) {
            if (action.name().toLowerCase(Locale.ROOT).equals(node.text().toLowerCase(Locale.ROOT))) {
                return action;
            }
        }
        List<String> names =
                allowed.stream().map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
        throw node.error("allowed here: " + String.join(", ", names));
    }

    static Action action(PolicyNode parent, String name, List<Action> allowed, Action otherwise) {
        return parent.member(name).map(node -> action(node, allowed)).orElse(otherwise);
    }

    static Set<Direction> direction(PolicyNode parent) {
        Optional<PolicyNode> node = parent.member("direction");
        return switch (node.map(n -> n.text().toLowerCase(Locale.ROOT)).orElse("both")) {
            case "both" -> Set.of(Direction.REQUEST, Direction.REPLY);
            case "request" -> Set.of(Direction.REQUEST);
            case "reply" -> Set.of(Direction.REPLY);
            default -> throw node.orElse(parent).error("allowed here: request, reply, both");
        };
    }

    static Set<String> words(PolicyNode node) {
        Set<String> words = new LinkedHashSet<>();
        for (PolicyNode item : node.items()) {
            if (item.text().isBlank()) {
                throw item.error("an entry is not blank");
            }
            words.add(item.text());
        }
        return words;
    }

    static LinkSettings links(PolicyNode node) {
        node.allowOnly(List.of("allow", "prose", "tools"));
        Set<String> hosts = new LinkedHashSet<>();
        for (PolicyNode item : node.member("allow").map(PolicyNode::items).orElse(List.of())) {
            if (!LinkScreen.isLegalHost(item.text())) {
                throw item.error("expected a domain in lower-case ASCII below a public suffix, such as example.com, an"
                        + " address, a plain name, or '*'");
            }
            hosts.add(item.text());
        }
        return new LinkSettings(
                hosts, action(node, "prose", ALL, Action.REDACT), action(node, "tools", ALL, Action.BLOCK));
    }

    static LeakSettings leak(PolicyNode node) {
        node.allowOnly(List.of("canary", "words", "action"));
        LeakSettings defaults = LeakSettings.defaults();
        boolean canary = node.member("canary").map(PolicyNode::isOn).orElse(false);
        return new LeakSettings(
                canary ? LeakSettings.Canary.ADD : LeakSettings.Canary.NONE,
                node.member("words").map(n -> (int) n.integer(4, 100)).orElse(defaults.words()),
                action(node, "action", List.of(Action.FLAG, Action.BLOCK), defaults.action()));
    }

    static AllowSettings allow(PolicyNode node) {
        node.allowOnly(List.of("models", "tools", "mcp"));
        return new AllowSettings(
                node.member("models").map(Lines::words),
                node.member("tools").map(Lines::words),
                node.member("mcp").map(Lines::words));
    }

    static AnswerSettings answers(PolicyNode node) {
        node.allowOnly(List.of("action", "types"));
        PolicyNode action = node.member("action").orElseThrow(() -> node.error("the key 'action' is missing"));
        Set<EntityType> types = new LinkedHashSet<>();
        for (PolicyNode item : node.member("types").map(PolicyNode::items).orElse(List.of())) {
            try {
                types.add(EntityType.of(item.text()));
            } catch (IllegalArgumentException e) {
                throw item.error("an entity type has capital letters, digits and _, such as EMAIL_ADDRESS");
            }
        }
        return new AnswerSettings(types, action(action, FLAG_REDACT_BLOCK));
    }
}
