package io.chatguard.examples.cli;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.redact.DetectSettings;
import io.chatguard.redact.NamesSettings;
import io.chatguard.redact.RuleCatalog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is looked for, and how sure it has to be, in commands that report what they find. */
final class RecognitionOptions {
    private static final List<NamesSettings.Tier> TIERS =
            List.of(NamesSettings.Tier.RULES, NamesSettings.Tier.MODEL, NamesSettings.Tier.STATES);

    @Option(
            names = "--min-score",
            paramLabel = "SCORE",
            description = "Leaves out what has a lower score, 0 to 1. Default: detect.min_score of the policy, which is"
                    + " 0.4 where it says nothing.")
    private @Nullable Double minScore;

    @Option(
            names = "--tiers",
            paramLabel = "0|1|2",
            description =
                    "The highest tier of detection that is used: 0 rules, 1 also names by words, lists and a small"
                            + " model, 2 also by the states of a transformer, which needs two jars more on the class path. Default:"
                            + " what the policy says, if --policy or --preset is given; else 0")
    private @Nullable Integer tiers;

    /** Refuses tiers that are not there. */
    void check() {
        if (tiers != null && (tiers < 0 || tiers >= TIERS.size())) {
            throw CliFailure.usage("--tiers is 0, 1 or 2");
        }
        if (minScore != null && !(minScore >= 0 && minScore <= 1)) {
            throw CliFailure.usage("--min-score lies between 0 and 1");
        }
    }

    /** The policy with the tiers that were asked for. */
    Policy tiered(Policy policy, boolean given) {
        if (tiers == null && given) {
            return policy;
        }
        NamesSettings.Tier tier = tiers == null ? NamesSettings.Tier.RULES : TIERS.get(tiers);
        DetectSettings detect = policy.section(DetectSettings.class);
        return policy.with(DetectSettings.class, detect.with(detect.names().with(tier)));
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
