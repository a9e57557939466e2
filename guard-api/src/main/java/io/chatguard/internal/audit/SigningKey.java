package io.chatguard.internal.audit;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.HexFormat;

/**
 * The Ed25519 key pair that signs a trail. The private half may stand in a device that does not give it away.
 *
 * <p>The key of the trail's keyed hashes comes from the pair as well: it is the SHA-256 of the signature of a fixed text
 * that no record begins with. Ed25519 signatures are deterministic (RFC 8032, 5.1.6), and without the private key they
 * cannot be told from random bits, so this needs no second secret.
 */
final class SigningKey {

    private static final String HASH_KEY = "chatguard audit, key of keyed hashes, version 1";

    private final PrivateKey secret;
    private final VerifyingKey open;

    private SigningKey(PrivateKey secret, VerifyingKey open) {
        this.secret = secret;
        this.open = open;
    }

    static SigningKey of(KeyPair pair) {
        SigningKey key = new SigningKey(pair.getPrivate(), VerifyingKey.of(pair.getPublic()));
        boolean fits;
        try {
            fits = key.open.verifies(HASH_KEY, key.sign(HASH_KEY));
        } catch (GuardException cannotSign) {
            fits = false;
        }
        if (!fits) {
            throw GuardException.of(Reason.CONFIGURATION, "the audit's key is not an Ed25519 pair whose halves fit")
                    .interceptor("audit")
                    .remedy("make one with: chatguard audit key FILE")
                    .build();
        }
        return key;
    }

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    VerifyingKey open() {
        return open;
    }

    /** The signature of these ASCII characters, in hexadecimal. */
    String sign(String ascii) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(ascii.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    KeyedHash keyedHash() {
        return new KeyedHash(Digests.sha256(sign(HASH_KEY).getBytes(StandardCharsets.US_ASCII)));
    }

    private static GuardException failed(GeneralSecurityException e) {
        return GuardException.of(Reason.STAGE_FAILED, "the audit's key cannot sign")
                .interceptor("audit")
                .origin(e)
                .build();
    }

    @Override
    public String toString() {
        return "SigningKey";
    }
}
