package io.chatguard.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.AuditSettings;
import io.chatguard.AuditTrail;
import io.chatguard.Guard;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call and its records in files. */
class AuditedCallTest {

    @TempDir
    Path root;

    @Test
    void theDecisionIsInTheFileWhenTheRequestArrivesAndTheOutcomeWhenTheCallReturns() throws IOException {
        Path key = root.resolve("audit.key");
        Path folder = root.resolve("trail");
        AuditTrail.createKey(key);
        List<String> onArrival = new ArrayList<>();
        try (FakeOpenAi fake = FakeOpenAi.start();
                Guard guard = Guard.builder()
                        .redaction(new SwapRedaction())
                        .audit(AuditTrail.open(AuditSettings.in(folder, key)))
                        .build()) {
            fake.model(prompt -> {
                onArrival.add(trail(folder));
                return Reply.text("fine");
            });
            OpenAIClient bare = OpenAIOkHttpClient.builder()
                    .baseUrl(fake.baseUrl())
                    .apiKey("test")
                    .build();
            var params = ChatCompletionCreateParams.builder()
                    .model("gpt-4o")
                    .addUserMessage(SwapRedaction.VALUE)
                    .build();
            GuardedOpenAI.wrap(bare, guard).chat().completions().create(params);
            bare.close();
        }

        assertThat(onArrival)
                .singleElement()
                .asString()
                .contains("\"kind\":\"decision\"")
                .doesNotContain("outcome");
        assertThat(trail(folder)).contains("\"kind\":\"outcome\"").contains("\"ending\":\"completed\"");
        assertThat(trail(folder)).doesNotContain("Zebedee").doesNotContain(SwapRedaction.SURROGATE);
    }

    private static String trail(Path folder) {
        try {
            return Files.readString(folder.resolve("audit-000001.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
