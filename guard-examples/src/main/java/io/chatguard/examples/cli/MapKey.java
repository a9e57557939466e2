package io.chatguard.examples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the key of the map comes from: {@code --key-file}, else the environment's {@value #VARIABLE}. */
final class MapKey {
    static final String VARIABLE = "CHATGUARD_KEY";
    private static final int KEY_BYTES = 32;
    private static final String REMEDY =
            "give the base64 of 32 random bytes, for example of: head -c 32 /dev/urandom | base64";

    /** Whether a missing key file is made. */
    enum Missing {
        MAKE,
        REFUSE
    }

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The map's key: base64 of 32 bytes. Without this option the key is taken from the"
                    + " environment's CHATGUARD_KEY. 'redact' makes a missing key file, readable by its owner only."
                    + " Keep it apart from the map.")
    private @Nullable Path file;

    /** The key. */
    SecretKey key(Surroundings surroundings, Missing missing) throws IOException {
        Optional<Path> named = Optional.ofNullable(file);
        if (named.isEmpty()) {
            String given = surroundings.environment().getOrDefault(VARIABLE, "");
            if (given.isBlank()) {
                throw CliFailure.of(
                        "the map needs a key",
                        "--map",
                        "map/key",
                        "name a file with --key-file, or set the environment's " + VARIABLE);
            }
            return decoded(given, "the environment's " + VARIABLE);
        }
        Path path = named.get();
        if (Files.exists(path)) {
            warnIfOthersMayRead(path, surroundings);
            return decoded(Files.readString(path, StandardCharsets.ISO_8859_1), path.toString());
        }
        if (missing == Missing.REFUSE) {
            throw CliFailure.of("there is no key file", path.toString(), "map/key", "name the one that 'redact' used");
        }
        return made(path, surroundings);
    }

    private static SecretKey made(Path path, Surroundings surroundings) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Set<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        String line = Base64.getEncoder().encodeToString(key) + "\n";
        try (var channel = Files.newByteChannel(path, fresh, ownerOnly)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        }
        surroundings.say("made the key file " + path
                + (posix ? ", readable by its owner only" : "; see to it that only its owner may read it")
                + "; whoever has it and the map has the values");
        return new SecretKeySpec(key, "AES");
    }

    private static void warnIfOthersMayRead(Path path, Surroundings surroundings) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> others = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        others.retainAll(Files.getPosixFilePermissions(path));
        if (!others.isEmpty()) {
            surroundings.say("others than its owner may read the key file " + path + " (rule map/key); chmod 600 it");
        }
    }

    private static SecretKey decoded(String text, String place) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException e) {
            // Said below: what it was instead is nobody's business.
        }
        throw CliFailure.of("this is not a key", place, "map/key", REMEDY);
    }
}
