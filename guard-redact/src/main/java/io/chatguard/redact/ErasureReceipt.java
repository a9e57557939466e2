package io.chatguard.redact;

/**
 * What an erasure did, and what it could not do.
 *
 * @param conversations conversations whose values nobody can open any more
 * @param keys keys that were taken out of the key ring
 * @param completeness whether backups of the key ring open them still
 */
public record ErasureReceipt(int conversations, int keys, Completeness completeness) {

    /** How far an erasure reaches. */
    public enum Completeness {
        /** The provider destroyed the key that wrapped what was erased; no backup opens it. */
        COMPLETE,
        /** The provider cannot destroy keys: with a backup of the key ring, and of the rows, it opens what was erased. */
        BACKUPS_OF_THE_KEY_RING
    }

    /** One line for a record of the erasure. */
    public String summary() {
        String done = conversations + " conversations erased, " + keys + " keys taken out";
        return completeness == Completeness.COMPLETE ? done : done + "; INCOMPLETE: backups of the key ring";
    }
}
