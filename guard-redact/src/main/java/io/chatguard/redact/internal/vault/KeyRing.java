package io.chatguard.redact.internal.vault;

import io.chatguard.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of tenants and of the lives of scopes, apart from the rows. An entry of a scope stands here only while, or
 * after, its rows stand in the store: who finds an entry without rows knows that its life is over. Thread-safe.
 */
interface KeyRing extends AutoCloseable {

    /** Whether other processes and later ones find what this one adds. */
    boolean outlivesProcess();

    TenantKeys tenant(String tenant);

    /** The keys of the scope's present life, if another process or an earlier one began it. */
    Optional<ScopeKeys> find(Scope scope);

    /**
     * Adds the keys of a new life.
     *
     * @param subject the data subject that the conversation is about, or empty
     * @return false if the scope has a life already
     */
    boolean add(ScopeKeys keys, String subject);

    /** Takes out the keys of a life, unless it is over already. */
    void end(ScopeKeys keys);

    /** Takes out the keys of a life whose rows the store has released, with the next write at the latest. */
    default void release(ScopeKeys keys) {
        end(keys);
    }

    /** Takes out keys for good, with all that can be done so that no backup opens them. */
    KeyRemoval remove(Erasing what);

    /** Wraps what is wrapped under older keys of the provider under its current one; how many entries that were. */
    int rotate();

    /** Every life that the ring knows, and what cannot be read. */
    Contents contents();

    /** Whose keys go. */
    sealed interface Erasing {
        record OfScope(Scope scope) implements Erasing {}

        record OfSubject(String tenant, String subject) implements Erasing {}

        record OfTenant(String tenant) implements Erasing {}

        /** Lives whose rows are gone. */
        record OfNames(Set<String> names) implements Erasing {}
    }

    /** @param damaged entries that cannot be opened, by a name that tells nothing */
    record Contents(int tenants, int subjects, List<ScopeKeys> lives, List<String> damaged) {}

    @Override
    void close();
}
