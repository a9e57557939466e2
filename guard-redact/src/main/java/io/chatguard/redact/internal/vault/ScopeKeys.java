package io.chatguard.redact.internal.vault;

import io.chatguard.Scope;
import io.chatguard.redact.internal.surrogate.SurrogateId;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one life of one scope, derived from its random data key: sealing, ids of values, checks of surrogates,
 * and the name under which the store keeps the rows. A scope that comes back after its end has a new data key, so that
 * surrogates of its former life do not verify and can never mean another value. Thread-safe.
 */
final class ScopeKeys {

    private static final String VERSION = "2";
    private static final int ID_BYTES = 16;

    private final byte[] dataKey;
    private final Scope scope;
    private final byte[] bound;
    private final String name;
    private final SecretKeySpec sealing;
    private final KeyedHash ids;
    private final KeyedHash checks;

    ScopeKeys(Scope scope, byte[] dataKey) {
        this.dataKey = dataKey;
        this.scope = scope;
        this.bound = Bytes.join(VERSION, scope.tenant(), scope.conversation());
        KeyedHash root = KeyedHash.of(dataKey);
        this.name = Bytes.hex(Hkdf.key(root, "name"), ID_BYTES);
        this.sealing = Hkdf.sealingKey(root, "sealing");
        this.ids = Hkdf.hashKey(root, "ids");
        this.checks = Hkdf.hashKey(root, "checks");
    }

    byte[] dataKey() {
        return dataKey;
    }

    Scope scope() {
        return scope;
    }

    /** The scope's name in the store; tells neither tenant nor conversation. */
    String name() {
        return name;
    }

    /** What stands for a value in the store; that of its canonical spelling stands for the entity. */
    String id(String type, String text) {
        return Bytes.hex(ids.hash(Bytes.join(type, text)), ID_BYTES);
    }

    /** The 30 bits that prove that a surrogate was made in this scope. */
    int check(SurrogateId id) {
        byte[] mac = checks.hash(associated(id));
        return (mac[0] & 0xff) << 22 | (mac[1] & 0xff) << 14 | (mac[2] & 0xff) << 6 | (mac[3] & 0xff) >>> 2;
    }

    byte[] seal(SurrogateId id, String value) {
        return Crypto.seal(sealing, associated(id), Padding.pad(Bytes.of(value)));
    }

    String open(SurrogateId id, byte[] sealed) {
        try {
            return Bytes.text(Padding.unpad(Crypto.open(sealing, associated(id), sealed)));
        } catch (GeneralSecurityException e) {
            throw Crypto.failure(e);
        }
    }

    /** Version, tenant, conversation, type and surrogate, each after its length. */
    private byte[] associated(SurrogateId id) {
        return Bytes.joinAfter(bound, id.type(), Integer.toString(id.ordinal()), Integer.toString(id.variant()));
    }
}
