package io.chatguard.redact.internal.vault.jdbc;

import io.chatguard.spi.VaultStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows in SQLite (one file, the processes of one host) or PostgreSQL (many instances).
 *
 * <p>{@link #assign} is one transaction, durable when it returns: it makes the scope too if that is new. The row of the
 * scope is locked first, so that all instances number its values one after the other. Thread-safe.
 */
public final class JdbcVaultStore implements VaultStore {

    private static final long GONE = Long.MIN_VALUE;
    /** A move of a scope's end by less than this part of what is left is not written. */
    private static final int COARSE = 16;

    private static final String ROW_COLUMNS = "SELECT value_id, type, ordinal, variant, sealed, revision FROM cg_row ";

    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE cg_scope (name TEXT PRIMARY KEY, until BIGINT NOT NULL, revision BIGINT NOT NULL)",
            "CREATE INDEX cg_scope_until ON cg_scope (until)",
            "CREATE TABLE cg_row (scope TEXT NOT NULL, value_id TEXT NOT NULL, entity_id TEXT NOT NULL,"
                    + " type TEXT NOT NULL, ordinal INTEGER NOT NULL, variant INTEGER NOT NULL, sealed BINARY NOT NULL,"
                    + " revision BIGINT NOT NULL, PRIMARY KEY (scope, value_id),"
                    + " UNIQUE (scope, type, ordinal, variant), UNIQUE (scope, revision))",
            "CREATE INDEX cg_row_entity ON cg_row (scope, entity_id)",
            "CREATE TABLE cg_link (link TEXT PRIMARY KEY, sealed BINARY NOT NULL, until BIGINT NOT NULL)",
            "CREATE INDEX cg_link_until ON cg_link (until)"));

    private static final List<String> TABLES = List.of("cg_scope", "cg_row", "cg_link");

    private static final List<String> ERASE =
            List.of("DELETE FROM cg_scope WHERE name = ?", "DELETE FROM cg_row WHERE scope = ?");

    private record State(long until, long revision) {}

    private final Database database;
    private final InstantSource clock;
    /** Scopes that begin with their first rows. */
    private final Map<String, Instant> pending = new ConcurrentHashMap<>();

    /** Scopes that are gone for everybody here, and whose rows are deleted with what is written next. */
    private final Set<String> released = ConcurrentHashMap.newKeySet();

    private JdbcVaultStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Opens the store, makes or updates its schema, and reads back that commits are durable.
     *
     * @param environment gives a variable's value, or null: the user and password of PostgreSQL
     */
    public static JdbcVaultStore open(JdbcUrl url, UnaryOperator<@Nullable String> environment, InstantSource clock) {
        return new JdbcVaultStore(new Database(url, environment, "rows", MIGRATIONS), clock);
    }

    @Override
    public String identity() {
        return database.identity();
    }

    @Override
    public void open(String scope, Instant until) {
        pending.put(scope, until);
    }

    @Override
    public boolean extend(String scope, Instant until) {
        Instant now = clock.instant();
        if (pending.computeIfPresent(scope, (s, before) -> until.isAfter(before) ? until : before) != null) {
            return true;
        }
        long wanted = until.toEpochMilli();
        long coarse = Duration.between(now, until).toMillis() / COARSE;
        long is = database.read(session -> state(session, scope, "").until());
        if (is <= now.toEpochMilli()) {
            return false;
        }
        return is >= wanted - coarse
                || database.write(session -> session.update(
                                "UPDATE cg_scope SET until = ? WHERE name = ? AND until > ? AND until < ?",
                                wanted,
                                scope,
                                now.toEpochMilli(),
                                wanted))
                        > 0
                || database.read(session -> state(session, scope, "").until()) > now.toEpochMilli();
    }

    private State state(Session session, String scope, String lock) throws SQLException {
        if (released.contains(scope)) {
            return new State(GONE, 0);
        }
        List<State> found = session.query(
                "SELECT until, revision FROM cg_scope WHERE name = ?" + lock,
                row -> new State(row.getLong(1), row.getLong(2)),
                scope);
        return found.isEmpty() ? new State(GONE, 0) : found.get(0);
    }

    @Override
    public Optional<List<Row>> assign(String scope, List<Draft> drafts) {
        Instant begins = pending.get(scope);
        Optional<List<Row>> rows = database.write(session -> {
            if (begins != null) {
                session.update(
                        "INSERT INTO cg_scope (name, until, revision) VALUES (?, ?, 0) ON CONFLICT (name) DO NOTHING",
                        scope,
                        begins.toEpochMilli());
            }
            State state = state(session, scope, database.dialect().forUpdate());
            return state.until() <= clock.millis()
                    ? Optional.<List<Row>>empty()
                    : Optional.of(assigned(session, scope, state.revision(), drafts));
        });
        if (begins != null) {
            pending.remove(scope);
        }
        return rows;
    }

    private static List<Row> assigned(Session session, String scope, long revision, List<Draft> drafts)
            throws SQLException {
        Numbering numbering = new Numbering(revision);
        if (!drafts.isEmpty()) {
            numbering.know(session, scope, drafts);
        }
        List<Row> out = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            out.add(numbering.rowOf(draft));
        }
        if (!numbering.made().isEmpty()) {
            session.updateAll(
                    "INSERT INTO cg_row (scope, value_id, entity_id, type, ordinal, variant, sealed, revision)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    numbering.made().stream()
                            .map(made -> new Object[] {
                                scope,
                                made.row().valueId(),
                                made.entityId(),
                                made.row().type(),
                                made.row().ordinal(),
                                made.row().variant(),
                                made.row().sealed(),
                                made.row().revision()
                            })
                            .toList());
            session.update("UPDATE cg_scope SET revision = ? WHERE name = ?", numbering.revision(), scope);
        }
        return out;
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1), row.getString(2), row.getInt(3), row.getInt(4), row.getBytes(5), row.getLong(6));
    }

    /** The rows of a scope whose columns match; for {@link Numbering}. */
    static List<Row> rowsWith(Session session, String condition, Object... values) throws SQLException {
        return session.query(ROW_COLUMNS + condition, JdbcVaultStore::row, values);
    }

    @Override
    public Optional<List<Row>> rows(String scope, long afterRevision) {
        return database.read(session -> {
            State state = state(session, scope, "");
            if (state.until() <= clock.millis()) {
                return pending.containsKey(scope) ? Optional.of(List.of()) : Optional.empty();
            }
            return Optional.of(
                    state.revision() <= afterRevision
                            ? List.of()
                            : rowsWith(
                                    session,
                                    "WHERE scope = ? AND revision > ? ORDER BY revision",
                                    scope,
                                    afterRevision));
        });
    }

    @Override
    public void erase(String scope) {
        if (pending.remove(scope) != null
                && database.read(s -> state(s, scope, "").until()) == GONE) {
            return;
        }
        database.write(session -> {
            int rows = 0;
            for (String statement : ERASE) {
                rows += session.update(statement, scope);
            }
            return rows;
        });
    }

    @Override
    public void release(String scope) {
        if (released.add(scope)) {
            pending.remove(scope);
            database.later(new Database.Deletion(ERASE, List.of(scope), () -> released.remove(scope)));
        }
    }

    @Override
    public void link(String link, byte[] sealed, Instant until) {
        database.write(session -> session.update(
                "INSERT INTO cg_link (link, sealed, until) VALUES (?, ?, ?)"
                        + " ON CONFLICT (link) DO UPDATE SET sealed = excluded.sealed, until = excluded.until",
                link,
                sealed,
                until.toEpochMilli()));
    }

    @Override
    public Optional<byte[]> findLink(String link) {
        return database
                .read(session -> session.query(
                        "SELECT sealed FROM cg_link WHERE link = ? AND until > ?",
                        row -> row.getBytes(1),
                        link,
                        clock.millis()))
                .stream()
                .findFirst();
    }

    @Override
    public Purged purge() {
        database.deleteNow();
        long now = clock.millis();
        Purged purged = database.write(session -> {
            int rows = session.update(
                    "DELETE FROM cg_row WHERE scope IN (SELECT name FROM cg_scope WHERE until <= ?)"
                            + " OR scope NOT IN (SELECT name FROM cg_scope)",
                    now);
            int scopes = session.update("DELETE FROM cg_scope WHERE until <= ?", now);
            return new Purged(scopes, rows, session.update("DELETE FROM cg_link WHERE until <= ?", now));
        });
        database.scrub(TABLES);
        return purged;
    }

    @Override
    public Size size() {
        database.deleteNow();
        return database.read(
                session -> new Size(count(session, "cg_scope"), count(session, "cg_row"), count(session, "cg_link")));
    }

    private static long count(Session session, String table) throws SQLException {
        return session.query("SELECT count(*) FROM " + table, row -> row.getLong(1))
                .get(0);
    }

    @Override
    public void close() {
        pending.clear();
        database.close();
    }
}
