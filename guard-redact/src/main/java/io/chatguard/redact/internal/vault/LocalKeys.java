package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.spi.KeyProvider;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** Key-encryption keys in this process's memory, by version; one of them wraps, all unwrap. Thread-safe. */
public final class LocalKeys implements KeyProvider {

    private final String current;
    private final Map<String, SecretKeySpec> keys;

    /** @param keys 32 bytes each */
    public LocalKeys(String current, Map<String, byte[]> keys) {
        Map<String, SecretKeySpec> specs = new HashMap<>();
        keys.forEach((version, key) -> {
            if (key.length != Crypto.KEY_BYTES) {
                throw KeyText.refused("a key of the vault has not 256 bits", "make keys of 32 random bytes");
            }
            specs.put(version, Crypto.aes(key));
        });
        this.keys = Map.copyOf(specs);
        this.current = current;
        key(current);
    }

    @Override
    public Wrapped wrap(byte[] key, byte[] context) {
        return new Wrapped(current, Crypto.seal(key(current), context, key));
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] context) {
        try {
            return Crypto.open(key(wrapped.version()), context, wrapped.bytes());
        } catch (GeneralSecurityException e) {
            throw GuardException.of(GuardException.Reason.STAGE_FAILED, "the vault's key does not open the key ring")
                    .interceptor("vault")
                    .remedy("give the key that the ring was made with; vault.keys names where it is read from")
                    .origin(e)
                    .build();
        }
    }

    private SecretKeySpec key(String version) {
        SecretKeySpec key = keys.get(version);
        if (key == null) {
            throw KeyText.refused(
                    "the vault's keys have no version that is asked for", "keep old versions until keys were rotated");
        }
        return key;
    }

    @Override
    public String toString() {
        return "LocalKeys";
    }
}
