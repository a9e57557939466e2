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

    /** Destroys a version for good. */
    default Destruction destroy(String version) {
        return Destruction.NOT_SUPPORTED;
    }

    @Override
    default void close() {}
}
