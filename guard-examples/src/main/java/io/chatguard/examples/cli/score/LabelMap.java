package io.chatguard.examples.cli.score;

import java.util.Map;
import java.util.Set;

/**
 * Which labels of a gold set a detector's label stands for; one that is not listed stands for itself.
 *
 * @param goldOf the gold labels of a predicted one
 */
public record LabelMap(Map<String, Set<String>> goldOf) {

    public LabelMap {
        goldOf = Map.copyOf(goldOf);
    }

    /** Every label stands for itself. */
    public static LabelMap identity() {
        return new LabelMap(Map.of());
    }

    /** What the label stands for; nothing, if it is mapped to nothing. */
    public Set<String> goldLabels(String predicted) {
        return goldOf.getOrDefault(predicted, Set.of(predicted));
    }
}
