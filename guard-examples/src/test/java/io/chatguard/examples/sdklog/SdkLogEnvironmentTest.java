package io.chatguard.examples.sdklog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code OPENAI_LOG} in the environment of a process: what its standard output and error show of the values. */
class SdkLogEnvironmentTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"info", "debug"})
    void aGuardedClientPrintsNoValue(String level) throws Exception {
        String printed = run(LoggedCalls.Stack.GUARDED, level);

        assertThat(printed)
                .contains("EMAIL_ADDRESS_1_", "BadRequestException", "GuardException")
                .containsPattern(level.equals("debug") ? "/chat/completions" : "(?i)http");
        assertThat(occurrences(printed, LoggedCalls.READ)).isEqualTo(3);
        assertThat(occurrences(printed, LoggedCalls.FAILED)).isEqualTo(3);
        for (String value : LoggedCalls.PLANTED) {
            assertThat(printed.contains(value)).as(value).isFalse();
        }
        assertThat(printed.contains(LoggedCalls.BLOCKED)).isFalse();
    }

    @Test
    void aBareClientPrintsThemAll() throws Exception {
        String printed = run(LoggedCalls.Stack.BARE, "debug");

        assertThat(printed).contains(LoggedCalls.PLANTED).contains(LoggedCalls.BLOCKED);
        assertThat(occurrences(printed, LoggedCalls.READ)).isEqualTo(3);
    }

    private String run(LoggedCalls.Stack stack, String level) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LoggedCalls.class.getName(),
                        stack.name())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("OPENAI_LOG", level);
        builder.environment().remove("OPENAI_API_KEY");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(stack + " ended").isZero();
        return printed;
    }

    private static int occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }
}
