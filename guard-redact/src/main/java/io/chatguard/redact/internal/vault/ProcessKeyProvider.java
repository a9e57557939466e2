package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.spi.KeyProvider;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;

/** Random key-encryption keys, one for each context, that live and end with this process. Thread-safe. */
public final class ProcessKeyProvider implements KeyProvider {

    private final AtomicLong count = new AtomicLong();
    private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    @Override
    public Wrapped wrap(byte[] clear, byte[] context) {
        String version = versions.computeIfAbsent(Bytes.hex(context, context.length), c -> fresh());
        return new Wrapped(version, Crypto.seal(key(version), context, clear));
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] context) {
        try {
            return Crypto.open(key(wrapped.version()), context, wrapped.bytes());
        } catch (GeneralSecurityException e) {
            throw Crypto.failure(e);
        }
    }

    @Override
    public void renew(byte[] context) {
        versions.put(Bytes.hex(context, context.length), fresh());
    }

    @Override
    public Destruction destroy(String version) {
        keys.remove(version);
        versions.values().remove(version);
        return Destruction.DESTROYED;
    }

    private String fresh() {
        String version = "process-" + count.incrementAndGet();
        keys.put(version, Crypto.aes(Crypto.randomKey()));
        return version;
    }

    private SecretKeySpec key(String version) {
        SecretKeySpec key = keys.get(version);
        if (key == null) {
            throw GuardException.of(GuardException.Reason.STAGE_FAILED, "the vault's keys were destroyed")
                    .interceptor("vault")
                    .build();
        }
        return key;
    }
}
