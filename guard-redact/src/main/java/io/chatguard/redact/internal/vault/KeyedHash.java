package io.chatguard.redact.internal.vault;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key. One thread at a time uses the Mac that is kept, others a copy. Thread-safe. */
final class KeyedHash {

    static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private static final byte[] NOTHING = {};

    private final Mac prototype;
    private final AtomicReference<Mac> spare = new AtomicReference<>();

    private KeyedHash(Mac prototype) {
        this.prototype = prototype;
    }

    static KeyedHash of(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return new KeyedHash(mac);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw Crypto.failure(e);
        }
    }

    /** The hash of the parts as one text. */
    byte[] hash(byte[] first, byte[] second) {
        Mac mac = take();
        mac.update(first);
        byte[] out = mac.doFinal(second);
        spare.set(mac);
        return out;
    }

    byte[] hash(byte[] text) {
        return hash(NOTHING, text);
    }

    private Mac take() {
        Mac kept = spare.getAndSet(null);
        if (kept != null) {
            return kept;
        }
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw Crypto.failure(e);
        }
    }
}
