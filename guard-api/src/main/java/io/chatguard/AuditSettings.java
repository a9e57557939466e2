package io.chatguard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the audit trail is written, and how; the section {@code audit} of a policy file.
 *
 * <p>Immutable. {@link #none()} writes no files; {@link #in} names folder and key, the rest has defaults.
 *
 * @param folder the folder of the trail's files; absent for none
 * @param key the PEM file with the Ed25519 key pair that signs checkpoints; absent if the pair is given in code
 * @param rotateBytes a file that has reached this length is ended and followed by another
 * @param rotateEvery so is one of this age, when the next record comes
 * @param checkpointRecords after how many records a signed checkpoint is written
 * @param checkpointEvery how long a record waits at most for a signed checkpoint
 * @param durability what holds when a record counts as written
 * @param onFailure what happens to calls whose records cannot be written
 * @param timeout how long a call waits for its record before that counts as a failure
 */
public record AuditSettings(
        Optional<Path> folder,
        Optional<Path> key,
        long rotateBytes,
        Duration rotateEvery,
        int checkpointRecords,
        Duration checkpointEvery,
        Durability durability,
        OnFailure onFailure,
        Duration timeout) {

    /** What holds when a record counts as written. */
    public enum Durability {
        /** The file system has been told to bring it to the device, and has said that it is there. */
        FSYNC,
        /** The operating system has it: it outlives the process, and is lost with the machine. For tests. */
        OPERATING_SYSTEM
    }

    /** What happens to calls whose records cannot be written. */
    public enum OnFailure {
        /** They are stopped: a request is not sent, an answer not handed on. */
        BLOCK,
        /** They go on; the trail says later how many records it lacks. */
        CONTINUE
    }

    /** The least length at which files are rotated, in bytes. */
    public static final long LEAST_ROTATE_BYTES = 4096;

    private static final AuditSettings NONE = new AuditSettings(
            Optional.empty(),
            Optional.empty(),
            64L << 20,
            Duration.ofDays(1),
            1000,
            Duration.ofMinutes(1),
            Durability.FSYNC,
            OnFailure.BLOCK,
            Duration.ofSeconds(10));

    public AuditSettings {
        if (rotateBytes < LEAST_ROTATE_BYTES) {
            throw new IllegalArgumentException("audit files are rotated at 4 KiB at the least");
        }
        if (checkpointRecords < 1) {
            throw new IllegalArgumentException("a checkpoint covers at least one record");
        }
        positive(rotateEvery);
        positive(checkpointEvery);
        positive(timeout);
    }

    /** No files; the other settings have their defaults. */
    public static AuditSettings none() {
        return NONE;
    }

    /**
     * Files in that folder, 64 MiB or a day each, checkpoints every 1,000 records or minute, fsync before a call goes
     * on, calls blocked while records cannot be written, 10 s of patience.
     *
     * @param key a PEM file as {@link AuditTrail#createKey} writes it
     */
    public static AuditSettings in(Path folder, Path key) {
        return none().with(Optional.of(folder), Optional.of(key));
    }

    /** The same with the key pair given in code, as {@link AuditTrail#open(AuditSettings, java.security.KeyPair)} does. */
    public static AuditSettings in(Path folder) {
        return none().with(Optional.of(folder), Optional.empty());
    }

    private AuditSettings with(Optional<Path> newFolder, Optional<Path> newKey) {
        return new AuditSettings(
                newFolder,
                newKey,
                rotateBytes,
                rotateEvery,
                checkpointRecords,
                checkpointEvery,
                durability,
                onFailure,
                timeout);
    }

    /** The same with files of that length or age. */
    public AuditSettings rotating(long bytes, Duration every) {
        return new AuditSettings(
                folder, key, bytes, every, checkpointRecords, checkpointEvery, durability, onFailure, timeout);
    }

    /** The same with a signed checkpoint after so many records or so long a time. */
    public AuditSettings checkpoints(int records, Duration every) {
        return new AuditSettings(folder, key, rotateBytes, rotateEvery, records, every, durability, onFailure, timeout);
    }

    /** The same with that durability. */
    public AuditSettings durability(Durability value) {
        return new AuditSettings(
                folder, key, rotateBytes, rotateEvery, checkpointRecords, checkpointEvery, value, onFailure, timeout);
    }

    /** The same with that done to calls whose records cannot be written. */
    public AuditSettings onFailure(OnFailure value) {
        return new AuditSettings(
                folder, key, rotateBytes, rotateEvery, checkpointRecords, checkpointEvery, durability, value, timeout);
    }

    /** The same with that patience. */
    public AuditSettings timeout(Duration value) {
        return new AuditSettings(
                folder,
                key,
                rotateBytes,
                rotateEvery,
                checkpointRecords,
                checkpointEvery,
                durability,
                onFailure,
                value);
    }

    private static void positive(Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("a time of the audit is longer than nothing");
        }
    }
}
