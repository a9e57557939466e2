package io.chatguard.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a caller got of a stream.
 *
 * @param events the typed events, as text
 * @param failure what ended it early
 */
record StreamOutcome(List<String> events, Optional<Throwable> failure) {

    static StreamOutcome of(OpenAIClient client, Recording recording) {
        List<String> events = new CopyOnWriteArrayList<>();
        try (StreamResponse<?> stream = recording.api() == Recording.Api.CHAT
                ? client.chat().completions().createStreaming(chat(recording.choices()))
                : client.responses().createStreaming(response())) {
            stream.stream().forEach(event -> events.add(event.toString()));
            return new StreamOutcome(List.copyOf(events), Optional.empty());
        } catch (RuntimeException e) {
            return new StreamOutcome(List.copyOf(events), Optional.of(e));
        }
    }

    static StreamOutcome of(OpenAIClientAsync client, Recording recording) {
        List<String> events = new CopyOnWriteArrayList<>();
        AsyncStreamResponse<?> stream = recording.api() == Recording.Api.CHAT
                ? client.chat().completions().createStreaming(chat(recording.choices()))
                : client.responses().createStreaming(response());
        try {
            var done = stream.subscribe(event -> events.add(event.toString())).onCompleteFuture();
            done.get(60, TimeUnit.SECONDS);
            return new StreamOutcome(List.copyOf(events), Optional.empty());
        } catch (ExecutionException e) {
            return new StreamOutcome(List.copyOf(events), Optional.of(e.getCause()));
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            stream.close();
        }
    }

    static ChatCompletionCreateParams chat(int choices) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("I am " + SwapRedaction.VALUE)
                .n(choices)
                .build();
    }

    static ResponseCreateParams response() {
        return ResponseCreateParams.builder()
                .model("gpt-4o")
                .input("I am " + SwapRedaction.VALUE)
                .store(false)
                .build();
    }
}
