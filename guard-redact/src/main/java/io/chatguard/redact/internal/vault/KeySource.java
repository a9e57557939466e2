package io.chatguard.redact.internal.vault;

import io.chatguard.GuardException;
import io.chatguard.spi.KeyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads key-encryption keys where they are kept. What is wrong is said without a word of what is there. */
public final class KeySource {

    private static final long LONGEST = 1 << 16;
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeySource() {}

    /** @param environment gives a variable's value, or null */
    public static KeyProvider environment(String variable, UnaryOperator<@Nullable String> environment) {
        String text = environment.apply(variable);
        if (text == null || text.isBlank()) {
            throw KeyText.refused(
                    "the vault has no key: the environment variable " + variable + " is not set",
                    "set it to base64 of 32 random bytes (openssl rand -base64 32), or name another place in"
                            + " vault.keys; whoever has it and the key ring reads all values");
        }
        return KeyText.parse(text, "the environment variable " + variable);
    }

    /** A file that only its owner may read. */
    public static KeyProvider file(Path path) {
        try {
            checkOwnerOnly(path);
            if (Files.size(path) > LONGEST) {
                throw KeyText.refused("the vault's key file is too large", "name a file that holds keys only");
            }
            return KeyText.parse(Files.readString(path, StandardCharsets.ISO_8859_1), "the vault's key file");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The secret keys of a PKCS#12 keystore; the named one wraps, or the only one that is there. */
    public static KeyProvider keyStore(Path path, Optional<String> alias, char[] password) {
        try {
            checkOwnerOnly(path);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(path)) {
                store.load(in, password);
            }
            Map<String, byte[]> keys = new LinkedHashMap<>();
            for (String name : Collections.list(store.aliases())) {
                Key key = store.isKeyEntry(name) ? store.getKey(name, password) : null;
                if (key != null && "RAW".equals(key.getFormat())) {
                    keys.put(name, key.getEncoded());
                }
            }
            return new LocalKeys(current(alias, List.copyOf(keys.keySet())), keys);
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(e);
        }
    }

    private static String current(Optional<String> alias, List<String> names) {
        if (alias.isPresent() && names.contains(alias.get())) {
            return alias.get();
        }
        if (alias.isEmpty() && names.size() == 1) {
            return names.get(0);
        }
        throw KeyText.refused(
                "the vault's keystore has "
                        + (alias.isPresent() ? "no secret key of that alias" : names.size() + " secret keys"),
                "name the alias of the current one: pkcs12:PATH#ALIAS; keytool -genseckey -keyalg AES -keysize 256"
                        + " makes one");
    }

    private static void checkOwnerOnly(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !OWNERS.containsAll(Files.getPosixFilePermissions(path))) {
            throw KeyText.refused("others than its owner may use the vault's key file", "chmod 600 it");
        }
    }

    private static GuardException unreadable(Exception e) {
        return GuardException.of(GuardException.Reason.CONFIGURATION, "the vault's keys cannot be read")
                .interceptor("vault")
                .remedy("check the path that vault.keys names, its permissions, and the keystore's password")
                .origin(e)
                .build();
    }
}
