package io.chatguard;

import io.chatguard.internal.audit.FileAuditSink;
import io.chatguard.internal.audit.KeyFile;
import io.chatguard.internal.audit.TrailVerifier;
import io.chatguard.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Audit records in files that show tampering.
 *
 * <p>Security guarantees: a record is on the device when {@link AuditSink#write} returns, so a decision is durable before
 * its request is sent. Records hold counts, words of fixed lists and keyed hashes, no text of the exchange. Each names
 * the hash of the one before; with the public key alone {@link #verify} finds and places whatever was altered, moved,
 * removed, added or cut off before a signed checkpoint that is followed by another file or known from elsewhere.
 *
 * <p>Warning: whoever holds the signing key and can write the files can write another history; and what stands behind
 * the last checkpoint that was kept outside the host can be cut off unseen. Each checkpoint is therefore logged as well
 * (logger {@code io.chatguard.audit.trail}); give one that another machine has kept to {@link #verify} as an anchor.
 */
public final class AuditTrail {

    private AuditTrail() {}

    /** What was done to a trail. */
    public enum Damage {
        /** A record is not what was written. */
        EDITED,
        /** Records or files are missing. */
        MISSING,
        /** Something was added. */
        INSERTED,
        /** Records or files stand in another order. */
        SWAPPED,
        /** Records or files stand there once more. */
        REPLAYED,
        /** The end was cut off. */
        TRUNCATED,
        /** The end is half a record: of a crash, of a cut, or because it is being written. */
        TORN,
        /** A signature does not fit what it signs. */
        SIGNATURE,
        /** Another key or another trail than wanted. */
        FOREIGN
    }

    /**
     * Something that is wrong with a trail.
     *
     * @param damage what was done
     * @param file the name of the file
     * @param fromLine the first line that may be meant, from 1; 0 if it is no line
     * @param toLine the last such line; the same where the place is exact
     * @param sequence the first record that is concerned
     * @param what the same in words
     */
    public record Problem(Damage damage, String file, long fromLine, long toLine, long sequence, String what) {}

    /**
     * A checkpoint that was kept elsewhere.
     *
     * @param sequence the record's number
     * @param hash its hash, 64 digits of small hexadecimal
     */
    public record Anchor(long sequence, String hash) {
        public Anchor {
            boolean legal =
                    hash.length() == 64 && hash.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
            if (sequence < 1 || !legal) {
                throw new IllegalArgumentException("an anchor is a record's number and 64 digits of hexadecimal");
            }
        }
    }

    /**
     * What a verification found.
     *
     * @param files how many files were read
     * @param records how many records of the chain they hold
     * @param decisions how many of these are decisions
     * @param outcomes how many are outcomes
     * @param first the number of the first record
     * @param last the number of the last record
     * @param lastHash its hash
     * @param signedUpTo the number of the last record that a signature covers
     * @param from when the first record was written, UTC
     * @param to when the last one was
     * @param problems what is wrong, in order; after a hundred the rest is summed up
     * @param notices what a reader should know beside
     */
    public record Report(
            int files,
            long records,
            long decisions,
            long outcomes,
            long first,
            long last,
            String lastHash,
            long signedUpTo,
            String from,
            String to,
            List<Problem> problems,
            List<String> notices) {
        public Report {
            problems = List.copyOf(problems);
            notices = List.copyOf(notices);
        }

        /** Whether nothing is wrong. */
        public boolean isWhole() {
            return problems.isEmpty();
        }
    }

    /**
     * Opens a trail for writing, with the key pair in the file that the settings name. Close it to end the trail's file.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if folder or key cannot be used, another writer has the
     *     folder, or its last file does not begin as one
     */
    public static AuditSink open(AuditSettings settings) {
        Path key = settings.key()
                .orElseThrow(() -> GuardException.of(
                                GuardException.Reason.CONFIGURATION, "the audit settings name no key file")
                        .interceptor("audit")
                        .remedy("make one with: chatguard audit key FILE")
                        .build());
        return open(settings, KeyFile.pair(key));
    }

    /** The same with a key pair in code, such as one whose private half a security module holds; Ed25519. */
    public static AuditSink open(AuditSettings settings, KeyPair key) {
        return FileAuditSink.open(settings, key);
    }

    /**
     * Makes an Ed25519 key pair and writes it to a new PEM file, readable by its owner only.
     *
     * @return the public key, for those who verify
     */
    public static PublicKey createKey(Path file) {
        return KeyFile.create(file).getPublic();
    }

    /** Reads the public key of a PEM file, with or without the private one. */
    public static PublicKey publicKey(Path file) {
        return KeyFile.publicKey(file);
    }

    /**
     * Verifies a trail.
     *
     * @param paths files in their order, or folders
     * @param keys public keys that may have signed; none to take those that the files name, which proves less
     * @param anchors checkpoints that were kept elsewhere
     * @throws GuardException of reason {@code CONFIGURATION} if there is no file of a trail, or one cannot be read
     */
    public static Report verify(List<Path> paths, List<PublicKey> keys, List<Anchor> anchors) {
        Set<String> trusted = new HashSet<>();
        keys.forEach(key -> trusted.add(Base64.getEncoder().encodeToString(key.getEncoded())));
        try {
            List<Path> files = new ArrayList<>();
            for (Path path : paths) {
                files.addAll(Files.isDirectory(path) ? TrailVerifier.files(path) : List.of(path));
            }
            if (files.isEmpty()) {
                throw GuardException.of(GuardException.Reason.CONFIGURATION, "there is no file of an audit trail")
                        .interceptor("audit")
                        .remedy("name the folder that the policy names under audit: {path: …}")
                        .build();
            }
            return TrailVerifier.verify(files, trusted, anchors);
        } catch (IOException e) {
            throw GuardException.of(GuardException.Reason.CONFIGURATION, "a file of the audit trail cannot be read")
                    .interceptor("audit")
                    .origin(e)
                    .remedy("check its name and permissions")
                    .build();
        }
    }
}
