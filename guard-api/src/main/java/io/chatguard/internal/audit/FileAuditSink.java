package io.chatguard.internal.audit;

import io.chatguard.AuditSettings;
import io.chatguard.AuditSettings.OnFailure;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.internal.audit.TrailWriter.Draft;
import io.chatguard.spi.AuditEvent;
import io.chatguard.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to a trail of files and returns when they are durable.
 *
 * <p>One thread writes; it takes all records that wait at once. Callers only wait, so an interrupt of a caller does not
 * reach the file (an interrupted thread closes the channel it writes to). Waiting is bounded by the settings' timeout,
 * the queue by the number of callers and by {@value #MOST_WAITING}.
 */
public final class FileAuditSink implements AuditSink {

    private static final Logger LOG = LoggerFactory.getLogger("io.chatguard.audit.trail");
    private static final int MOST_WAITING = 1 << 16;
    private static final int MOST_AT_ONCE = 1 << 10;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A record and who waits for it; without one it asks for the end. */
    private record Waiting(Optional<Draft> draft, CompletableFuture<Void> written) {}

    private final AuditSettings settings;
    private final TrailWriter writer;
    private final RecordText text;
    private final Clock clock;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong unwritten = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean down = new AtomicBoolean();
    private final Thread thread;
    private volatile long busySince;
    private volatile boolean busy;

    private FileAuditSink(AuditSettings settings, TrailWriter writer, RecordText text, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.writer = writer;
        this.text = text;
        this.thread = new Thread(this::run, "chatguard-audit");
        this.thread.setDaemon(true);
    }

    /** Opens the trail that the settings name, signed by that pair. */
    public static FileAuditSink open(AuditSettings settings, KeyPair pair) {
        return open(settings, SigningKey.of(pair), Disk.REAL, Clock.systemUTC());
    }

    static FileAuditSink open(AuditSettings settings, SigningKey key, Disk disk, Clock clock) {
        Path path = settings.folder()
                .orElseThrow(() -> GuardException.of(Reason.CONFIGURATION, "the audit settings name no folder")
                        .interceptor("audit")
                        .remedy("begin with AuditSettings.in(folder, key)")
                        .build());
        try {
            TrailFolder folder = TrailFolder.lock(path, disk);
            TrailWriter writer = new TrailWriter(folder, key, settings, clock, FileAuditSink::announce);
            FileAuditSink sink = new FileAuditSink(settings, writer, new RecordText(key.keyedHash()), clock);
            try {
                writer.open();
            } catch (IOException e) {
                sink.wentDown(e);
                if (settings.onFailure() == OnFailure.BLOCK) {
                    writer.close();
                    throw e;
                }
            } catch (RuntimeException damaged) {
                writer.close();
                throw damaged;
            }
            sink.thread.start();
            return sink;
        } catch (IOException e) {
            throw GuardException.of(Reason.CONFIGURATION, "the audit folder cannot be used")
                    .interceptor("audit")
                    .origin(e)
                    .remedy("check that it is there, writable and not full")
                    .build();
        }
    }

    /** Checkpoints go to the log too: what another machine collects there is an anchor outside the folder. */
    private static void announce(AuditLine line) {
        LOG.info("audit checkpoint {}:{}", line.sequence(), line.hash());
    }

    @Override
    public void write(AuditEvent event) {
        Kind kind = event.phase() == AuditEvent.Phase.DECISION ? Kind.DECISION : Kind.OUTCOME;
        Draft draft = new Draft(event.at(), kind, text.of(event));
        Optional<Throwable> failure = submit(draft);
        if (failure.isEmpty()) {
            return;
        }
        unwritten.incrementAndGet();
        wentDown(failure.get());
        if (settings.onFailure() == OnFailure.BLOCK) {
            throw GuardException.of(
                            Reason.STAGE_FAILED, "the audit record could not be written, so the call is stopped")
                    .interceptor("audit")
                    .origin(failure.get())
                    .remedy("make room in the audit folder or repair it, then it goes on by itself; calls go on"
                            + " without records where the policy says audit: {on_failure: continue}")
                    .build();
        }
    }

    /** How many records wait that the writing thread has not taken yet. */
    int waiting() {
        return queue.size();
    }

    /** Waits until the record is durable; gives what went wrong otherwise. */
    private Optional<Throwable> submit(Draft draft) {
        if (closed.get()) {
            return Optional.of(new IllegalStateException());
        }
        long patience = settings.timeout().toNanos();
        if (busy && System.nanoTime() - busySince > patience) {
            return Optional.of(new TimeoutException());
        }
        Waiting waiting = new Waiting(Optional.of(draft), new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            return Optional.of(new TimeoutException());
        }
        Optional<Throwable> failure = await(waiting.written(), System.nanoTime() + patience);
        if (failure.isPresent()) {
            waiting.written().cancel(false);
        }
        return failure;
    }

    /** Waits through interrupts: a record is half a promise otherwise. The interrupt is handed on afterwards. */
    private static Optional<Throwable> await(CompletableFuture<Void> written, long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    written.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return Optional.empty();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return Optional.of(Optional.ofNullable(e.getCause()).orElse(e));
                } catch (TimeoutException e) {
                    return Optional.of(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                Waiting first =
                        writer.unsigned() == 0 ? queue.take() : queue.poll(untilCheckpoint(), TimeUnit.NANOSECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                }
                open = batch.stream().allMatch(w -> w.draft().isPresent());
                serve(batch);
            } catch (InterruptedException nobodyInterruptsUs) {
                // Nothing holds this thread but this class; the next round goes on.
            } finally {
                batch.clear();
            }
        }
        end();
    }

    /** In nanoseconds; while nothing can be written, a checkpoint is not tried at every turn. */
    private long untilCheckpoint() {
        return Math.max(writer.patience().toNanos(), down.get() ? RETRY.toNanos() : 0);
    }

    private void serve(List<Waiting> batch) {
        busySince = System.nanoTime();
        busy = true;
        List<Waiting> taken = batch.stream()
                .filter(w -> w.draft().isPresent() && !w.written().isDone())
                .toList();
        long missing = unwritten.getAndSet(0);
        try {
            List<Draft> drafts = new ArrayList<>();
            if (missing > 0) {
                drafts.add(new Draft(clock.instant(), Kind.GAP, ",\"unwritten\":" + missing));
            }
            taken.forEach(w -> w.draft().ifPresent(drafts::add));
            if (!drafts.isEmpty()) {
                writer.append(drafts);
            } else if (batch.isEmpty() && writer.unsigned() > 0) {
                writer.checkpoint();
            }
            taken.forEach(w -> w.written().complete(null));
            if (down.compareAndSet(true, false)) {
                LOG.info("the audit trail is written again");
            }
        } catch (Throwable e) {
            unwritten.addAndGet(missing);
            taken.forEach(w -> w.written().completeExceptionally(e));
            wentDown(e);
        } finally {
            busy = false;
        }
    }

    /** Told once until it is up again, by class: a message may name what nobody should read in a log. */
    private void wentDown(Throwable failure) {
        if (down.compareAndSet(false, true)) {
            LOG.error(
                    "the audit trail cannot be written ({}); calls {} until it can",
                    failure.getClass().getName(),
                    settings.onFailure() == OnFailure.BLOCK ? "are stopped" : "go on without records");
        }
    }

    private void end() {
        List<Waiting> late = new ArrayList<>();
        try {
            writer.close();
        } catch (IOException | RuntimeException e) {
            wentDown(e);
        }
        queue.drainTo(late);
        late.forEach(w -> w.written().completeExceptionally(new IllegalStateException()));
    }

    /** Writes what waits and a last checkpoint, and lets another writer in; waits at most as long as a record does. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean asked = queue.offer(new Waiting(Optional.empty(), new CompletableFuture<>()));
        try {
            if (asked) {
                thread.join(settings.timeout().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "FileAuditSink";
    }
}
