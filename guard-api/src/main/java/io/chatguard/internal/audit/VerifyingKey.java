package io.chatguard.internal.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** An Ed25519 public key, known by its X.509 encoding. */
record VerifyingKey(PublicKey key, String base64) {

    static VerifyingKey of(PublicKey key) {
        return new VerifyingKey(key, Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    /** The key of that encoding, if it is one. */
    static Optional<VerifyingKey> parse(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            return Optional.of(new VerifyingKey(key, base64));
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    boolean verifies(String ascii, String signatureHex) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(ascii.getBytes(StandardCharsets.US_ASCII));
            return check.verify(HexFormat.of().parseHex(signatureHex));
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }
}
