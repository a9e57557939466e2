package io.chatguard.redact.internal.vault;

import io.chatguard.redact.internal.vault.RingRows.Entry;
import io.chatguard.redact.internal.vault.RingRows.Kind;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens the entries under one wrapping key: each is a key and a text, bound to its place in the ring. */
final class EntrySeal {

    private static final String VERSION = "1";

    /** What an entry holds. */
    record Opened(byte[] key, String text) {
        @Override
        public String toString() {
            return "Opened";
        }
    }

    private final SecretKeySpec key;
    private final byte[] bound;

    private EntrySeal(byte[] key, byte[] bound) {
        this.key = Hkdf.sealingKey(KeyedHash.of(key), "ring");
        this.bound = bound;
    }

    static EntrySeal ofTenant(String tenant, long version, byte[] key) {
        return new EntrySeal(key, Bytes.join(VERSION, tenant, Long.toString(version)));
    }

    static EntrySeal ofSubject(String tenant, byte[] key) {
        return new EntrySeal(key, Bytes.join(VERSION, tenant, "subject"));
    }

    Entry seal(String id, Kind kind, String parent, String name, byte[] secret, String text) {
        byte[] words = Bytes.of(text);
        byte[] clear = Arrays.copyOf(secret, secret.length + words.length);
        System.arraycopy(words, 0, clear, secret.length, words.length);
        byte[] sealed = Crypto.seal(key, associated(id, kind, parent, name), Padding.pad(clear));
        return new Entry(id, kind, parent, name, sealed);
    }

    Opened open(Entry e) {
        try {
            byte[] clear =
                    Padding.unpad(Crypto.open(key, associated(e.id(), e.kind(), e.parent(), e.name()), e.sealed()));
            if (clear.length < Crypto.KEY_BYTES) {
                throw new GeneralSecurityException("too short");
            }
            return new Opened(
                    Arrays.copyOf(clear, Crypto.KEY_BYTES), Bytes.text(clear, Crypto.KEY_BYTES, clear.length));
        } catch (GeneralSecurityException failed) {
            throw Crypto.failure(failed);
        }
    }

    /** The same entry, sealed anew by this. */
    Entry resealed(Entry e, EntrySeal before) {
        Opened opened = before.open(e);
        return seal(e.id(), e.kind(), e.parent(), e.name(), opened.key(), opened.text());
    }

    private byte[] associated(String id, Kind kind, String parent, String name) {
        return Bytes.joinAfter(bound, id, kind.name(), parent, name);
    }
}
