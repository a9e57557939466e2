package io.chatguard.redact.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatguard.GuardException;
import io.chatguard.spi.KeyProvider;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where key-encryption keys may come from. */
class KeySourceTest {

    private static final byte[] CONTEXT = {1};
    private static final String ONE = Base64.getEncoder().encodeToString(Crypto.randomKey());
    private static final String TWO = Base64.getEncoder().encodeToString(Crypto.randomKey());

    @TempDir
    private Path folder;

    private static KeyProvider environment(String value) {
        return KeySource.environment("KEYS", Map.of("KEYS", value)::get);
    }

    @Test
    void a_key_of_the_environment_wraps_and_unwraps() {
        byte[] key = Crypto.randomKey();
        assertThat(environment(ONE).unwrap(environment(ONE).wrap(key, CONTEXT), CONTEXT))
                .isEqualTo(key);
    }

    @Test
    void the_first_version_wraps_and_older_ones_unwrap() {
        byte[] key = Crypto.randomKey();
        KeyProvider.Wrapped old = environment("a=" + ONE).wrap(key, CONTEXT);
        KeyProvider both = environment("b=" + TWO + ",a=" + ONE);
        assertThat(both.unwrap(old, CONTEXT)).isEqualTo(key);
        assertThat(both.wrap(key, CONTEXT).version()).isEqualTo("b");
        assertThatThrownBy(() -> environment("b=" + TWO).unwrap(old, CONTEXT)).hasMessageContaining("no version");
    }

    @Test
    void another_key_another_context_and_altered_bytes_are_refused() {
        KeyProvider.Wrapped wrapped = environment(ONE).wrap(Crypto.randomKey(), CONTEXT);
        assertThatThrownBy(() -> environment(TWO).unwrap(wrapped, CONTEXT)).isInstanceOf(GuardException.class);
        assertThatThrownBy(() -> environment(ONE).unwrap(wrapped, new byte[] {2}))
                .isInstanceOf(GuardException.class);
        for (int i = 0; i < wrapped.bytes().length; i++) {
            byte[] altered = wrapped.bytes().clone();
            altered[i] ^= (byte) 0x80;
            assertThatThrownBy(() -> environment(ONE).unwrap(new KeyProvider.Wrapped("1", altered), CONTEXT))
                    .isInstanceOf(GuardException.class);
        }
    }

    @Test
    void what_is_no_key_is_refused_without_a_word_of_it() {
        for (String bad : new String[] {"c2VjcmV0", "not base64 at all", "a=" + ONE + " a=" + TWO, "v1="}) {
            assertThatThrownBy(() -> environment(bad))
                    .isInstanceOf(GuardException.class)
                    .hasMessageContaining("KEYS")
                    .hasMessageNotContainingAny("c2Vj", "base64 at", ONE, TWO);
        }
        assertThatThrownBy(() -> KeySource.environment("KEYS", name -> null)).hasMessageContaining("KEYS is not set");
    }

    @Test
    void a_file_is_read_if_it_is_its_owners_only() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "2026=" + ONE + "\n");
        for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertThatThrownBy(() -> KeySource.file(file)).hasMessageContaining("chmod 600");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(KeySource.file(file).wrap(new byte[32], CONTEXT).version()).isEqualTo("2026");
        assertThatThrownBy(() -> KeySource.file(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void a_pkcs12_keystore_gives_its_secret_keys() throws Exception {
        char[] password = "changeit".toCharArray();
        Path file = folder.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        for (String alias : new String[] {"k1", "k2"}) {
            store.setEntry(
                    alias,
                    new KeyStore.SecretKeyEntry(Crypto.aes(Crypto.randomKey())),
                    new KeyStore.PasswordProtection(password));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        byte[] key = Crypto.randomKey();
        KeyProvider first = KeySource.keyStore(file, Optional.of("k1"), password);
        KeyProvider second = KeySource.keyStore(file, Optional.of("k2"), password);
        assertThat(second.unwrap(first.wrap(key, CONTEXT), CONTEXT)).isEqualTo(key);
        assertThatThrownBy(() -> KeySource.keyStore(file, Optional.empty(), password))
                .hasMessageContaining("2 secret keys");
        assertThatThrownBy(() -> KeySource.keyStore(file, Optional.of("k1"), "wrong".toCharArray()))
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("wrong");
    }
}
