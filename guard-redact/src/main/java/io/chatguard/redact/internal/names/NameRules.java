package io.chatguard.redact.internal.names;

import io.chatguard.EntityType;
import io.chatguard.redact.CatalogRule;
import io.chatguard.redact.CatalogRule.Owner;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.spi.Finding.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the detector of names says of itself, as rules say it. */
public final class NameRules {

    static final String LISTED = "names/listed";
    static final String CELL = "names/column";
    /** No name is surer: what a user lists, and what has a fixed structure, goes before it. */
    static final double MOST = 0.94;

    /** Of names that an e-mail address tells. */
    public static final String ADDRESS = "names/address";

    static final String POLICY = "names/policy";

    private NameRules() {}

    /** The rule under which the model reports a type. */
    static String model(EntityType type) {
        return switch (type.name()) {
            case "PERSON" -> "names/person";
            case "LOCATION" -> "names/place";
            case "ORGANIZATION" -> "names/organisation";
            default -> "names/people";
        };
    }

    /** All of them. */
    public static List<CatalogRule> all() {
        return DataFile.table(NameRules.class, "rules.txt", 6).stream()
                .map(row -> rule(row[0], EntityType.of(row[1]), row[2], Evidence.valueOf(row[3]), row[4], row[5]))
                .toList();
    }

    /** What it finds. */
    public static Set<EntityType> types() {
        return Set.of(EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANIZATION, EntityType.of("NRP"));
    }

    private static CatalogRule rule(
            String id, EntityType type, String score, Evidence evidence, String about, String source) {
        double most = Double.parseDouble(score);
        return new CatalogRule(
                id,
                type,
                about,
                Owner.LIBRARY,
                Optional.empty(),
                List.of(),
                Map.of(),
                most,
                most,
                most,
                evidence,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(source));
    }
}
