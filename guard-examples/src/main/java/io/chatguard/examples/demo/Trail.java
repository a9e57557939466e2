package io.chatguard.examples.demo;

import io.chatguard.AuditSettings;
import io.chatguard.AuditTrail;
import io.chatguard.spi.AuditSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The audit trail of the demo's calls, in a folder that is deleted in the end. */
final class Trail implements AutoCloseable {
    private final Path folder;
    private final Path publicKey;
    private final AuditSink sink;

    private Trail(Path folder, AuditSink sink) {
        this.folder = folder;
        this.publicKey = folder.resolve("audit.pub");
        this.sink = sink;
    }

    /** A new trail with a key of its own. */
    static Trail begin() {
        try {
            Path folder = Files.createTempDirectory("chatguard-demo");
            Path key = folder.resolve("audit.key");
            byte[] open = AuditTrail.createKey(key).getEncoded();
            Trail trail = new Trail(folder, AuditTrail.open(AuditSettings.in(folder.resolve("trail"), key)));
            Files.writeString(
                    trail.publicKey(),
                    "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(open)
                            + "\n-----END PUBLIC KEY-----\n");
            return trail;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AuditSink sink() {
        return sink;
    }

    /** Ends the trail with a signed record; no call can be made any more. */
    void end() {
        sink.close();
    }

    /** The folder of the trail's files. */
    Path records() {
        return folder.resolve("trail");
    }

    /** The file with the key that verifies. */
    Path publicKey() {
        return publicKey;
    }

    /** The trail's lines. */
    List<String> lines() {
        try {
            return Files.readAllLines(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes other lines in their place, as somebody would who hides something. */
    void rewrite(List<String> lines) {
        try {
            Files.writeString(file(), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return records().resolve("audit-000001.jsonl");
    }

    @Override
    public void close() {
        sink.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
