package io.chatguard.redact;

/**
 * Where values are kept.
 *
 * @param store the kind of store
 */
public record VaultSettings(Store store) {

    /** The stores there are. */
    public enum Store {
        /** In this process, gone with it. */
        MEMORY
    }

    /** In memory. */
    public static VaultSettings defaults() {
        return new VaultSettings(Store.MEMORY);
    }
}
