package io.chatguard.examples.cli;

import io.chatguard.GuardException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Why a command stops, in the one form of all errors: {@code SUMMARY at PLACE (rule RULE); REMEDY}. Never holds text of
 * the input.
 */
public final class CliFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** The input, a file, the policy or the key cannot be used. */
    public static CliFailure of(String summary, String place, String rule, String remedy) {
        return new CliFailure(ExitCode.FAILED, summary + " at " + place + " (rule " + rule + "); " + remedy);
    }

    /** The command line is wrong. */
    public static CliFailure usage(String message) {
        return new CliFailure(ExitCode.USAGE, message);
    }

    /** The guard stopped; its message has the same form. */
    public static CliFailure of(GuardException stopped) {
        int code = stopped.reason() == GuardException.Reason.BLOCKED ? ExitCode.BLOCKED : ExitCode.FAILED;
        return new CliFailure(code, String.valueOf(stopped.getMessage()));
    }

    /** What stops a command, in the words of this form: none of a foreign message but the name of a file. */
    public static CliFailure explained(Exception e) {
        if (e instanceof CliFailure failure) {
            return failure;
        }
        if (e instanceof GuardException stopped) {
            return of(stopped);
        }
        if (e instanceof FileSystemException file) {
            String what = e instanceof NoSuchFileException
                    ? "there is no such file or folder"
                    : e instanceof FileAlreadyExistsException ? "the file exists already" : "the file cannot be used";
            return of(what, String.valueOf(file.getFile()), "files/access", "check name and permissions");
        }
        String remedy = "please report this";
        return e instanceof IOException
                ? of("reading or writing failed", e.getClass().getSimpleName(), "files/io", "try again")
                : of("an unexpected failure", e.getClass().getName(), "program/bug", remedy);
    }

    /** The same with another status. */
    CliFailure as(int status) {
        return new CliFailure(status, String.valueOf(getMessage()));
    }

    /** The same, and what else helps. */
    CliFailure adding(String remedy) {
        return new CliFailure(exitCode, getMessage() + "; " + remedy);
    }

    /** What the program's status becomes. */
    public int exitCode() {
        return exitCode;
    }
}
