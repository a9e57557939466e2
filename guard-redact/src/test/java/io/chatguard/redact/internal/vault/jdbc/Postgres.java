package io.chatguard.redact.internal.vault.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL with durable commits, started once for this JVM; each test makes databases of its own. */
public final class Postgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Postgres() {}

    private static final class Started {
        static final EmbeddedPostgres SERVER = start();
    }

    /** One that the caller may stop. */
    public static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a new, empty database. */
    public static String freshUrl() {
        return freshUrl(Started.SERVER);
    }

    public static String freshUrl(EmbeddedPostgres server) {
        String name = "t" + COUNT.incrementAndGet() + "_" + Long.toHexString(System.nanoTime());
        execute(server.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    public static void execute(String url, String... commands) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The environment of a client of it. */
    public static String environment(String name) {
        return name.equals("CHATGUARD_VAULT_USER") ? "postgres" : null;
    }
}
