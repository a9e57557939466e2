package io.chatguard.openai;

import static io.chatguard.openai.SwapRedaction.SURROGATE;
import static io.chatguard.openai.SwapRedaction.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.chatguard.Guard;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Printed;
import io.chatguard.testkit.Reply;
import org.junit.jupiter.api.Test;

/** The SDK's own debug log prints bodies: below the guard it prints surrogates, above it nothing. */
class SdkLogTest {

    @Test
    void printsNoValueWithTheSdksDebugLogOn() {
        String log = Printed.during(() -> {
            try (FakeOpenAi fake = FakeOpenAi.start()) {
                OpenAIClient bare = OpenAIOkHttpClient.builder()
                        .baseUrl(fake.baseUrl())
                        .apiKey("test-key")
                        .logLevel(LogLevel.DEBUG)
                        .build();
                OpenAIClient client = GuardedOpenAI.wrap(
                        bare, Guard.builder().redaction(new SwapRedaction()).build());
                var params = ChatCompletionCreateParams.builder()
                        .model("gpt-4o")
                        .addUserMessage("I am " + VALUE)
                        .build();
                fake.enqueue(Reply.text("Hello " + SURROGATE), Reply.text("Hello " + SURROGATE));
                assertThat(client.chat()
                                .completions()
                                .create(params)
                                .choices()
                                .get(0)
                                .message()
                                .content())
                        .contains("Hello " + VALUE);
                try (var stream = client.chat().completions().createStreaming(params)) {
                    assertThat(stream.stream().count()).isPositive();
                }
                bare.close();
            }
        });
        assertThat(log).contains(SURROGATE).doesNotContain("Zebedee");
    }
}
