package io.chatguard.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the rows of scopes: which surrogate stands for which value, in ciphertext.
 *
 * <p>Security guarantees. A store never sees a value, a tenant, a conversation or a key: names and ids are keyed
 * hashes, values are sealed by the vault (AES-256-GCM, bound to their row). It must never be backed up together with
 * the key ring.
 *
 * <p>Contract. Thread-safe, also between processes where it serves several. {@link #assign} is one atomic step and as
 * durable as the store promises when it returns. A scope whose time is over is as good as gone: no method finds it
 * again, and its name is never used again (the vault makes a new name and new keys). What fails throws; nothing is
 * half written.
 */
public interface VaultStore extends AutoCloseable {

    /**
     * One value that is to have a surrogate.
     *
     * @param valueId keyed hash of type and exact value: equal ids are the same value
     * @param entityId keyed hash of type and canonical spelling: equal ids share the ordinal
     * @param type the entity type's name
     * @param sealer makes the ciphertext once ordinal and variant are known; may be called more than once
     */
    record Draft(String valueId, String entityId, String type, Sealer sealer) {
        @Override
        public String toString() {
            return "Draft[" + type + "]";
        }
    }

    /** Seals a value for the row that it gets. */
    @FunctionalInterface
    interface Sealer {
        byte[] seal(int ordinal, int variant);
    }

    /**
     * One value that has a surrogate.
     *
     * @param valueId as in the draft
     * @param type the entity type's name
     * @param ordinal from 1, counted per scope and type
     * @param variant 0 for the first spelling of an entity, then 1, 2, ...
     * @param sealed the ciphertext; not to be modified
     * @param revision grows with each row of a scope
     */
    record Row(String valueId, String type, int ordinal, int variant, byte[] sealed, long revision) {
        @Override
        public String toString() {
            return "Row[" + type + "]";
        }
    }

    /**
     * Makes an empty scope of that name. A store may keep that to itself until the first {@link #assign}, so that both
     * are one durable step.
     *
     * @param scope a name never used before
     * @param until when its time is over
     */
    void open(String scope, Instant until);

    /**
     * Moves the end of a scope's time; false if the scope is gone. A durable store may leave out a move by less than a
     * sixteenth of what is left, so that not each reading writes.
     */
    boolean extend(String scope, Instant until);

    /**
     * Finds or makes the row of each draft, all or none: one new ordinal per new entity, in the order of the drafts.
     *
     * @return the rows in the order of the drafts; empty if the scope is gone
     * @throws io.chatguard.GuardException of reason {@code UNAVAILABLE} if only live scopes could make room
     */
    Optional<List<Row>> assign(String scope, List<Draft> drafts);

    /** The rows with a greater revision, in their order; empty if the scope is gone. */
    Optional<List<Row>> rows(String scope, long afterRevision);

    /** Forgets a scope and its rows at once. */
    void erase(String scope);

    /**
     * Forgets a scope that nobody will name again. No method of this store finds it from now on; a durable store may
     * take its rows out together with what it writes next, and does so before {@link #size}, {@link #purge} and {@link
     * #close} at the latest. What a crash leaves is over with its time.
     */
    default void release(String scope) {
        erase(scope);
    }

    /**
     * Remembers a link from a server-side object to a scope.
     *
     * @param link keyed hash of tenant and id
     * @param sealed the scope, sealed; not to be modified
     */
    void link(String link, byte[] sealed, Instant until);

    /** What was linked, unless its time is over. */
    Optional<byte[]> findLink(String link);

    /**
     * What a purge removed.
     *
     * @param scopes scopes whose time was over
     * @param rows their rows
     * @param links links whose time was over
     */
    record Purged(long scopes, long rows, long links) {}

    /** Removes what is over, so that no byte of it is left where the store can reach it. */
    Purged purge();

    /** How much is there, over or not. */
    record Size(long scopes, long rows, long links) {}

    /** Counts what is there. */
    Size size();

    /** A random name that tells this store from every other, or empty if it ends with the process. */
    default String identity() {
        return "";
    }

    @Override
    void close();
}
