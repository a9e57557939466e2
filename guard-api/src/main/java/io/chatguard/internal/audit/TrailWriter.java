package io.chatguard.internal.audit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.chatguard.AuditSettings;
import io.chatguard.AuditSettings.Durability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a trail. Used by one thread at a time.
 *
 * <p>Its idea of the trail's head moves only when what was written is durable. After any failure it never writes to the
 * same file again (after a failed fsync nobody knows what of a file is on the device, and asking again may give a wrong
 * yes; see A. Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020): it goes on from the
 * head in a new file, which says how much of the old one holds.
 */
final class TrailWriter implements AutoCloseable {

    /** Why a checkpoint is the last record of its file: another file follows. */
    static final String ROTATE = "rotate";

    /** Why a checkpoint is the last record of its file: the writer was closed. */
    static final String END = "end";

    /** A record that is to be written. */
    record Draft(Instant at, Kind kind, String body) {}

    private final TrailFolder folder;
    private final SigningKey key;
    private final AuditSettings settings;
    private final Clock clock;
    private final Consumer<AuditLine> onCheckpoint;
    private final boolean forced;

    private @Nullable TrailHead head;
    private @Nullable LogFile out;
    private Instant fileStarted = Instant.EPOCH;
    private int unsigned;
    private Instant unsignedSince = Instant.EPOCH;

    TrailWriter(
            TrailFolder folder, SigningKey key, AuditSettings settings, Clock clock, Consumer<AuditLine> onCheckpoint) {
        this.folder = folder;
        this.key = key;
        this.settings = settings;
        this.clock = clock;
        this.onCheckpoint = onCheckpoint;
        this.forced = settings.durability() == Durability.FSYNC;
    }

    /** Records that are written and that no checkpoint covers yet. */
    int unsigned() {
        return unsigned;
    }

    /** Writes these records and whatever belongs between them; they are durable when this returns. */
    void append(List<Draft> drafts) throws IOException {
        try {
            TrailHead last = open();
            boolean full = last.bytes() >= settings.rotateBytes();
            boolean old = !clock.instant().isBefore(fileStarted.plus(settings.rotateEvery()));
            if (full || old) {
                endFile(ROTATE);
                last = open();
            }
            Batch batch = new Batch(last);
            drafts.forEach(batch::add);
            if (unsigned + drafts.size() >= settings.checkpointRecords()) {
                batch.sign("records");
            } else if (unsigned > 0 && patience().isZero()) {
                batch.sign("time");
            }
            write(batch);
        } catch (IOException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    /** Writes a checkpoint over what has none. */
    void checkpoint() throws IOException {
        try {
            Batch batch = new Batch(open());
            batch.sign("time");
            write(batch);
        } catch (IOException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    /** Opens the trail: a first file, or another one after what is there. */
    @CanIgnoreReturnValue
    TrailHead open() throws IOException {
        TrailHead known = head;
        if (known == null) {
            known = TrailHead.of(folder);
            head = known;
        }
        if (out != null) {
            return known;
        }
        int before = known.file();
        long rest = before == 0 ? 0 : Math.max(0, Files.size(folder.path(before)) - known.bytes());
        int number = Math.max(
                        before,
                        Optional.ofNullable(folder.files().lastEntry())
                                .map(e -> e.getKey())
                                .orElse(0))
                + 1;
        FileHeader header = new FileHeader(known.chain(), number, key.open().base64(), known.bytes(), rest);
        Instant now = clock.instant();
        AuditLine line = AuditLine.of(known.sequence() + 1, now, Kind.FILE, known.hash(), header.body())
                .signedBy(key);
        byte[] bytes = line.bytes();
        out = folder.create(number, bytes, forced);
        TrailHead opened = new TrailHead(known.chain(), number, bytes.length, line.sequence(), line.hash());
        head = opened;
        fileStarted = now;
        unsigned = 0;
        onCheckpoint.accept(line);
        return opened;
    }

    private void endFile(String why) throws IOException {
        Batch batch = new Batch(open());
        batch.sign(why);
        write(batch);
        LogFile ended = out;
        out = null;
        if (ended != null) {
            ended.close();
        }
    }

    private void write(Batch batch) throws IOException {
        LogFile file = out;
        if (file == null) {
            throw new IOException("no file is open");
        }
        file.write(ByteBuffer.wrap(batch.bytes.toByteArray()));
        if (forced) {
            file.force();
        }
        TrailHead before = batch.start;
        head = new TrailHead(
                before.chain(), before.file(), before.bytes() + batch.bytes.size(), batch.sequence, batch.hash);
        AuditLine checkpoint = batch.checkpoint;
        unsignedSince = unsigned == 0 ? clock.instant() : unsignedSince;
        unsigned = checkpoint == null ? unsigned + batch.drafts : 0;
        if (checkpoint != null) {
            onCheckpoint.accept(checkpoint);
        }
    }

    private void abandon() {
        TrailFolder.closeQuietly(out);
        out = null;
    }

    /** Ends the file with a checkpoint, so that a cut can be told from a crash. */
    @Override
    public void close() throws IOException {
        try (folder) {
            if (out != null) {
                endFile(END);
            }
        } finally {
            abandon();
        }
    }

    /** What a checkpoint tells. */
    static String why(String word) {
        return ",\"why\":\"" + word + "\"";
    }

    /** How long the records that no checkpoint covers can still wait for one. */
    Duration patience() {
        Duration left = Duration.between(clock.instant(), unsignedSince.plus(settings.checkpointEvery()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Lines that follow on each other from a head. */
    private final class Batch {
        private final TrailHead start;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        private long sequence;
        private String hash;
        private int drafts;
        private @Nullable AuditLine checkpoint;

        Batch(TrailHead start) {
            this.start = start;
            this.sequence = start.sequence();
            this.hash = start.hash();
        }

        void add(Draft draft) {
            take(AuditLine.of(sequence + 1, draft.at(), draft.kind(), hash, draft.body()));
            drafts++;
        }

        void sign(String why) {
            AuditLine line = AuditLine.of(sequence + 1, clock.instant(), Kind.CHECKPOINT, hash, why(why))
                    .signedBy(key);
            take(line);
            checkpoint = line;
        }

        private void take(AuditLine line) {
            bytes.writeBytes(line.bytes());
            sequence = line.sequence();
            hash = line.hash();
        }
    }
}
