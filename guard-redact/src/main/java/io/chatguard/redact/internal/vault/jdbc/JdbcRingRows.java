package io.chatguard.redact.internal.vault.jdbc;

import io.chatguard.redact.internal.vault.RingRows;
import io.chatguard.spi.KeyProvider.Wrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A key ring in SQLite or PostgreSQL, in another database than the rows. Thread-safe, also between processes. */
public final class JdbcRingRows implements RingRows {

    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE cg_tenant (id TEXT PRIMARY KEY, version BIGINT NOT NULL, provider TEXT NOT NULL,"
                    + " wrapped BINARY NOT NULL)",
            "CREATE TABLE cg_key (tenant TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT NOT NULL,"
                    + " name TEXT NOT NULL, sealed BINARY NOT NULL, PRIMARY KEY (tenant, id))"));

    private static final List<String> TABLES = List.of("cg_tenant", "cg_key");
    private static final String TENANT = "SELECT id, version, provider, wrapped FROM cg_tenant";
    private static final String ENTRY = "SELECT k.id, k.kind, k.parent, k.name, k.sealed, t.version"
            + " FROM cg_key k JOIN cg_tenant t ON t.id = k.tenant WHERE k.tenant = ?";
    private static final String ADD = "INSERT INTO cg_key (tenant, id, kind, parent, name, sealed)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING";

    private static final String END = "DELETE FROM cg_key WHERE tenant = ? AND id = ? AND name = ?";

    private final Database database;

    private JdbcRingRows(Database database) {
        this.database = database;
    }

    /** Opens the ring, makes or updates its schema, and reads back that commits are durable. */
    public static JdbcRingRows open(JdbcUrl url, UnaryOperator<@Nullable String> environment) {
        return new JdbcRingRows(new Database(url, environment, "ring", MIGRATIONS));
    }

    @Override
    public String bind(String store) {
        return database.write(session -> Database.meta(session, "store", store));
    }

    @Override
    public Optional<Tenant> tenant(String id) {
        return database.read(session -> tenant(session, id, ""));
    }

    private static Optional<Tenant> tenant(Session session, String id, String lock) throws SQLException {
        return session.query(TENANT + " WHERE id = ?" + lock, JdbcRingRows::tenant, id).stream()
                .findFirst();
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(row.getString(1), row.getLong(2), new Wrapped(row.getString(3), row.getBytes(4)));
    }

    @Override
    public List<Tenant> tenants() {
        database.deleteNow();
        return database.read(session -> session.query(TENANT + " ORDER BY id", JdbcRingRows::tenant));
    }

    @Override
    public void addTenant(Tenant tenant, Entry identity) {
        database.write(session -> {
            int added = session.update(
                    "INSERT INTO cg_tenant (id, version, provider, wrapped) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (id) DO NOTHING",
                    tenant.id(),
                    tenant.version(),
                    tenant.key().version(),
                    tenant.key().bytes());
            if (added > 0) {
                session.update(ADD, values(tenant.id(), identity));
            }
            return added;
        });
    }

    @Override
    public Optional<Found> entry(String tenant, String id) {
        return database
                .read(session -> session.query(
                        ENTRY + " AND k.id = ?", row -> new Found(row.getLong(6), entry(row)), tenant, id))
                .stream()
                .findFirst();
    }

    @Override
    public List<Entry> entries(String tenant) {
        return database.read(session -> entries(session, tenant));
    }

    private static List<Entry> entries(Session session, String tenant) throws SQLException {
        return session.query(ENTRY + " ORDER BY k.id", JdbcRingRows::entry, tenant);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1), Kind.valueOf(row.getString(2)), row.getString(3), row.getString(4), row.getBytes(5));
    }

    @Override
    public Added add(String tenant, long version, Entry entry) {
        return database.write(session -> {
            Optional<Tenant> is = tenant(session, tenant, database.dialect().forUpdate());
            if (is.filter(t -> t.version() == version).isEmpty()) {
                return Added.STALE;
            }
            return session.update(ADD, values(tenant, entry)) > 0 ? Added.ADDED : Added.EXISTS;
        });
    }

    private static Object[] values(String tenant, Entry entry) {
        return new Object[] {tenant, entry.id(), entry.kind().name(), entry.parent(), entry.name(), entry.sealed()};
    }

    @Override
    public void end(String tenant, String id, String name) {
        database.write(session -> session.update(END, tenant, id, name));
    }

    @Override
    public void release(String tenant, String id, String name) {
        database.later(new Database.Deletion(List.of(END), List.of(tenant, id, name), () -> {}));
    }

    @Override
    public boolean rewrite(String tenant, long version, Tenant next, UnaryOperator<List<Entry>> entries) {
        return database.write(session -> {
            Optional<Tenant> is = tenant(session, tenant, database.dialect().forUpdate());
            if (is.filter(t -> t.version() == version).isEmpty()) {
                return false;
            }
            List<Entry> before = entries(session, tenant);
            List<Entry> after = entries.apply(before);
            Set<Entry> kept = new HashSet<>(before);
            Set<String> stay = new HashSet<>();
            after.forEach(e -> stay.add(e.id()));
            for (Entry entry : before) {
                if (!stay.contains(entry.id())) {
                    session.update("DELETE FROM cg_key WHERE tenant = ? AND id = ?", tenant, entry.id());
                }
            }
            session.updateAll(
                    "UPDATE cg_key SET sealed = ? WHERE tenant = ? AND id = ?",
                    after.stream()
                            .filter(e -> !kept.contains(e))
                            .map(e -> new Object[] {e.sealed(), tenant, e.id()})
                            .toList());
            session.update(
                    "UPDATE cg_tenant SET version = ?, provider = ?, wrapped = ? WHERE id = ?",
                    next.version(),
                    next.key().version(),
                    next.key().bytes(),
                    tenant);
            return true;
        });
    }

    @Override
    public boolean removeTenant(String id, long version) {
        return database.write(session -> {
            boolean removed = session.update("DELETE FROM cg_tenant WHERE id = ? AND version = ?", id, version) > 0;
            if (removed) {
                session.update("DELETE FROM cg_key WHERE tenant = ?", id);
            }
            return removed;
        });
    }

    @Override
    public void scrub() {
        database.scrub(TABLES);
    }

    @Override
    public void close() {
        database.close();
    }
}
