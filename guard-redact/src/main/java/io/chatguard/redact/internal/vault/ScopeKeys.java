package io.chatguard.redact.internal.vault;

import io.chatguard.Scope;
import io.chatguard.redact.internal.surrogate.SurrogateId;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one life of one scope, derived from its random data key: sealing, ids of values, checks of surrogates,
 * and the name under which the store keeps the rows. A scope that comes back after its end has a new data key, so that
 * surrogates of its former life do not verify and can never mean another value. Thread-safe.
 */
final class ScopeKeys {

    private static final String VERSION = "1";
    private static final int ID_BYTES = 16;

    private final byte[] dataKey;
    private final Scope scope;
    private final String name;
    private final SecretKeySpec sealing;
    private final Mac ids;
    private final Mac checks;

    ScopeKeys(Scope scope, byte[] dataKey) {
        this.dataKey = dataKey;
        this.scope = scope;
        Mac root = Crypto.mac(dataKey);
        this.name = Bytes.hex(Crypto.expand(root, "name"), ID_BYTES);
        this.sealing = Crypto.aes(Crypto.expand(root, "sealing"));
        this.ids = Crypto.mac(Crypto.expand(root, "ids"));
        this.checks = Crypto.mac(Crypto.expand(root, "checks"));
    }

    byte[] dataKey() {
        return dataKey;
    }

    /** The scope's name in the store; tells neither tenant nor conversation. */
    String name() {
        return name;
    }

    String id(String kind, String type, String text) {
        byte[] mac = Crypto.copyOf(ids).doFinal(Bytes.join(kind, type, text));
        return Bytes.hex(mac, ID_BYTES);
    }

    /** The 30 bits that prove that a surrogate was made in this scope. */
    int check(SurrogateId id) {
        byte[] mac = Crypto.copyOf(checks)
                .doFinal(Bytes.join(
                        scope.tenant(),
                        scope.conversation(),
                        id.type(),
                        Integer.toString(id.ordinal()),
                        Integer.toString(id.variant())));
        return (mac[0] & 0xff) << 22 | (mac[1] & 0xff) << 14 | (mac[2] & 0xff) << 6 | (mac[3] & 0xff) >>> 2;
    }

    byte[] seal(SurrogateId id, String value) {
        return Crypto.seal(sealing, associated(id), Bytes.of(value));
    }

    String open(SurrogateId id, byte[] sealed) {
        try {
            return Bytes.text(Crypto.open(sealing, associated(id), sealed));
        } catch (GeneralSecurityException e) {
            throw Crypto.failure(e);
        }
    }

    private byte[] associated(SurrogateId id) {
        return Bytes.join(
                VERSION,
                scope.tenant(),
                scope.conversation(),
                id.type(),
                Integer.toString(id.ordinal()),
                Integer.toString(id.variant()));
    }
}
