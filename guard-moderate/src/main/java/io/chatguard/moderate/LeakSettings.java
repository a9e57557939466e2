package io.chatguard.moderate;

import io.chatguard.Action;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;

/**
 * What counts as a leak of the instructions (system and developer messages) of a request.
 *
 * @param canary whether the guard adds made-up words to the instructions that a reply must not hold
 * @param words how many words in a row a reply may not repeat, from 4 to 100; punctuation, letter case and line ends
 *     do not matter, and in scripts that are written without spaces each character counts as a word
 * @param action {@code FLAG} or {@code BLOCK}
 */
public record LeakSettings(Canary canary, int words, Action action) {

    /** Made-up words in the instructions. */
    public enum Canary {
        ADD,
        NONE
    }

    public LeakSettings {
        if (words < 4 || words > 100) {
            throw GuardException.of(Reason.CONFIGURATION, "a leak is of 4 to 100 words in a row")
                    .build();
        }
        if (action != Action.FLAG && action != Action.BLOCK) {
            throw GuardException.of(Reason.CONFIGURATION, "a leak is flagged or blocked")
                    .build();
        }
    }

    /** No canary; twelve words in a row stop the reply. */
    public static LeakSettings defaults() {
        return new LeakSettings(Canary.NONE, 12, Action.BLOCK);
    }
}
