package io.chatguard.internal.policy;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where in a policy file something stands.
 *
 * @param source what the file is called in errors
 * @param base the folder from which relative paths in the file are taken
 * @param line from 1
 * @param column from 1
 * @param path the keys that lead there, such as {@code entities.EMAIL_ADDRESS[1].action}; empty at the top
 */
record Position(String source, Path base, int line, int column, String path) {

    Position at(int otherLine, int otherColumn) {
        return new Position(source, base, otherLine, otherColumn, path);
    }

    GuardException error(String message) {
        return error(message, null);
    }

    /** An error whose origin is kept by class and stack trace alone. */
    GuardException error(String message, @Nullable Throwable origin) {
        String where = source + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ");
        GuardException.Builder error = GuardException.of(Reason.CONFIGURATION, where + message);
        if (origin != null) {
            error.origin(origin);
        }
        return error.build();
    }
}
