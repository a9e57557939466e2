package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.Complaint;
import io.chatguard.redact.internal.catalog.Example;
import io.chatguard.redact.internal.catalog.Matching;
import io.chatguard.redact.internal.catalog.RuleData;
import io.chatguard.redact.internal.catalog.RuleKey;
import io.chatguard.redact.internal.engine.ScanContext;
import io.chatguard.redact.internal.engine.TextRule;
import io.chatguard.redact.internal.normal.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the examples of a user's rule. What is wrong is told by rule and number of the example, never by its text. */
final class OwnExamples {
    private OwnExamples() {}

    static Optional<Complaint> complaint(RuleData data, double enough) {
        if (data.matching() instanceof Matching.Scanner) {
            return Optional.of(OwnRule.about(
                    data, Optional.of(RuleKey.SCANNER), "scanners are the library's; a rule of yours has a pattern"));
        }
        if (data.finds().isEmpty() && data.ignores().isEmpty()) {
            return Optional.empty();
        }
        TextRule rule = new Readings(PatternRules.of(List.of(data)));
        for (int i = 0; i < data.finds().size(); i++) {
            Example example = data.finds().get(i);
            List<int[]> found = found(rule, example, enough);
            if (found.stream().noneMatch(span -> example.means(span[0], span[1]))) {
                String why = found.isEmpty() ? "nothing counts in it" : "what counts in it is not what it marks";
                return wrong(data, RuleKey.FINDS, i, why, enough);
            }
        }
        for (int i = 0; i < data.ignores().size(); i++) {
            if (!found(rule, data.ignores().get(i), enough).isEmpty()) {
                return wrong(data, RuleKey.IGNORES, i, "something counts in it", enough);
            }
        }
        return Optional.empty();
    }

    private static Optional<Complaint> wrong(RuleData data, RuleKey key, int index, String why, double enough) {
        return Optional.of(OwnRule.about(
                data,
                Optional.of(key),
                "example " + (index + 1) + " under '" + key.written() + "' fails: " + why + " at a score of " + enough
                        + " or more"));
    }

    private static List<int[]> found(TextRule rule, Example example, double enough) {
        List<int[]> spans = new ArrayList<>();
        rule.scan(example.text(), new ScanContext().begin(), (type, start, end, score, id) -> {
            if (score >= enough) {
                spans.add(new int[] {start, end});
            }
        });
        return spans;
    }
}
