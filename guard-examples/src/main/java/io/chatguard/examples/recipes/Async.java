package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClientAsync;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls that run side by side: each is a scope of its own, and nothing hangs on a thread. */
public final class Async {
    private Async() {}

    public static void main(String[] args) {
        List<String> customers = List.of("kim.fischer@example.com", "lee.jansen@example.org", "sam.okafor@example.net");
        try (Playground playground = Playground.open();
                Guard guard = Guard.from(Policy.defaults())) {
            OpenAIClientAsync client = GuardedOpenAI.wrap(playground.async(), guard);

            List<CompletableFuture<String>> answers = customers.stream()
                    .map(customer -> client.chat()
                            .completions()
                            .create(ChatCompletionCreateParams.builder()
                                    .model(playground.model())
                                    .addUserMessage("Write one line of thanks to " + customer + ".")
                                    .build())
                            .thenApply(reply ->
                                    reply.choices().get(0).message().content().orElse("")))
                    .toList();

            answers.forEach(answer -> System.out.println(answer.join()));
        }
    }
}
