package io.chatguard.spi;

/**
 * Holds the key-encryption keys of a vault, by version; a KMS or HSM may stand behind it.
 *
 * <p>Security guarantees asked of implementations: the keys never leave it, {@link #unwrap} fails for another context
 * or an altered text, and a destroyed version stays destroyed. Thread-safe; what fails throws, and the call that
 * needed it fails closed.
 */
public interface KeyProvider extends AutoCloseable {

    /**
     * A wrapped key.
     *
     * @param version the key-encryption key that wrapped it
     * @param bytes the ciphertext; not to be modified
     */
    record Wrapped(String version, byte[] bytes) {
        @Override
        public String toString() {
            return "Wrapped[" + version + "]";
        }
    }

    /** What became of a version that was to be destroyed. */
    enum Destruction {
        DESTROYED,
        /** This provider cannot destroy keys; backups of what they wrapped stay readable. */
        NOT_SUPPORTED
    }

    /** Wraps a key under the current version, bound to {@code context}. */
    Wrapped wrap(byte[] key, byte[] context);

    /** Unwraps a key that was wrapped with that context. */
    byte[] unwrap(Wrapped wrapped, byte[] context);

    /**
     * Makes the next {@link #wrap} of that context use a version that wraps nothing else, so that the one before can be
     * destroyed; does nothing where versions are not made on demand. A vault asks for it before each erasure.
     */
    default void renew(byte[] context) {}

    /**
     * Destroys a version for good. A vault asks for it only when nothing that it still needs is wrapped with it.
     *
     * @return {@link Destruction#DESTROYED} only if no copy of the key is left anywhere, backups included
     */
    default Destruction destroy(String version) {
        return Destruction.NOT_SUPPORTED;
    }

    @Override
    default void close() {}
}
