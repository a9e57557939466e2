package io.chatguard.examples;

import io.chatguard.examples.cli.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** One run of the command line in this process: its status, and what it wrote on standard output and error. */
record Run(int status, byte[] output, String errors) {
    static final Map<String, String> KEY =
            Map.of("CHATGUARD_KEY", Base64.getEncoder().encodeToString(new byte[32]));

    /** Runs with no input, and a key for maps in the environment. */
    static Run of(String... args) {
        return with(new byte[0], KEY, args);
    }

    static Run reading(String input, String... args) {
        return with(input.getBytes(StandardCharsets.UTF_8), KEY, args);
    }

    static Run with(byte[] input, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int status = ChatGuard.commandLine(new Surroundings(new ByteArrayInputStream(input), out, errors, environment))
                .execute(args);
        return new Run(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(output, StandardCharsets.UTF_8);
    }
}
