package io.chatguard.redact.internal.vault;

import io.chatguard.redact.internal.surrogate.Crockford;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one tenant, derived from its random key: one-way codes, names of end users, links. Thread-safe. */
public final class TenantKeys {

    private static final int CODE_SYMBOLS = 12;
    private static final int NAME_BYTES = 16;

    private final KeyedHash codes;
    private final KeyedHash users;
    private final KeyedHash links;
    private final KeyedHash entries;
    private final SecretKeySpec linkSealing;

    TenantKeys(byte[] tenantKey) {
        KeyedHash root = KeyedHash.of(tenantKey);
        this.codes = Hkdf.hashKey(root, "codes");
        this.users = Hkdf.hashKey(root, "users");
        this.links = Hkdf.hashKey(root, "links");
        this.entries = Hkdf.hashKey(root, "ring entries");
        this.linkSealing = Hkdf.sealingKey(root, "link sealing");
    }

    /** 60 bits that are equal for equal values of a type. */
    public String code(String type, String value) {
        byte[] mac = codes.hash(Bytes.join(type, value));
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | mac[i] & 0xff;
        }
        return Crockford.encode(bits, CODE_SYMBOLS);
    }

    /** What stands for the name of an end user: 32 hexadecimal digits. */
    public String user(String name) {
        return name(users, Bytes.of(name));
    }

    SecretKeySpec linkSealing() {
        return linkSealing;
    }

    String link(String serverId) {
        return name(links, Bytes.of(serverId));
    }

    /** What stands for a conversation or data subject in the key ring. */
    String entry(String kind, String name) {
        return name(entries, Bytes.join(kind, name));
    }

    private static String name(KeyedHash key, byte[] text) {
        return Bytes.hex(key.hash(text), NAME_BYTES);
    }
}
