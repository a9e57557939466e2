package io.chatguard.redact.internal.match;

import java.util.Optional;

/**
 * A pattern with what it is looked for by.
 *
 * @param lead the automaton of the reversed lead, where the anchors have one
 */
record AnchoredPattern(Pattern pattern, Anchors anchors, Optional<Nfa> lead) {
    static AnchoredPattern of(Pattern pattern, PairFrequencies frequencies) {
        Anchors anchors = Anchors.of(pattern.expression(), frequencies);
        Optional<Nfa> lead = anchors.lead().isEmpty()
                ? Optional.empty()
                : Optional.of(NfaBuilder.build(new Expression.Sequence(anchors.lead()).reversed()));
        return new AnchoredPattern(pattern, anchors, lead);
    }
}
