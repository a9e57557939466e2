package io.chatguard.redact.internal.vault.jdbc;

import io.chatguard.GuardException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A database that a policy names: which kind it is, and for SQLite its file. Never printed: it may name hosts. */
public record JdbcUrl(Kind kind, String url) {

    /** The databases there are. */
    public enum Kind {
        SQLITE,
        POSTGRESQL
    }

    private static final String SQLITE = "jdbc:sqlite:";

    /** @throws GuardException of reason {@code CONFIGURATION} if it is none of these or holds credentials */
    public static JdbcUrl of(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.contains("password=") || lower.contains("user=") || lower.matches("jdbc:[a-z0-9]+://[^/]*@.*")) {
            throw Failures.configuration(
                    "the vault's URL holds credentials",
                    "take them out, and set CHATGUARD_VAULT_USER and CHATGUARD_VAULT_PASSWORD in the environment");
        }
        if (lower.startsWith(SQLITE)) {
            return new JdbcUrl(Kind.SQLITE, url).checked();
        }
        if (lower.startsWith("jdbc:postgresql:")) {
            return new JdbcUrl(Kind.POSTGRESQL, url);
        }
        if (lower.startsWith("jdbc:h2:")) {
            throw Failures.configuration(
                    "H2 loses acknowledged writes when the machine stops: it does not force them to the device",
                    "use jdbc:sqlite:FILE");
        }
        throw Failures.configuration(
                "the vault's URL names no database that is known",
                "write jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE");
    }

    private JdbcUrl checked() {
        String lower = url.toLowerCase(Locale.ROOT);
        if (file().isEmpty() || lower.contains(":memory:") || lower.contains("mode=memory")) {
            throw Failures.configuration("the vault's SQLite database has no file", "write jdbc:sqlite:FILE");
        }
        return this;
    }

    /** The file of an SQLite database. */
    public Optional<Path> file() {
        if (kind != Kind.SQLITE) {
            return Optional.empty();
        }
        String name = url.substring(SQLITE.length());
        int query = name.indexOf('?');
        name = query < 0 ? name : name.substring(0, query);
        try {
            Path path = Path.of(name.startsWith("file:") ? name.substring("file:".length()) : name);
            return name.isBlank()
                    ? Optional.empty()
                    : Optional.of(path.toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The ring that stands beside an SQLite file if none is named; other databases need one that is named. */
    public Optional<JdbcUrl> ringBeside() {
        return file().map(f -> new JdbcUrl(Kind.SQLITE, SQLITE + f + ".keys"));
    }

    @Override
    public String toString() {
        return "JdbcUrl[" + kind + "]";
    }
}
