package io.chatguard.examples.cli;

/** What the program's exit status says; the same list stands in {@code --help} and in README.md. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** The input, a file, the policy or the key could not be used; an output file is not written. */
    public static final int FAILED = 1;
    /** {@code detect FILE...} read everything and found something. */
    public static final int FOUND = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** {@code detect FILE...} could not read everything, whatever it found. */
    public static final int INCOMPLETE = 2;
    /** The policy blocks what is in the input; an output file is not written. */
    public static final int BLOCKED = 3;
    /** Restored, but some surrogates are not of this map and stay. */
    public static final int UNRESOLVED = 4;
    /** The demo found a planted value among the bytes that left the JVM. */
    public static final int LEAKED = 5;
    /** The audit trail or the vault is damaged, or the trail is signed by another key. */
    public static final int DAMAGED = 6;

    private ExitCode() {}
}
