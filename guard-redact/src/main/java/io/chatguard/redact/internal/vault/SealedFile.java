package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes in a file, sealed: {@code CGVM}, format version, 1 if a passphrase is the key, 16 bytes of salt; then nonce,
 * ciphertext and tag of AES-256-GCM with these 22 bytes as additional data.
 */
public final class SealedFile {

    private static final byte[] MAGIC = "CGVM".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = MAGIC.length + 2 + SALT_BYTES;
    private static final int ROUNDS = 600_000;

    private final Path path;
    private final byte kind;
    private final Function<byte[], SecretKeySpec> keyOfSalt;

    private SealedFile(Path path, byte kind, Function<byte[], SecretKeySpec> keyOfSalt) {
        this.path = path;
        this.kind = kind;
        this.keyOfSalt = keyOfSalt;
    }

    public static SealedFile withKey(Path path, byte[] key) {
        if (key.length != Crypto.KEY_BYTES) {
            throw new IllegalArgumentException("the key of a vault file has 256 bits");
        }
        SecretKeySpec spec = Crypto.aes(key);
        return new SealedFile(path, (byte) 0, salt -> spec);
    }

    public static SealedFile withPassphrase(Path path, char[] passphrase) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("a passphrase is not empty");
        }
        char[] copy = passphrase.clone();
        return new SealedFile(path, (byte) 1, salt -> stretch(copy, salt));
    }

    private static SecretKeySpec stretch(char[] passphrase, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, ROUNDS, 8 * Crypto.KEY_BYTES);
        try {
            return Crypto.aes(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw Crypto.failure(e);
        } finally {
            spec.clearPassword();
        }
    }

    public void write(byte[] clear) {
        byte[] salt = Crypto.randomBytes(SALT_BYTES);
        byte[] header = Arrays.copyOf(MAGIC, HEADER_BYTES);
        header[MAGIC.length] = VERSION;
        header[MAGIC.length + 1] = kind;
        System.arraycopy(salt, 0, header, MAGIC.length + 2, SALT_BYTES);
        byte[] sealed = Crypto.seal(keyOfSalt.apply(salt), header, clear);
        byte[] all = Arrays.copyOf(header, HEADER_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, HEADER_BYTES, sealed.length);
        try {
            replace(all);
        } catch (IOException e) {
            throw failed("the vault file cannot be written", e);
        }
    }

    private void replace(byte[] bytes) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        boolean posix = folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path next = Files.createTempFile(folder, "vault", ".tmp", owner);
        try {
            Files.write(next, bytes);
            Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    public byte[] read() {
        byte[] all;
        try {
            all = Files.readAllBytes(path);
        } catch (IOException e) {
            throw failed("the vault file cannot be read", e);
        }
        if (all.length < HEADER_BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(all, MAGIC.length))) {
            throw refused("this is no vault file", "name a file that was written with --map");
        }
        if (all[MAGIC.length] != VERSION) {
            throw refused("the vault file has another format version", "read it with the ChatGuard that wrote it");
        }
        if (all[MAGIC.length + 1] != kind) {
            String wanted = kind == 0 ? "a passphrase" : "a key";
            throw refused("the vault file was sealed with " + wanted, "give " + wanted);
        }
        byte[] header = Arrays.copyOf(all, HEADER_BYTES);
        byte[] salt = Arrays.copyOfRange(all, HEADER_BYTES - SALT_BYTES, HEADER_BYTES);
        try {
            return Crypto.open(keyOfSalt.apply(salt), header, Arrays.copyOfRange(all, HEADER_BYTES, all.length));
        } catch (GeneralSecurityException e) {
            throw refused("the vault file was altered or sealed with another key", "give the key it was written with");
        }
    }

    private static GuardException refused(String what, String remedy) {
        return GuardException.of(GuardException.Reason.CONFIGURATION, what)
                .interceptor("vault")
                .remedy(remedy)
                .build();
    }

    private static GuardException failed(String what, IOException e) {
        return GuardException.of(GuardException.Reason.STAGE_FAILED, what)
                .interceptor("vault")
                .origin(e)
                .build();
    }

    @Override
    public String toString() {
        return "SealedFile";
    }
}
