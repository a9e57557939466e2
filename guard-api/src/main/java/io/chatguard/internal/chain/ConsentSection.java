package io.chatguard.internal.chain;

import io.chatguard.ConsentSettings;
import io.chatguard.EntityType;
import io.chatguard.spi.PolicyNode;
import io.chatguard.spi.PolicySection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The section {@code consent}. */
public final class ConsentSection implements PolicySection<ConsentSettings> {

    @Override
    public String key() {
        return "consent";
    }

    @Override
    public Class<ConsentSettings> type() {
        return ConsentSettings.class;
    }

    @Override
    public String schema() {
        return """
                {
                  "description": "Which calls go on only with consent or another legal basis; the guard needs a consent check to ask.",
                  "type": "object",
                  "additionalProperties": false,
                  "minProperties": 1,
                  "properties": {
                    "purposes": {
                      "description": "Purposes of callers that are asked about before anything is looked at; '*' for all calls.",
                      "oneOf": [
                        { "const": "*" },
                        { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }
                      ]
                    },
                    "types": {
                      "description": "Entity types that a request may hold only with consent, whatever its purpose.",
                      "type": "array", "minItems": 1, "items": { "type": "string" }
                    }
                  }
                }""";
    }

    @Override
    public ConsentSettings parse(PolicyNode node) {
        node.allowOnly(List.of("purposes", "types"));
        Optional<PolicyNode> purposes = node.member("purposes");
        Optional<PolicyNode> types = node.member("types");
        if (purposes.isEmpty() && types.isEmpty()) {
            throw node.error("consent names purposes, or types, or both");
        }
        return new ConsentSettings(
                Optional.of(purposes.map(ConsentSection::purposes).orElse(Set.of())),
                types.map(ConsentSection::types).orElse(Set.of()));
    }

    private static Set<String> purposes(PolicyNode node) {
        if (node.shape() == PolicyNode.Shape.TEXT) {
            if (!node.text().equals("*")) {
                throw node.error("purposes is '*' for all calls, or a list of purposes");
            }
            return Set.of("*");
        }
        Set<String> names = new HashSet<>();
        for (PolicyNode item : notEmpty(node)) {
            if (item.text().isEmpty()) {
                throw item.error("a purpose is a word; '*' stands for calls without one too");
            }
            names.add(item.text());
        }
        return names;
    }

    private static Set<EntityType> types(PolicyNode node) {
        Set<EntityType> types = new HashSet<>();
        for (PolicyNode item : notEmpty(node)) {
            try {
                types.add(EntityType.of(item.text()));
            } catch (IllegalArgumentException e) {
                throw item.error("an entity type has capital letters, digits and _, such as EMAIL_ADDRESS");
            }
        }
        return types;
    }

    private static List<PolicyNode> notEmpty(PolicyNode node) {
        if (node.items().isEmpty()) {
            throw node.error("an empty list would ask about nothing; leave the key out");
        }
        return node.items();
    }

    @Override
    public ConsentSettings defaults() {
        return ConsentSettings.none();
    }
}
