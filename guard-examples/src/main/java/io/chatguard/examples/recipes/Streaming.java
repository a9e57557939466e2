package io.chatguard.examples.recipes;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;

/** A streamed answer: deltas come as they are made; only what can still become a surrogate is held back. */
public final class Streaming {
    private Streaming() {}

    public static void main(String[] args) {
        try (Playground playground = Playground.open();
                Guard guard = Guard.from(Policy.defaults())) {
            OpenAIClient client = GuardedOpenAI.wrap(playground.client(), guard);
            ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                    .model(playground.model())
                    .addUserMessage("Tell ops@example.net that the host 203.0.113.77 is down.")
                    .build();

            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(question)) {
                stream.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.delta().content().stream())
                        .forEach(System.out::print);
            } catch (GuardException e) {
                // A stream that ends before its final event is an error here; what was printed is a part only.
                System.err.println(e.reason() + (e.partial() ? " after a part of the answer" : ""));
            }
            System.out.println();
        }
    }
}
