package io.chatguard.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * What is printed where a value may have no place: logs on standard error, and the words of exceptions.
 *
 * <p>Standard error belongs to the whole JVM: not for tests that run beside others.
 */
public final class Printed {

    private Printed() {}

    /**
     * Gives all that is printed to standard error while something runs.
     *
     * @param work what to run; what it throws goes on, and standard error is as before in any case
     * @return the text, which is printed nowhere else
     */
    public static String during(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Gives every word of an exception.
     *
     * @param thrown the exception
     * @return its stack trace as it is printed, with its causes and what was suppressed
     */
    public static String trace(Throwable thrown) {
        StringWriter out = new StringWriter();
        thrown.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
