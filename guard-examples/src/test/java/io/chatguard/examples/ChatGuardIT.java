package io.chatguard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar as a process of its own. */
class ChatGuardIT {

    @TempDir
    Path folder;

    private record Ended(int status, String output, String errors) {}

    private Ended run(String input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", "target/chatguard.jar"));
        command.addAll(List.of(args));
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("OPENAI_API_KEY");
        builder.environment().remove("CHATGUARD_KEY");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void playsTheDemoWithoutAKeyAndWithoutLogLines() throws Exception {
        Ended demo = run("", "demo", "--fast");

        assertThat(demo.errors()).isEmpty();
        assertThat(demo.status()).isZero();
        assertThat(demo.output())
                .contains("left the JVM")
                .contains("0 of the 9 values")
                .doesNotContain("\u001b");
    }

    @Test
    void redactsAndRestoresInAPipe() throws Exception {
        String map = folder.resolve("map").toString();
        String key = folder.resolve("key").toString();
        String text = "Mail mara.lind@example.com \uD83E\uDD93\n";

        Ended redacted = run(text, "redact", "--map", map, "--key-file", key);
        assertThat(redacted.status()).isZero();
        assertThat(redacted.output()).doesNotContain("mara").contains("EMAIL_ADDRESS_1_");

        Ended restored = run(redacted.output(), "restore", "--map", map, "--key-file", key);
        assertThat(restored.status()).isZero();
        assertThat(restored.output()).isEqualTo(text);
        assertThat(restored.errors()).isEmpty();
    }

    @Test
    void endsWithTheStatusOfABlockedInput() throws Exception {
        Ended blocked = run("key AKIAIOSFODNN7EXAMPLE", "redact");

        assertThat(blocked.status()).isEqualTo(3);
        assertThat(blocked.output()).isEmpty();
    }

    @Test
    void detectsInAPipeAndEvaluatesWhatItFound() throws Exception {
        String gold =
                "{\"text\":\"\uD83E\uDD93 a@example.com\",\"spans\":[{\"start\":2,\"end\":15,\"label\":\"MAIL\"}]}\n";
        Path file = Files.writeString(folder.resolve("gold.jsonl"), gold);

        Ended detected = run(gold, "detect");
        assertThat(detected.errors()).isEmpty();
        assertThat(detected.status()).isZero();
        assertThat(detected.output()).contains("\"start\":2,\"end\":15,\"label\":\"EMAIL_ADDRESS\"");

        Ended scored = run(detected.output(), "evaluate", "--gold", file.toString(), "--pred", "-", "--json");
        assertThat(scored.errors()).isEmpty();
        assertThat(scored.status()).isZero();
        assertThat(scored.output()).contains("\"exact\":1");
    }

    @Test
    void runsARecipe() throws Exception {
        Ended recipe = run("", "recipe", "structured-output");

        assertThat(recipe.status()).isZero();
        assertThat(recipe.output()).contains("kim.fischer@example.com");
    }
}
