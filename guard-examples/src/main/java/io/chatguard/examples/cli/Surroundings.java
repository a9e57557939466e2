package io.chatguard.examples.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command reads and writes beside files.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for everything else
 * @param environment the environment's variables
 */
public record Surroundings(InputStream in, OutputStream out, PrintStream err, Map<String, String> environment) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.in, System.out, System.err, System.getenv());
    }

    /** Says something that is not a result. */
    public void say(String line) {
        err.println("chatguard: " + line);
    }

    /** The environment may hold keys. */
    @Override
    public String toString() {
        return "Surroundings";
    }
}
