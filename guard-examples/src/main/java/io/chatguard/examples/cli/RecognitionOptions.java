package io.chatguard.examples.cli;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.RuleCatalog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is looked for, and how sure it has to be, in commands that report what they find. */
final class RecognitionOptions {
    private static final int MOST_TIERS = 2;

    @Option(
            names = "--min-score",
            paramLabel = "SCORE",
            description = "Leaves out what has a lower score, 0 to 1. Default: detect.min_score of the policy, which is"
                    + " 0.4 where it says nothing.")
    private @Nullable Double minScore;

    @Option(
            names = "--tiers",
            paramLabel = "0|1|2",
            defaultValue = "0",
            description = "The highest tier of detection that is used. This version has tier 0, rules; 1 and 2 (names)"
                    + " are refused. Default: 0")
    private int tiers;

    /** Refuses tiers that are not there. */
    void check() {
        if (tiers < 0 || tiers > MOST_TIERS) {
            throw CliFailure.usage("--tiers is 0, 1 or 2");
        }
        if (tiers > 0) {
            throw CliFailure.usage("--tiers " + tiers + " is not there in this version: it recognises by rules (tier 0,"
                    + " the default) and has no model of names (tiers 1 and 2); leave --tiers out, or give 0");
        }
        if (minScore != null && !(minScore >= 0 && minScore <= 1)) {
            throw CliFailure.usage("--min-score lies between 0 and 1");
        }
    }

    /** The least score that was asked for, or the policy's. */
    double minScore(Policy policy) {
        return minScore == null ? policy.section(DetectSettings.class).minScore() : minScore;
    }

    /** The least score that was asked for; 0 if none was. */
    double minScore() {
        return minScore == null ? 0 : minScore;
    }

    /** The types that these names stand for; refuses those that nothing under the policy can find. */
    static Set<EntityType> types(List<String> names, Policy policy) {
        return names.isEmpty() ? Set.of() : types(names, RuleCatalog.of(policy));
    }

    /** The types that these names stand for; refuses those that no rule of the catalog can find. */
    static Set<EntityType> types(List<String> names, RuleCatalog catalog) {
        Set<EntityType> types = new LinkedHashSet<>();
        for (String name : names) {
            try {
                types.add(EntityType.of(name.strip()));
            } catch (IllegalArgumentException notAName) {
                throw CliFailure.usage("--labels wants names such as EMAIL_ADDRESS,PHONE_NUMBER");
            }
        }
        List<String> known = catalog.types().stream().map(EntityType::name).toList();
        for (EntityType type : types) {
            if (!known.contains(type.name())) {
                throw CliFailure.usage("--labels: no rule finds " + type.name() + "; nearest: "
                        + String.join(", ", LikeNames.nearest(type.name(), known))
                        + "; 'chatguard rules' lists all rules and their labels");
            }
        }
        return types;
    }
}
