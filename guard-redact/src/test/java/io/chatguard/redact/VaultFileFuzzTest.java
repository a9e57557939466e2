package io.chatguard.redact;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.redact.internal.vault.SealedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/** Vault files that a fuzzer makes: refused with an error of configuration, whatever stands in them. */
class VaultFileFuzzTest {

    private static final byte[] KEY = new byte[32];
    private static final Scope SCOPE = Scope.of("t", "c");

    @FuzzTest(maxDuration = "5m")
    void isReadAsItWasWrittenOrRefused(byte[] bytes) throws IOException {
        Path path = Files.createTempFile("vault", ".fuzz");
        try {
            Files.write(path, bytes);
            refuses(path, "bytes of a fuzzer");
            SealedFile.withKey(path, KEY).write(bytes);
            refuses(path, "a sealed file with the bytes of a fuzzer in it");
            saved(path);
            byte[] altered = altered(Files.readAllBytes(path), bytes);
            if (!Arrays.equals(altered, Files.readAllBytes(path))) {
                Files.write(path, altered);
                refuses(path, "a file that was altered");
            }
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private static void saved(Path path) {
        try (Redaction redaction = Redaction.of(Policy.defaults())) {
            redaction.pseudonymise(SCOPE, "write to bob@example.com");
            file(path).save(redaction, SCOPE);
        }
        try (Redaction redaction = Redaction.of(Policy.defaults())) {
            file(path).load(redaction);
        }
    }

    /** Each three bytes of the fuzzer change one byte, at a place that the first two of them choose. */
    private static byte[] altered(byte[] file, byte[] by) {
        byte[] altered = file.clone();
        for (int i = 0; i + 2 < by.length; i += 3) {
            int at = ((by[i] & 0xff) << 8 | by[i + 1] & 0xff) % file.length;
            altered[at] ^= by[i + 2];
        }
        return altered;
    }

    private static VaultFile file(Path path) {
        return VaultFile.at(path, new SecretKeySpec(KEY, "AES"));
    }

    private static void refuses(Path path, String what) {
        try (Redaction redaction = Redaction.of(Policy.defaults())) {
            Scope scope = file(path).load(redaction);
            throw new AssertionError(what + " was read as the scope " + scope.tenant());
        } catch (GuardException e) {
            if (e.reason() != Reason.CONFIGURATION) {
                throw new AssertionError("another error than one of configuration", e);
            }
        }
    }
}
