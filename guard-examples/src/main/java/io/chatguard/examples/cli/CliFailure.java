package io.chatguard.examples.cli;

import io.chatguard.GuardException;

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

    /** What the program's status becomes. */
    public int exitCode() {
        return exitCode;
    }
}
