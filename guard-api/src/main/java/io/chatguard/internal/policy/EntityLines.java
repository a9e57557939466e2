package io.chatguard.internal.policy;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.Policy.Rule;
import io.chatguard.Role;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicyNode.Shape;
import io.chatguard.spi.PolicySection;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code entities} of a policy file.
 *
 * <p>A type that neither a constant of {@link EntityType} nor a preset or a built-in rule names must be listed under {@code custom_types}: otherwise
 * {@code EMAIL: block} would be a line that never applies, and the operator would not hear of it. For the same reason
 * a line that a later one covers altogether is refused.
 */
final class EntityLines {

    private static final List<String> KEYS = List.of("action", "roles", "direction");
    private static final List<String> ROLES = FileNode.words(Role.values());
    private static final List<String> DIRECTIONS = List.of("request", "reply", "both");
    static final List<String> ACTIONS = FileNode.words(Action.values());

    /** By the names of the constants, so that a type that is added there is known here. */
    private static final List<String> BUILT_IN = Arrays.stream(EntityType.class.getFields())
            .filter(field -> field.getType() == EntityType.class)
            .map(Field::getName)
            .toList();

    private EntityLines() {}

    static void apply(FileNode root, Policy.Builder policy, List<PolicySection<?>> sections) {
        Set<String> types = new TreeSet<>(BUILT_IN);
        root.member("custom_types").ifPresent(list -> customTypes(list, types));
        root.member("entities")
                .ifPresent(map -> map.members().forEach((type, node) -> {
                    Optional<EntityType> named =
                            type.equals("*") ? Optional.empty() : Optional.of(type(type, node, types, sections));
                    lines(named, (FileNode) node).forEach(policy::rule);
                }));
    }

    private static void customTypes(PolicyNode list, Set<String> types) {
        Set<String> seen = new HashSet<>();
        for (PolicyNode item : list.items()) {
            String name = item.text();
            try {
                types.add(EntityType.of(name).name());
            } catch (IllegalArgumentException notLegal) {
                throw item.error(String.valueOf(notLegal.getMessage()));
            }
            if (!seen.add(name)) {
                throw item.error("this type stands here twice");
            }
        }
    }

    /** The sections are asked last: what their modules detect may have to be read first. */
    private static EntityType type(String name, PolicyNode node, Set<String> types, List<PolicySection<?>> sections) {
        if (types.contains(name)) {
            return EntityType.of(name);
        }
        Set<String> all = new TreeSet<>(types);
        all.addAll(PresetTable.types());
        sections.forEach(section -> section.entityTypes().forEach(type -> all.add(type.name())));
        if (all.contains(name)) {
            return EntityType.of(name);
        }
        Optional<String> near = Spelling.nearest(name, all);
        throw ((FileNode) node)
                .keyError("unknown entity type"
                        + near.map(n -> "; did you mean '" + n + "'?").orElse("")
                        + "; allowed: *, " + String.join(", ", types)
                        + ", and the types of the built-in rules"
                        + "; list a type of your own detector under custom_types");
    }

    private static List<Rule> lines(Optional<EntityType> type, FileNode node) {
        if (node.shape() == Shape.TEXT) {
            return line(type, Optional.of(node), Optional.empty(), Optional.empty());
        }
        if (node.shape() == Shape.MAP) {
            return line(type, node);
        }
        if (node.shape() != Shape.LIST || node.items().isEmpty()) {
            throw node.error("expected an action, a map with action, roles and direction, or a list of such maps;"
                    + " actions: " + String.join(", ", ACTIONS));
        }
        List<List<Rule>> lines = new ArrayList<>();
        for (PolicyNode item : node.items()) {
            lines.add(line(type, (FileNode) item));
        }
        for (int i = 0; i < lines.size(); i++) {
            List<Rule> later = lines.subList(i + 1, lines.size()).stream()
                    .flatMap(List::stream)
                    .toList();
            if (lines.get(i).stream().allMatch(rule -> later.stream().anyMatch(l -> covers(l, rule)))) {
                throw ((FileNode) node.items().get(i))
                        .error("never applies: a later line covers it, and later lines win");
            }
        }
        return lines.stream().flatMap(List::stream).toList();
    }

    private static boolean covers(Rule later, Rule rule) {
        return (later.role().isEmpty() || later.role().equals(rule.role()))
                && (later.direction().isEmpty() || later.direction().equals(rule.direction()));
    }

    private static List<Rule> line(Optional<EntityType> type, FileNode node) {
        node.allowOnly(KEYS);
        if (node.member("action").isEmpty()) {
            throw node.error("the key 'action' is missing");
        }
        return line(type, node.member("action"), node.member("roles"), node.member("direction"));
    }

    private static List<Rule> line(
            Optional<EntityType> type,
            Optional<PolicyNode> action,
            Optional<PolicyNode> roles,
            Optional<PolicyNode> direction) {
        Action does = action((FileNode) action.orElseThrow());
        Optional<Direction> going = direction.map(EntityLines::direction).orElse(Optional.of(Direction.REQUEST));
        if (roles.isEmpty()) {
            return List.of(new Rule(type, Optional.empty(), going, does));
        }
        List<Rule> rules = new ArrayList<>();
        Set<Role> seen = new HashSet<>();
        for (PolicyNode item : roles.get().items()) {
            Role role = constant(Role.class, ((FileNode) item).word("role", ROLES));
            if (!seen.add(role)) {
                throw item.error("this role stands here twice");
            }
            rules.add(new Rule(type, Optional.of(role), going, does));
        }
        if (rules.isEmpty()) {
            throw roles.get().error("a line for no role never applies; allowed: " + String.join(", ", ROLES));
        }
        return rules;
    }

    private static Action action(FileNode node) {
        return constant(Action.class, node.word("entity action", ACTIONS));
    }

    /** Empty for both. */
    private static Optional<Direction> direction(PolicyNode node) {
        String word = ((FileNode) node).word("direction", DIRECTIONS);
        return word.equals("both") ? Optional.empty() : Optional.of(constant(Direction.class, word));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
