package io.chatguard.internal.audit;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * PEM files (RFC 7468): a private key (PKCS #8) with the public one after it, or the public one alone. OpenSSL writes
 * the same: {@code openssl genpkey -algorithm ed25519 -out k && openssl pkey -in k -pubout >> k}.
 */
public final class KeyFile {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LONGEST = 1 << 16;

    private KeyFile() {}

    /** Makes a pair and writes it there, readable by its owner only; never over another file. */
    public static KeyPair create(Path file) {
        KeyPair pair = SigningKey.generate();
        String text = block(PRIVATE, pair.getPrivate().getEncoded())
                + block(PUBLIC, pair.getPublic().getEncoded());
        try {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            Files.createFile(file, OwnerOnly.file(folder));
            Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException taken) {
            throw refused("there is a file of that name", "name a new one, keys are not overwritten");
        } catch (IOException e) {
            throw unusable(e);
        }
        return pair;
    }

    /** The pair in that file. */
    public static KeyPair pair(Path file) {
        String text = read(file);
        byte[] secret = unblock(text, PRIVATE)
                .orElseThrow(() -> refused(
                        "the audit's key file holds no private key", "make one with: chatguard audit key FILE"));
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret));
            VerifyingKey open = publicKey(text)
                    .orElseThrow(() -> refused(
                            "the audit's key file holds no Ed25519 public key after the private one",
                            "add it with: openssl pkey -in FILE -pubout >> FILE"));
            return new KeyPair(open.key(), key);
        } catch (GeneralSecurityException e) {
            throw refused("the audit's key is not an Ed25519 key", "make one with: chatguard audit key FILE");
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The public key in that file. */
    public static PublicKey publicKey(Path file) {
        return publicKey(read(file))
                .map(VerifyingKey::key)
                .orElseThrow(() -> refused(
                        "the file holds no Ed25519 public key in PEM", "name the file with the trail's public key"));
    }

    private static Optional<VerifyingKey> publicKey(String text) {
        return unblock(text, PUBLIC)
                .flatMap(bytes -> VerifyingKey.parse(Base64.getEncoder().encodeToString(bytes)));
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw refused("the file is too large to be a key", "name a PEM file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    private static Optional<byte[]> unblock(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----", Math.max(from, 0));
        if (from < 0 || to < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static GuardException refused(String what, String remedy) {
        return GuardException.of(Reason.CONFIGURATION, what)
                .interceptor("audit")
                .remedy(remedy)
                .build();
    }

    private static GuardException unusable(IOException e) {
        return GuardException.of(Reason.CONFIGURATION, "the audit's key file cannot be used")
                .interceptor("audit")
                .origin(e)
                .remedy("check its name and permissions")
                .build();
    }
}
