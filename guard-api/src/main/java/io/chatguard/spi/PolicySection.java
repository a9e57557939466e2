package io.chatguard.spi;

import io.chatguard.EntityType;
import io.chatguard.Guard;
import io.chatguard.Policy;
import java.util.Set;

/**
 * One section of the policy file, contributed by a module through {@link java.util.ServiceLoader}.
 *
 * @param <T> what the section is parsed to; an immutable value, found again by {@link Policy#section(Class)}
 */
public interface PolicySection<T> {

    /** The top-level key. */
    String key();

    /** What {@link #parse} gives. */
    Class<T> type();

    /** JSON Schema (2020-12) of the value, merged into the published schema of the policy file. */
    String schema();

    /** Parses the section; reports what is wrong by {@link PolicyNode#error}. */
    T parse(PolicyNode node);

    /** The types that the module's own detectors report: policy files may name them without {@code custom_types}. */
    default Set<EntityType> entityTypes() {
        return Set.of();
    }

    /** What holds when the file has no such section. */
    T defaults();

    /** Adds the stages that this section stands for to a guard that is being built from the policy. */
    default void install(Policy policy, T section, Guard.Builder guard) {}
}
