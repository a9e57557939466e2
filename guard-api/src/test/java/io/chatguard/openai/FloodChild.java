package io.chatguard.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.Policy;
import io.chatguard.ResilienceSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * A process with little memory that makes the calls it is told: for each line on its standard input, which names a
 * {@link Flood} and a style, one line on its standard output that says how the call ended. It exits where memory runs
 * out, on whatever thread.
 */
final class FloodChild {

    /** As much as the SDK can make a body of in that memory. */
    private static final int LARGEST_TEXT = 48 << 20;

    private final OpenAIClient client;
    private final OpenAIClientAsync async;
    private final OpenAIClient hurried;
    private final OpenAIClientAsync asyncHurried;

    private FloodChild(String baseUrl) {
        OpenAIClient bare = OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey("test-key")
                .maxRetries(0)
                .build();
        OpenAIClientAsync bareAsync = OpenAIOkHttpClientAsync.builder()
                .baseUrl(baseUrl)
                .apiKey("test-key")
                .maxRetries(0)
                .build();
        Guard plain = guard(ResilienceSettings.ofTheClient());
        Guard limited = guard(ResilienceSettings.defaults().withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        client = GuardedOpenAI.wrap(bare, plain);
        async = GuardedOpenAI.wrap(bareAsync, plain);
        hurried = GuardedOpenAI.wrap(bare, limited);
        asyncHurried = GuardedOpenAI.wrap(bareAsync, limited);
    }

    private static Guard guard(ResilienceSettings settings) {
        return Guard.builder()
                .policy(Policy.builder()
                        .section(ResilienceSettings.class, settings)
                        .build())
                .redaction(new SwapRedaction())
                .audit(event -> {})
                .build();
    }

    static Process start(String baseUrl) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloodChild.class.getName(),
                        baseUrl))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) throws Exception {
        FloodChild child = new FloodChild(args[0]);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                System.out.println(child.end(Flood.valueOf(words[0]), words[1].equals("async")));
            }
        }
        System.exit(0);
    }

    private String end(Flood flood, boolean asynchronous) {
        try {
            if (asynchronous) {
                later(flood.call());
            } else {
                now(flood.call());
            }
            return "no failure";
        } catch (Exception e) {
            Throwable at = e;
            while (at instanceof CompletionException || at instanceof ExecutionException) {
                at = at.getCause();
            }
            return at instanceof GuardException g
                    ? g.reason() + " " + g.rule()
                    : at.getClass().getSimpleName();
        }
    }

    private void now(Flood.Call call) throws Exception {
        switch (call) {
            case CHAT -> System.err.println(client.chat().completions().create(chat("Hello")));
            case LARGE_CHAT -> System.err.println(client.chat().completions().create(chat("x".repeat(LARGEST_TEXT))));
            case STREAM -> read(client);
            case RESPONSE_STREAM -> {
                try (StreamResponse<ResponseStreamEvent> stream =
                        client.responses().createStreaming(response())) {
                    stream.stream().forEach(event -> {});
                }
            }
            case STREAM_TO_A_DEADLINE -> read(hurried);
            case FILE_TO_A_DEADLINE -> {
                try (HttpResponse file = hurried.files().content("file-1")) {
                    file.body().transferTo(OutputStream.nullOutputStream());
                }
            }
            case UPLOAD -> System.err.println(client.files().create(upload()));
        }
    }

    private void later(Flood.Call call) throws Exception {
        switch (call) {
            case CHAT ->
                System.err.println(
                        async.chat().completions().create(chat("Hello")).get());
            case LARGE_CHAT ->
                System.err.println(async.chat()
                        .completions()
                        .create(chat("x".repeat(LARGEST_TEXT)))
                        .get());
            case STREAM -> read(async.chat().completions().createStreaming(chat("Hello")));
            case RESPONSE_STREAM ->
                async.responses()
                        .createStreaming(response())
                        .subscribe(event -> {})
                        .onCompleteFuture()
                        .get();
            case STREAM_TO_A_DEADLINE -> read(asyncHurried.chat().completions().createStreaming(chat("Hello")));
            case FILE_TO_A_DEADLINE -> {
                try (HttpResponse file = asyncHurried.files().content("file-1").get()) {
                    file.body().transferTo(OutputStream.nullOutputStream());
                }
            }
            case UPLOAD -> System.err.println(async.files().create(upload()).get());
        }
    }

    private static void read(OpenAIClient client) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("Hello"))) {
            stream.stream().forEach(chunk -> {});
        }
    }

    private static void read(AsyncStreamResponse<ChatCompletionChunk> stream) throws Exception {
        stream.subscribe(chunk -> {}).onCompleteFuture().get();
    }

    private static ChatCompletionCreateParams chat(String text) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-5")
                .addUserMessage(text)
                .build();
    }

    private static ResponseCreateParams response() {
        return ResponseCreateParams.builder().model("gpt-5").input("Hello").build();
    }

    private static FileCreateParams upload() {
        return FileCreateParams.builder()
                .purpose(FilePurpose.USER_DATA)
                .file(new InputStream() {
                    private long left = Flood.SIZE;

                    @Override
                    public int read() {
                        return left-- > 0 ? 'a' : -1;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        int n = (int) Math.min(length, left);
                        left -= n;
                        Arrays.fill(target, offset, offset + n, (byte) 'a');
                        return n == 0 && length > 0 ? -1 : n;
                    }
                })
                .build();
    }
}
