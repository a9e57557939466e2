package io.chatguard.examples.sdklog;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.chatguard.Guard;
import io.chatguard.Policy;
import io.chatguard.openai.GuardedOpenAI;
import io.chatguard.redact.Redaction;
import io.chatguard.testkit.FakeOpenAi;
import io.chatguard.testkit.Model;
import io.chatguard.testkit.Reply;
import java.util.List;
import java.util.Locale;

/**
 * The program that {@link SdkLogEnvironmentTest} runs: calls of every sort, all to a server in the same process, by a
 * guarded or a bare client. What fails is printed with its stack trace, as an application would log it.
 */
final class LoggedCalls {

    /** Which client makes the calls. */
    enum Stack {
        GUARDED,
        BARE
    }

    /** Printed once for each call that a caller would read as expected. */
    static final String READ = "read as expected";

    /** Printed once for each call that failed as it should. */
    static final String FAILED = "failed as expected";

    /** Values that are replaced. */
    static final List<String> PLANTED =
            List.of("kim.fischer@example.com", "+49 30 901820", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00");

    /** A value that blocks the call. */
    static final String BLOCKED = "AKIAIOSFODNN7EXAMPLE";

    private static final String PROMPT = "Write to " + String.join(", then ", PLANTED) + ". Thanks!";

    private LoggedCalls() {}

    public static void main(String[] args) {
        try (FakeOpenAi fake = FakeOpenAi.start()) {
            fake.model(Model.echo());
            OpenAIClient bare = OpenAIOkHttpClient.builder()
                    .baseUrl(fake.baseUrl())
                    .apiKey("test-key")
                    .maxRetries(0)
                    .build();
            calls(client(Stack.valueOf(args[0].toUpperCase(Locale.ROOT)), bare), fake);
            bare.close();
        }
    }

    private static OpenAIClient client(Stack stack, OpenAIClient bare) {
        if (stack == Stack.BARE) {
            return bare;
        }
        return GuardedOpenAI.wrap(
                bare, Guard.builder().redaction(Redaction.of(Policy.defaults())).build());
    }

    private static void calls(OpenAIClient client, FakeOpenAi fake) {
        read(client.chat()
                .completions()
                .create(chat(PROMPT))
                .choices()
                .get(0)
                .message()
                .content()
                .orElse(""));
        StringBuilder streamed = new StringBuilder();
        try (var stream = client.chat().completions().createStreaming(chat(PROMPT))) {
            stream.stream()
                    .forEach(chunk -> chunk.choices()
                            .forEach(choice -> choice.delta().content().ifPresent(streamed::append)));
        }
        read(streamed.toString());
        read(client.responses()
                .create(ResponseCreateParams.builder()
                        .model("gpt-4o")
                        .input(PROMPT)
                        .build())
                .output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text());
        fails(() -> client.chat().completions().create(chat("the key is " + BLOCKED)));
        fake.model(prompt -> Reply.error(400, "invalid_prompt", "cannot do: " + prompt.lastUserText()));
        fails(() -> client.chat().completions().create(chat(PROMPT)));
        fails(() -> {
            try (var stream = client.chat().completions().createStreaming(chat(PROMPT))) {
                stream.stream().forEach(chunk -> {});
            }
        });
    }

    private static ChatCompletionCreateParams chat(String text) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage(text)
                .build();
    }

    @SuppressWarnings("SystemOut")
    private static void read(String answer) {
        System.out.println(answer.equals(PROMPT) ? READ : "read something else");
    }

    @SuppressWarnings({"SystemOut", "CatchAndPrintStackTrace"})
    private static void fails(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.out.println(FAILED);
        }
    }
}
