package io.chatguard.redact.internal.catalog;

import java.util.Optional;

/**
 * What is wrong with a rule: names place, rule and what is allowed, and quotes nothing that a rule looks for.
 *
 * @param place file and line, or empty where whoever reads the rule knows better
 * @param rule the rule's id, or empty where there is none yet
 * @param key the key whose value is wrong, if it is one
 * @param sentence what is wrong and what is allowed
 */
public record Complaint(String place, String rule, Optional<RuleKey> key, String sentence) {

    /** The same, at a place; one that names its place already keeps it. */
    public Complaint at(String there) {
        return place.isEmpty() ? new Complaint(there, rule, key, sentence) : this;
    }

    /** About a file or a line of it. */
    public static Complaint about(String place, String sentence) {
        return new Complaint(place, "", Optional.empty(), sentence);
    }

    /** The exception that tells it. */
    public RuleException refusal() {
        return new RuleException(this);
    }

    /** What is wrong, without the place. */
    public String told() {
        return rule.isEmpty() ? sentence : "rule " + rule + ": " + sentence;
    }

    @Override
    public String toString() {
        return place.isEmpty() ? told() : place + ": " + told();
    }
}
