package io.chatguard.redact.internal.vault.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where SQLite and PostgreSQL differ. */
enum Dialect {
    /**
     * WAL with synchronous=FULL: a commit returns after an fsync of the log. secure_delete: what is deleted is
     * overwritten. https://www.sqlite.org/pragma.html
     */
    SQLITE("org.sqlite.JDBC", "org.xerial:sqlite-jdbc", "BLOB", "") {
        @Override
        Properties properties(JdbcUrl url, UnaryOperator<@Nullable String> environment) {
            Properties p = new Properties();
            if (!url.url().contains("busy_timeout=")) {
                p.setProperty("busy_timeout", "10000");
            }
            p.setProperty("transaction_mode", "IMMEDIATE");
            // SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI: a file that is gone is not made anew, without what it held.
            p.setProperty("open_mode", "66");
            return p;
        }

        @Override
        void prepare(Session session) throws SQLException {
            execute(session, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON");
        }

        @Override
        List<Setting> settings() {
            return List.of(
                    new Setting("PRAGMA journal_mode", "wal"),
                    new Setting("PRAGMA synchronous", "2"),
                    new Setting("PRAGMA secure_delete", "1"));
        }

        @Override
        void scrub(Session session, List<String> tables) throws SQLException {
            execute(session, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    },

    /** https://www.postgresql.org/docs/current/runtime-config-wal.html */
    POSTGRESQL("org.postgresql.Driver", "org.postgresql:postgresql", "BYTEA", " FOR UPDATE") {
        @Override
        Properties properties(JdbcUrl url, UnaryOperator<@Nullable String> environment) {
            Properties p = new Properties();
            p.setProperty("connectTimeout", "10");
            p.setProperty("socketTimeout", "30");
            p.setProperty("tcpKeepAlive", "true");
            p.setProperty("ApplicationName", "chatguard");
            String user = environment.apply("CHATGUARD_VAULT_USER");
            String password = environment.apply("CHATGUARD_VAULT_PASSWORD");
            if (user != null) {
                p.setProperty("user", user);
            }
            if (password != null) {
                p.setProperty("password", password);
            }
            return p;
        }

        @Override
        void prepare(Session session) throws SQLException {
            execute(session, "SET synchronous_commit=on", "SET lock_timeout='10s'");
        }

        @Override
        List<Setting> settings() {
            return List.of(
                    new Setting("SHOW fsync", "on"),
                    new Setting("SHOW full_page_writes", "on"),
                    new Setting("SHOW synchronous_commit", "on"));
        }

        @Override
        void scrub(Session session, List<String> tables) throws SQLException {
            for (String table : tables) {
                execute(session, "VACUUM " + table);
            }
        }
    };

    /** A setting without which an acknowledged write may be lost. */
    record Setting(String query, String wanted) {}

    private final String driver;
    private final String artifact;
    private final String binary;
    private final String forUpdate;

    Dialect(String driver, String artifact, String binary, String forUpdate) {
        this.driver = driver;
        this.artifact = artifact;
        this.binary = binary;
        this.forUpdate = forUpdate;
    }

    static Dialect of(JdbcUrl url) {
        return url.kind() == JdbcUrl.Kind.SQLITE ? SQLITE : POSTGRESQL;
    }

    abstract Properties properties(JdbcUrl url, UnaryOperator<@Nullable String> environment);

    abstract void prepare(Session session) throws SQLException;

    abstract List<Setting> settings();

    /** Drops what was deleted from where the database keeps it. */
    abstract void scrub(Session session, List<String> tables) throws SQLException;

    /** The type of a column of bytes. */
    String binary() {
        return binary;
    }

    /** What makes a reading transaction wait for others that write the same row; SQLite's writers wait anyway. */
    String forUpdate() {
        return forUpdate;
    }

    /** A connection whose commits are durable, which has been read back. */
    Session connect(JdbcUrl url, UnaryOperator<@Nullable String> environment) throws SQLException {
        try {
            Class.forName(driver);
        } catch (ClassNotFoundException e) {
            throw Failures.configuration(
                    "the driver of the vault's database is not on the class path", "add " + artifact);
        }
        Connection connection = DriverManager.getConnection(url.url(), properties(url, environment));
        Session session = new Session(connection);
        try {
            prepare(session);
            for (Setting setting : settings()) {
                String is =
                        session.query(setting.query(), row -> row.getString(1)).get(0);
                if (!setting.wanted().equals(is)) {
                    throw Failures.configuration(
                            "the vault's database may lose acknowledged writes: " + setting.query() + " is not "
                                    + setting.wanted(),
                            "set it so");
                }
            }
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void execute(Session session, String... commands) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
