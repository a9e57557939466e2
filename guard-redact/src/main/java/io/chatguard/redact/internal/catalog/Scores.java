package io.chatguard.redact.internal.catalog;

/**
 * How sure a rule is, each 0 to 1.
 *
 * @param lowest the least that a scanner gives which grades by shape; of a pattern the same as {@code alone}
 * @param alone without a supporting word near
 * @param withContext with one
 * @param withChecksum where the checksum fits, with words or without; of a rule that grades by none the same as {@code
 *     alone}
 */
public record Scores(double lowest, double alone, double withContext, double withChecksum) {

    /** Of what only shows the form of a secret, a mask or an example: below every rule's own scores. */
    public static final double OF_A_PLACEHOLDER = 0.1;

    /** The most that the rule gives. */
    public double highest() {
        return Math.max(alone, Math.max(withContext, withChecksum));
    }
}
