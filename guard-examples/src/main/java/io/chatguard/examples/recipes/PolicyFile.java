package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A policy in a file, here a resource; {@code Policy.load(path)} reads one from disk. The receipt says what was done. */
public final class PolicyFile {
    private static final String FILE = "support.yaml";

    private PolicyFile() {}

    static Policy policy() throws IOException {
        try (InputStream in = Objects.requireNonNull(PolicyFile.class.getResourceAsStream(FILE), FILE)) {
            return Policy.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE);
        }
    }

    public static void main(String[] args) throws IOException {
        try (Playground playground = Playground.open();
                Guard guard = Guard.builder()
                        .policy(policy())
                        .onReceipt(receipt -> System.out.println(receipt.summary()))
                        .build()) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model(playground.model())
                            .addSystemMessage("Complaints go to desk@example.com.")
                            .addUserMessage("Card 4111 1111 1111 1111 of kim.fischer@example.com, from 203.0.113.77,"
                                    + " SSN 536-90-4399.")
                            .build())
                    .choices()
                    .forEach(choice ->
                            System.out.println(choice.message().content().orElse("")));
        }
    }
}
