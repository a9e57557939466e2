package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.List;
import java.util.Optional;

/**
 * A pattern with what it is looked for by.
 *
 * @param lead the automaton of the reversed lead, where the anchors have one
 * @param plainLead the lead, if it is one run of a class
 * @param course what follows the lead, if it leaves no choice
 */
record AnchoredPattern(
        Pattern pattern, Anchors anchors, Optional<Nfa> lead, Optional<PlainLead> plainLead, Optional<Course> course) {
    static AnchoredPattern of(Pattern pattern, PairFrequencies frequencies) {
        Expression expression = pattern.expression();
        Anchors anchors = Anchors.of(expression, frequencies);
        List<Expression> before = anchors.lead();
        if (before.isEmpty()) {
            return new AnchoredPattern(pattern, anchors, Optional.empty(), Optional.empty(), Course.of(expression));
        }
        List<Expression> all = ((Sequence) expression).parts();
        return new AnchoredPattern(
                pattern,
                anchors,
                Optional.of(NfaBuilder.build(new Sequence(before).reversed())),
                PlainLead.of(before),
                Course.of(new Sequence(all.subList(before.size(), all.size()))));
    }
}
