package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Caller;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Scope;
import io.chatguard.openai.GuardedOpenAI;

/** A chat of two turns whose history the application keeps: a pinned scope gives each value one surrogate for all turns. */
public final class Chat {
    private Chat() {}

    public static void main(String[] args) {
        try (Playground playground = Playground.open();
                Guard guard = Guard.from(Policy.defaults())) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            OpenAIClient ticket =
                    GuardedOpenAI.withScope(client, Scope.of("acme", "ticket-4711"), Caller.authenticated("agent-7"));

            ChatCompletionCreateParams.Builder history = ChatCompletionCreateParams.builder()
                    .model(playground.model())
                    .addUserMessage("The customer is kim.fischer@example.com, phone +49 30 901820. Thank her.");
            String thanks = answer(ticket, history);
            System.out.println(thanks);

            history.addAssistantMessage(thanks).addUserMessage("How do I reach her?");
            System.out.println(answer(ticket, history));
        }
    }

    private static String answer(OpenAIClient client, ChatCompletionCreateParams.Builder history) {
        return client.chat()
                .completions()
                .create(history.build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElse("");
    }
}
