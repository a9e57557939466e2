package io.chatguard.testkit;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.time.Duration;

/** Clients of the real SDK for a fake server: strict about shapes, never trying again. */
final class SdkTestClients {
    private SdkTestClients() {}

    static OpenAIClient sync(FakeOpenAi fake) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(fake.baseUrl())
                .apiKey("test-key")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .responseValidation(true)
                .build();
    }

    static OpenAIClientAsync async(FakeOpenAi fake) {
        return OpenAIOkHttpClientAsync.builder()
                .baseUrl(fake.baseUrl())
                .apiKey("test-key")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .responseValidation(true)
                .build();
    }

    static ChatCompletionCreateParams.Builder chat(String user) {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(user);
    }

    static ResponseCreateParams.Builder response(String input) {
        return ResponseCreateParams.builder().model("gpt-4o").input(input);
    }
}
