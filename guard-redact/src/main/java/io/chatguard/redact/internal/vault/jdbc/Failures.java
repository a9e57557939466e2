package io.chatguard.redact.internal.vault.jdbc;

import io.chatguard.GuardException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/** What a database's errors mean for the one who runs it. Their messages are never passed on: they may quote a URL. */
final class Failures {

    private static final int SQLITE_CODE = 0xff;

    private Failures() {}

    static GuardException configuration(String what, String remedy) {
        return GuardException.of(GuardException.Reason.CONFIGURATION, what)
                .interceptor("vault")
                .remedy(remedy)
                .build();
    }

    static GuardException of(JdbcUrl.Kind kind, SQLException e) {
        String[] told = kind == JdbcUrl.Kind.SQLITE ? sqlite(e.getErrorCode() & SQLITE_CODE) : postgresql(state(e));
        return failed(told[0], told[1], e);
    }

    static GuardException failed(String what, String remedy, Exception e) {
        return GuardException.of(GuardException.Reason.STAGE_FAILED, what)
                .interceptor("vault")
                .remedy(remedy + "; nothing was sent, and calls go on once the store does")
                .origin(e)
                .build();
    }

    /** Result codes: https://www.sqlite.org/rescode.html */
    private static String[] sqlite(int code) {
        return switch (code) {
            case 5, 6 -> new String[] {"the vault's database is locked by another process", "end what holds it locked"};
            case 8 -> new String[] {"the vault's database is read-only", "give this process the right to write it"};
            case 10 -> new String[] {"the vault's database cannot be read or written", "see to its file system"};
            case 11, 26 -> new String[] {"the vault's database is damaged", "restore it from a backup"};
            case 13 -> new String[] {"the vault's disk is full", "make room"};
            case 14 -> new String[] {"the vault's database cannot be opened", "check its path and permissions"};
            default -> new String[] {"the vault's database failed with code " + code, "see sqlite.org/rescode.html"};
        };
    }

    /** Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
    private static String[] postgresql(String state) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new String[] {"the vault's database cannot be reached", "see whether it runs"};
        }
        return switch (state) {
            case "53100" -> new String[] {"the vault's disk is full", "make room on the database server"};
            case "25006" -> new String[] {"the vault's database is read-only", "name the primary server"};
            case "55P03", "57014" ->
                new String[] {"the vault's database is locked by another process", "end what holds it locked"};
            case "28P01", "28000" ->
                new String[] {
                    "the vault's database refuses the user", "set CHATGUARD_VAULT_USER and CHATGUARD_VAULT_PASSWORD"
                };
            case "3D000" -> new String[] {"the vault's database does not exist", "create it"};
            case "42501" ->
                new String[] {"the vault's user lacks a right", "let it make tables in its schema, or make them for it"
                };
            default -> new String[] {"the vault's database failed with SQLSTATE " + plain(state), "see its log"};
        };
    }

    static boolean isConnection(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P") || e instanceof SQLNonTransientConnectionException;
    }

    private static String state(SQLException e) {
        for (SQLException at = e; at != null; at = at.getNextException()) {
            if (at.getSQLState() != null) {
                return at.getSQLState();
            }
        }
        return "";
    }

    private static String plain(String state) {
        return state.length() == 5 && state.chars().allMatch(Character::isLetterOrDigit) ? state : "unknown";
    }
}
