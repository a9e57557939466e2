package io.chatguard.redact.internal.vault.jdbc;

import io.chatguard.GuardException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of the vault: at most {@value #MOST} connections, made when they are needed, dropped when one has failed.
 * Migrations run once, each in its transaction, under the number that {@code cg_meta} remembers. Thread-safe.
 */
final class Database implements AutoCloseable {

    private static final int MOST = 8;
    private static final int MOST_DELETIONS = 64;
    private static final long PATIENCE_SECONDS = 30;
    /** A number of ours among those that sessions lock. */
    private static final long MIGRATING = 0x6367_7661_756cL;

    private static final Logger LOG = LoggerFactory.getLogger("io.chatguard.vault");

    private static final String VERSION = "version";
    private static final String KIND = "kind";
    private static final String IDENTITY = "identity";

    /** What is done with a session. */
    @FunctionalInterface
    interface Work<T> {
        T with(Session session) throws SQLException;
    }

    /** What is to be deleted by statements that all take these values, and what to do when it is. */
    record Deletion(List<String> statements, List<String> values, Runnable done) {}

    private final JdbcUrl url;
    private final Dialect dialect;
    private final UnaryOperator<@Nullable String> environment;
    private final Semaphore places = new Semaphore(MOST);
    private final Deque<Session> idle = new ArrayDeque<>();
    /** SQLite has one writer at a time: its turn is better waited for here than in the database's polling. */
    private final ReentrantLock writer = new ReentrantLock();

    private final Optional<Path> file;
    private @Nullable Object fileKey;
    private String identity = "";
    private volatile boolean closed;
    private final Queue<Deletion> deletions = new ConcurrentLinkedQueue<>();

    /**
     * @param kind what the database is for; one that is for something else is refused
     * @param migrations each brings the schema from the version of its place to the next
     */
    Database(JdbcUrl url, UnaryOperator<@Nullable String> environment, String kind, List<List<String>> migrations) {
        this.url = url;
        this.dialect = Dialect.of(url);
        this.environment = environment;
        this.file = url.file();
        file.ifPresent(Database::makeOwnersOnly);
        migrate(kind, migrations);
        file.ifPresent(Database::forceFolder);
        this.fileKey = file.map(Database::keyOf).orElse(null);
    }

    Dialect dialect() {
        return dialect;
    }

    /** A random name of this database. */
    String identity() {
        return identity;
    }

    private void migrate(String kind, List<List<String>> migrations) {
        write(session -> {
            if (dialect == Dialect.POSTGRESQL) {
                // CREATE TABLE IF NOT EXISTS fails in one of two sessions that make a table at once.
                session.query("SELECT pg_advisory_xact_lock(" + MIGRATING + ")", row -> true);
            }
            session.update("CREATE TABLE IF NOT EXISTS cg_meta (name TEXT PRIMARY KEY, text TEXT NOT NULL)");
            String is = meta(session, KIND, kind);
            if (!is.equals(kind)) {
                throw Failures.configuration(
                        "the vault's rows and its key ring are in one database",
                        "keep the ring elsewhere (vault.ring), where no backup holds both");
            }
            identity = meta(session, IDENTITY, UUID.randomUUID().toString());
            int version = Integer.parseInt(meta(session, VERSION, "0"));
            if (version > migrations.size()) {
                throw Failures.configuration(
                        "the vault's database was made by a newer version of ChatGuard", "use that version");
            }
            for (int v = version; v < migrations.size(); v++) {
                for (String statement : migrations.get(v)) {
                    session.update(statement.replace("BINARY", dialect.binary()));
                }
            }
            if (version < migrations.size()) {
                session.update(
                        "UPDATE cg_meta SET text = ? WHERE name = ?", Integer.toString(migrations.size()), VERSION);
            }
            return version;
        });
    }

    /** What is remembered under that name, at first what is given. */
    static String meta(Session session, String name, String first) throws SQLException {
        session.update("INSERT INTO cg_meta (name, text) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, first);
        return session.query("SELECT text FROM cg_meta WHERE name = ?", row -> row.getString(1), name)
                .get(0);
    }

    /** Runs a transaction; what it wrote is durable when this returns. */
    <T> T write(Work<T> work) {
        if (dialect != Dialect.SQLITE) {
            return run(session -> transaction(session, work));
        }
        writer.lock();
        try {
            checkFile();
            T out = run(session -> transaction(session, work));
            checkFile();
            return out;
        } finally {
            writer.unlock();
        }
    }

    /** Deletes with the next transaction that comes along, so that it costs no commit of its own. */
    void later(Deletion deletion) {
        deletions.add(deletion);
    }

    /** Deletes what waits for a transaction. */
    void deleteNow() {
        while (!deletions.isEmpty()) {
            write(session -> true);
        }
    }

    /** Runs readings, each a transaction of its own. */
    <T> T read(Work<T> work) {
        return run(work);
    }

    /** Drops what was deleted from the tables from where the database keeps it. */
    void scrub(List<String> tables) {
        run(session -> {
            dialect.scrub(session, tables);
            return true;
        });
    }

    private <T> T transaction(Session session, Work<T> work) throws SQLException {
        List<Deletion> taken = new ArrayList<>();
        try {
            T out = transaction(session, work, taken);
            taken.forEach(deletion -> deletion.done().run());
            taken.clear();
            return out;
        } finally {
            deletions.addAll(taken);
        }
    }

    private <T> T transaction(Session session, Work<T> work, List<Deletion> taken) throws SQLException {
        session.connection().setAutoCommit(false);
        try {
            delete(session, taken);
            T out = work.with(session);
            session.connection().commit();
            session.connection().setAutoCommit(true);
            return out;
        } catch (SQLException e) {
            try {
                session.connection().rollback();
            } catch (SQLException alreadyRolledBack) {
                e.addSuppressed(alreadyRolledBack);
            }
            throw e;
        } catch (RuntimeException e) {
            session.connection().rollback();
            session.connection().setAutoCommit(true);
            throw e;
        }
    }

    private void delete(Session session, List<Deletion> taken) throws SQLException {
        Deletion next = deletions.poll();
        while (next != null) {
            taken.add(next);
            for (String statement : next.statements()) {
                session.update(statement, next.values().toArray());
            }
            next = taken.size() < MOST_DELETIONS ? deletions.poll() : null;
        }
    }

    private <T> T run(Work<T> work) {
        Session session = take();
        boolean sound = false;
        try {
            T out = work.with(session);
            sound = true;
            return out;
        } catch (SQLException e) {
            if (Failures.isConnection(e)) {
                dropIdle();
            }
            throw Failures.of(url.kind(), e);
        } catch (GuardException refused) {
            sound = true;
            throw refused;
        } finally {
            give(session, sound);
        }
    }

    private Session take() {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Failures.failed(
                        "all connections to the vault's database are busy",
                        "see why it is slow",
                        new IllegalStateException());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.failed("waiting for the vault's database was interrupted", "try again", e);
        }
        Session session = null;
        try {
            if (closed) {
                throw Failures.failed(
                        "the vault's database is closed", "make a new guard", new IllegalStateException());
            }
            synchronized (idle) {
                session = idle.pollLast();
            }
            if (session == null) {
                session = dialect.connect(url, environment);
            }
            return session;
        } catch (SQLException e) {
            throw Failures.of(url.kind(), e);
        } finally {
            if (session == null) {
                places.release();
            }
        }
    }

    private void give(Session session, boolean sound) {
        if (sound && !closed) {
            synchronized (idle) {
                idle.addLast(session);
            }
        } else {
            close(session);
        }
        places.release();
        if (closed) {
            dropIdle();
        }
    }

    private void dropIdle() {
        synchronized (idle) {
            idle.forEach(Database::close);
            idle.clear();
        }
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            // It is not used again; what mattered was told when it failed.
        }
    }

    /** SQLite would go on writing into a file that was deleted or replaced: what it calls durable then is lost. */
    private void checkFile() {
        if (fileKey != null && !fileKey.equals(file.map(Database::keyOf).orElse(null))) {
            dropIdle();
            throw Failures.failed(
                    "the file of the vault's database was moved, deleted or replaced",
                    "put that file back, or start anew with the other",
                    new IllegalStateException());
        }
    }

    private static @Nullable Object keyOf(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }

    private static void makeOwnersOnly(Path path) {
        try {
            if (Files.notExists(path)
                    && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw Failures.failed("the vault's database cannot be made", "check its path and permissions", e);
        }
    }

    /** A new file is as durable as its folder's entry for it. */
    private static void forceFolder(Path path) {
        Path folder = path.getParent();
        try (FileChannel channel = FileChannel.open(folder == null ? Path.of(".") : folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Folders cannot be forced on every system; where they can, they are.
        }
    }

    @Override
    public void close() {
        try {
            deleteNow();
        } catch (GuardException unreachable) {
            LOG.debug("Rows of calls that are over stay until their time is over.");
        }
        closed = true;
        dropIdle();
    }
}
