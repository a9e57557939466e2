package io.chatguard.redact;

import io.chatguard.EntityType;
import io.chatguard.Policy;
import io.chatguard.redact.internal.rules.RuleTrials;
import java.util.List;
import java.util.Optional;

/**
 * The rules that hold under a policy, and why one of them finds something in a text or does not.
 *
 * <p>Immutable, thread-safe. Terms of a policy are no rules; what they find is told under {@code terms/…}.
 */
public final class RuleCatalog {

    private final RuleTrials trials;

    private RuleCatalog(RuleTrials trials) {
        this.trials = trials;
    }

    /** The built-in rules and those of the policy. */
    public static RuleCatalog of(Policy policy) {
        return new RuleCatalog(RuleTrials.of(policy.section(DetectSettings.class)));
    }

    /** All rules: the library's, family by family, then the policy's in their order. */
    public List<CatalogRule> rules() {
        return trials.rules();
    }

    /** Those that find values of that type. */
    public List<CatalogRule> rules(EntityType type) {
        return rules().stream().filter(rule -> rule.type().equals(type)).toList();
    }

    /** The types that findings can have: of a rule, or of the policy's terms. Sorted by name. */
    public List<EntityType> types() {
        return trials.types();
    }

    /** The rule of that id. */
    public Optional<CatalogRule> rule(String id) {
        return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** What all rules recognise in a text that stands for itself, whatever the score, from left to right. */
    public List<RuleTrial> explain(String text) {
        return trials.recognised(text);
    }

    /**
     * What one rule makes of a text that stands for itself: each place that it recognises or that fits its pattern and
     * does not count, from left to right; one trial that says so if there is none.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    public List<RuleTrial> explain(String rule, String text) {
        if (rule(rule).isEmpty()) {
            throw new IllegalArgumentException("there is no rule of that id");
        }
        return trials.of(rule, text);
    }

    /** Shows the number of rules. */
    @Override
    public String toString() {
        return "RuleCatalog[" + rules().size() + " rules]";
    }
}
