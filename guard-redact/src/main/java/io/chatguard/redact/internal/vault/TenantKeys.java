package io.chatguard.redact.internal.vault;

import io.chatguard.redact.internal.surrogate.Crockford;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one tenant, derived from its random key: one-way codes, names of end users, links. Thread-safe. */
public final class TenantKeys {

    private static final int CODE_SYMBOLS = 12;
    private static final int NAME_BYTES = 16;

    private final Mac codes;
    private final Mac users;
    private final Mac links;
    private final SecretKeySpec linkSealing;

    TenantKeys(byte[] tenantKey) {
        Mac root = Crypto.mac(tenantKey);
        this.codes = Crypto.mac(Crypto.expand(root, "codes"));
        this.users = Crypto.mac(Crypto.expand(root, "users"));
        this.links = Crypto.mac(Crypto.expand(root, "links"));
        this.linkSealing = Crypto.aes(Crypto.expand(root, "link sealing"));
    }

    /** 60 bits that are equal for equal values of a type. */
    public String code(String type, String value) {
        byte[] mac = Crypto.copyOf(codes).doFinal(Bytes.join(type, value));
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | mac[i] & 0xff;
        }
        return Crockford.encode(bits, CODE_SYMBOLS);
    }

    /** What stands for the name of an end user: 32 hexadecimal digits. */
    public String user(String name) {
        return Bytes.hex(Crypto.copyOf(users).doFinal(Bytes.of(name)), NAME_BYTES);
    }

    SecretKeySpec linkSealing() {
        return linkSealing;
    }

    String link(String serverId) {
        return Bytes.hex(Crypto.copyOf(links).doFinal(Bytes.of(serverId)), NAME_BYTES);
    }
}
