package io.chatguard.redact;

/**
 * Where values are kept.
 *
 * <p>Relative paths start at the working directory. Credentials do not stand here: the user and password of a database
 * are read from the environment's {@code CHATGUARD_VAULT_USER} and {@code CHATGUARD_VAULT_PASSWORD}, the password of a
 * keystore from {@code CHATGUARD_KEYSTORE_PASSWORD}.
 *
 * @param store {@code memory}, a JDBC URL of SQLite ({@code jdbc:sqlite:vault.db}) or PostgreSQL, or a URL of Redis,
 *     which is weaker: what it acknowledged may be lost with the server
 * @param keys where the keys that wrap all others are: {@code env:NAME}, {@code file:PATH} (its owner's only) or
 *     {@code pkcs12:PATH#ALIAS}
 * @param ring JDBC URL of the key ring, in another database than the rows; empty for a file beside that of SQLite
 */
public record VaultSettings(String store, String keys, String ring) {

    private static final String MEMORY = "memory";
    private static final String ENVIRONMENT = "env:CHATGUARD_VAULT_KEY";

    /** @throws IllegalArgumentException if one of them has not that form */
    public VaultSettings {
        if (!store.equals(MEMORY)
                && !store.startsWith("jdbc:")
                && !store.startsWith("redis://")
                && !store.startsWith("rediss://")) {
            throw new IllegalArgumentException(
                    "a vault's store is memory, a JDBC URL such as jdbc:sqlite:vault.db, or redis://HOST");
        }
        if (!keys.startsWith("env:") && !keys.startsWith("file:") && !keys.startsWith("pkcs12:")) {
            throw new IllegalArgumentException("a vault's keys are env:NAME, file:PATH or pkcs12:PATH#ALIAS");
        }
        if (!ring.isEmpty() && !ring.startsWith("jdbc:")) {
            throw new IllegalArgumentException("a vault's key ring is a JDBC URL, such as jdbc:sqlite:keys.db");
        }
    }

    /** In memory. */
    public static VaultSettings defaults() {
        return at(MEMORY);
    }

    /** In that store, with keys from the environment's {@code CHATGUARD_VAULT_KEY}. */
    public static VaultSettings at(String store) {
        return new VaultSettings(store, ENVIRONMENT, "");
    }

    /** Whether values outlive the process. */
    public boolean isDurable() {
        return !store.equals(MEMORY);
    }

    /** Names no place: a URL may hold what is nobody's business. */
    @Override
    public String toString() {
        return isDurable() ? "VaultSettings[durable]" : "VaultSettings[memory]";
    }
}
