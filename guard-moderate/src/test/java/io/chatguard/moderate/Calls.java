package io.chatguard.moderate;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.Receipt;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.testkit.FakeOpenAi;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client guarded under a policy, against a server on loopback. */
final class Calls implements AutoCloseable {

    final FakeOpenAi fake = FakeOpenAi.start();
    final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final Guard guard;
    private final OpenAIClient bare;
    private final OpenAIClient guarded;
    private final StringBuilder shown = new StringBuilder();

    Calls(String guardrails) {
        Policy policy = Policy.parse("version: 1\nguardrails:\n" + guardrails.indent(2), "test.yaml");
        guard = Guard.builder().policy(policy).onReceipt(receipts::add).build();
        bare = OpenAIOkHttpClient.builder()
                .baseUrl(fake.baseUrl())
                .apiKey("none")
                .maxRetries(0)
                .build();
        guarded = GuardedOpenAI.wrap(bare, guard);
    }

    OpenAIClient client() {
        return guarded;
    }

    static ChatCompletionCreateParams.Builder asking(String text) {
        return ChatCompletionCreateParams.builder().model("gpt-test").addUserMessage(text);
    }

    String ask(String text) {
        return ask(asking(text));
    }

    String ask(ChatCompletionCreateParams.Builder params) {
        ChatCompletion reply = guarded.chat().completions().create(params.build());
        return reply.choices().get(0).message().content().orElse("");
    }

    String stream(String text) {
        return stream(asking(text));
    }

    /** What a reader sees of a streamed answer; {@link #shown()} tells it also where the stream fails. */
    String stream(ChatCompletionCreateParams.Builder params) {
        shown.setLength(0);
        try (StreamResponse<ChatCompletionChunk> chunks =
                guarded.chat().completions().createStreaming(params.build())) {
            chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .forEach(shown::append);
        }
        return shown();
    }

    String shown() {
        return shown.toString();
    }

    Receipt lastReceipt() {
        return receipts.get(receipts.size() - 1);
    }

    @Override
    public void close() {
        guard.close();
        bare.close();
        fake.close();
    }
}
