package io.chatguard.redact.internal.match;

import io.chatguard.redact.internal.match.Expression.Sequence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pattern with what it is looked for by. Its automata are made when they are first asked for; else immutable. */
final class AnchoredPattern {
    private final Pattern pattern;
    /** What is run backwards from the rows of the anchors. */
    private final List<Expression> before;

    private final @Nullable PlainLead plainLead;
    private final @Nullable Course course;
    private volatile @Nullable Nfa lead;

    private AnchoredPattern(Pattern pattern, List<Expression> before, List<Expression> after) {
        this.pattern = pattern;
        this.before = before;
        this.plainLead = before.isEmpty() ? null : PlainLead.of(before).orElse(null);
        this.course = Course.of(before.isEmpty() ? pattern.expression() : new Sequence(after))
                .orElse(null);
    }

    /** {@code lead} is how many parts of the pattern stand before the rows of its anchors and are run backwards from there. */
    static AnchoredPattern of(Pattern pattern, int lead) {
        List<Expression> all =
                pattern.expression() instanceof Sequence sequence ? sequence.parts() : List.of(pattern.expression());
        return new AnchoredPattern(pattern, all.subList(0, lead), all.subList(lead, all.size()));
    }

    boolean hasLead() {
        return !before.isEmpty();
    }

    /** The lead, if it is one run of a class. */
    Optional<PlainLead> plainLead() {
        return Optional.ofNullable(plainLead);
    }

    /** What follows the lead, if it leaves no choice. */
    Optional<Course> course() {
        return Optional.ofNullable(course);
    }

    /** The automaton of the reversed lead. */
    Nfa lead() {
        Nfa made = lead;
        if (made == null) {
            made = NfaBuilder.build(new Sequence(before).reversed());
            lead = made;
        }
        return made;
    }

    /** The automaton of the whole pattern. */
    Nfa nfa() {
        return pattern.nfa();
    }
}
