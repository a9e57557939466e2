package io.chatguard.redact;

import io.chatguard.GuardException;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.SealedFile;
import java.nio.file.Path;
import javax.crypto.SecretKey;

/**
 * One scope in a sealed file, so that what one process pseudonymised another can restore.
 *
 * <p>Security guarantees: the file is AES-256-GCM under a key of its own, with its header authenticated, readable by
 * its owner only where the file system knows owners; it is replaced as a whole or not at all. Who has file and key has
 * the values. A passphrase is stretched by PBKDF2-HMAC-SHA256 with 600,000 rounds and a random salt (OWASP Password
 * Storage Cheat Sheet, 2023).
 *
 * <p>Let one process at a time go on with a file: two that continue from the same file may give the same surrogate to
 * different values, each right in its own file only. Immutable, thread-safe.
 */
public final class VaultFile {

    private final SealedFile file;

    private VaultFile(SealedFile file) {
        this.file = file;
    }

    /**
     * The file at that path.
     *
     * @param key 256 bits
     * @throws IllegalArgumentException if the key has another length
     */
    public static VaultFile at(Path path, SecretKey key) {
        return new VaultFile(SealedFile.withKey(path, key.getEncoded()));
    }

    /** The file at that path; the passphrase is copied. */
    public static VaultFile at(Path path, char[] passphrase) {
        return new VaultFile(SealedFile.withPassphrase(path, passphrase));
    }

    /**
     * Writes what the scope holds.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if the scope holds nothing, {@code STAGE_FAILED} if the
     *     file cannot be written
     */
    public void save(Redaction redaction, Scope scope) {
        file.write(redaction.core().vault().dump(scope));
    }

    /**
     * Brings back the scope that was saved, with its surrogates.
     *
     * @return the scope
     * @throws GuardException of reason {@code CONFIGURATION} if the file is none of these, the key is another, or the
     *     scope is in use; {@code STAGE_FAILED} if the file cannot be read
     */
    public Scope load(Redaction redaction) {
        return redaction.core().vault().load(file.read());
    }

    @Override
    public String toString() {
        return "VaultFile";
    }
}
