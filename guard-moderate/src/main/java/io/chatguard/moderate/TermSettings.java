package io.chatguard.moderate;

import io.chatguard.Action;
import io.chatguard.Direction;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.util.Set;

/**
 * A list of terms that must not be said.
 *
 * <p>Terms are found as whole words, whatever their letter case, width or composition, and whatever blanks stand between
 * the words of a term; in scripts that are written without spaces they are found anywhere. Punctuation counts: {@code
 * C++} is not {@code C}.
 *
 * @param name what receipts and errors call the list: 1 to 40 characters of {@code [a-z0-9-]}
 * @param terms the terms; 1,000,000 names of two words take about 100 MB, and are looked for in one pass over the text
 * @param action {@code FLAG}, {@code REDACT} (the term becomes {@code [removed]}) or {@code BLOCK}
 * @param directions in requests, replies or both
 */
public record TermSettings(String name, Set<String> terms, Action action, Set<Direction> directions) {

    public TermSettings {
        terms = Set.copyOf(terms);
        directions = Set.copyOf(directions);
        boolean legal = !name.isEmpty()
                && name.length() <= 40
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
        if (!legal) {
            throw GuardException.of(
                            Reason.CONFIGURATION, "a list of terms has a name of 1 to 40 characters of a-z, 0-9 and -")
                    .build();
        }
        if (action != Action.FLAG && action != Action.REDACT && action != Action.BLOCK) {
            throw GuardException.of(Reason.CONFIGURATION, "forbidden terms are flagged, redacted or blocked")
                    .build();
        }
    }

    /** A list that blocks requests and replies. */
    public static TermSettings blocking(String name, Set<String> terms) {
        return new TermSettings(name, terms, Action.BLOCK, Set.of(Direction.REQUEST, Direction.REPLY));
    }

    /** Shows name and size only. */
    @Override
    public String toString() {
        return "TermSettings[" + name + ", " + terms.size() + " terms]";
    }
}
