package io.chatguard;

/**
 * What happens to a value that was found, from the weakest to the strongest.
 *
 * <p>The order of the constants is the order of strength: where several findings or several occurrences of one value
 * disagree, the strongest wins. Strength means how little of the value leaves the JVM.
 */
public enum Action {
    /** Leaves as it is; not counted as a finding. */
    ALLOW,
    /** Leaves as it is, and is counted in the receipt. */
    FLAG,
    /** Is made coarser: the host of an e-mail address, the network of an IP address, the country of an IBAN. */
    GENERALIZE,
    /** Keeps its shape and a few characters: {@code ************1111}. */
    MASK,
    /** Is replaced by an invented value of the same kind, reversible like a surrogate. */
    SUBSTITUTE,
    /** Is replaced by a reversible surrogate such as {@code PERSON_2_7KQXM4}. */
    PSEUDONYMIZE,
    /** Is replaced by a keyed one-way code, equal for equal values of one tenant. */
    HASH,
    /** Is replaced by its type alone: {@code [EMAIL_ADDRESS]}. */
    REDACT,
    /** Stops the call before anything is sent. */
    BLOCK;

    /** The stronger of the two. */
    public Action orStronger(Action other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
