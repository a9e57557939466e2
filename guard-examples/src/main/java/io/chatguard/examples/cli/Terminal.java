package io.chatguard.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** What can be known of the terminal without native code: asked of the shell, where there is one. */
public final class Terminal {
    private static final int NARROWEST = 40;
    private static final int WIDEST = 400;
    private static final int USUAL = 100;
    private static final long PATIENCE_SECONDS = 2;

    private Terminal() {}

    /** Whether standard output is shown on a terminal; no where that cannot be found out. */
    public static boolean showsOutput() {
        return holds("test -t 1");
    }

    /** Whether standard error is shown on a terminal; no where that cannot be found out. */
    static boolean showsErrors() {
        return holds("test -t 2");
    }

    /** How many columns there are: {@code COLUMNS}, else what the terminal says, else {@value #USUAL}. */
    public static int width(Map<String, String> environment) {
        OptionalInt told = columns(environment.getOrDefault("COLUMNS", ""));
        if (told.isPresent()) {
            return told.getAsInt();
        }
        String size = answer("stty size </dev/tty 2>/dev/null").strip();
        return columns(size.substring(size.indexOf(' ') + 1)).orElse(USUAL);
    }

    private static OptionalInt columns(String text) {
        try {
            int columns = Integer.parseInt(text.strip());
            return columns <= 0 ? OptionalInt.empty() : OptionalInt.of(Math.max(NARROWEST, Math.min(WIDEST, columns)));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static boolean holds(String question) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", question).inheritIO().start();
            return shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && shell.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String answer(String question) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", question).start();
            try (InputStream out = shell.getInputStream()) {
                return new String(out.readAllBytes(), StandardCharsets.US_ASCII);
            }
        } catch (IOException e) {
            return "";
        }
    }
}
