package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.spi.KeyProvider;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One random key-encryption key that lives and ends with this process. */
public final class ProcessKeyProvider implements KeyProvider {

    private static final String VERSION = "process";

    private volatile @Nullable SecretKeySpec key = Crypto.aes(Crypto.randomKey());

    @Override
    public Wrapped wrap(byte[] clear, byte[] context) {
        return new Wrapped(VERSION, Crypto.seal(key(), context, clear));
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] context) {
        try {
            return Crypto.open(key(), context, wrapped.bytes());
        } catch (GeneralSecurityException e) {
            throw Crypto.failure(e);
        }
    }

    @Override
    public Destruction destroy(String version) {
        key = null;
        return Destruction.DESTROYED;
    }

    private SecretKeySpec key() {
        SecretKeySpec k = key;
        if (k == null) {
            throw GuardException.of(GuardException.Reason.STAGE_FAILED, "the vault's keys were destroyed")
                    .interceptor("vault")
                    .build();
        }
        return k;
    }
}
