package io.chatguard.redact.internal.vault;

import io.chatguard.spi.KeyProvider.Wrapped;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a key ring that outlives processes keeps its entries: wrapped keys under names that tell nothing. Every change
 * is one durable step, seen by all processes, when the method returns. Thread-safe; what fails throws.
 */
public interface RingRows extends AutoCloseable {

    /**
     * A tenant's wrapping key.
     *
     * @param version a random number, new with each wrapping key; what was wrapped for another version is refused
     */
    record Tenant(String id, long version, Wrapped key) {}

    /** What an entry is the key of. */
    enum Kind {
        /** The tenant's hashes and links. */
        IDENTITY,
        SUBJECT,
        SCOPE
    }

    /**
     * One wrapped key.
     *
     * @param parent the id of the entry of the data subject whose key wraps it, or empty: the tenant's
     * @param name under which the store keeps the scope's rows, or empty
     */
    record Entry(String id, Kind kind, String parent, String name, byte[] sealed) {
        @Override
        public String toString() {
            return "Entry[" + kind + "]";
        }
    }

    /** An entry and the version of its tenant's wrapping key at that moment. */
    record Found(long version, Entry entry) {}

    /** What became of an entry that was to be added. */
    enum Added {
        ADDED,
        /** There is one of that id. */
        EXISTS,
        /** The tenant's wrapping key is another by now. */
        STALE
    }

    Optional<Tenant> tenant(String id);

    List<Tenant> tenants();

    /** Adds a tenant with its first entry, or nothing if it is there. */
    void addTenant(Tenant tenant, Entry identity);

    Optional<Found> entry(String tenant, String id);

    List<Entry> entries(String tenant);

    Added add(String tenant, long version, Entry entry);

    /** Takes out an entry of a scope if it still is of that life. */
    void end(String tenant, String id, String name);

    /** As {@link #end}, with the next write at the latest. */
    void release(String tenant, String id, String name);

    /**
     * Puts another wrapping key in the place of that version, and other entries in the place of all that are there.
     *
     * @return false, and nothing is changed, if the version is another by now
     */
    boolean rewrite(String tenant, long version, Tenant next, UnaryOperator<List<Entry>> entries);

    /** Takes out a tenant with all its entries; false if the version is another by now. */
    boolean removeTenant(String id, long version);

    /** Overwrites what was taken out, as far as the database can. */
    void scrub();

    /** Remembers that name of a store the first time, and tells the one that is remembered. */
    String bind(String store);

    @Override
    void close();
}
