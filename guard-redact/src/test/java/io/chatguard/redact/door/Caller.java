package io.chatguard.redact.door;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import io.chatguard.Guard;
import io.chatguard.GuardException;
import io.chatguard.openai.GuardedOpenAI;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Goes through doors with a guarded client of its own, and tells what a server of its own received. */
final class Caller implements AutoCloseable {

    private final AnyApi api = new AnyApi();
    private final OpenAIClient bare;
    private final OpenAIClient guarded;
    private final OpenAIClientAsync guardedAsync;

    /**
     * What became of a call.
     *
     * @param received what the server got
     * @param refused the guard's refusal, if it refused
     * @param failure any other failure, such as of a reply that does not suit
     */
    record Outcome(List<AnyApi.Received> received, Optional<GuardException> refused, Optional<Throwable> failure) {}

    Caller(Guard guard) throws IOException {
        bare = OpenAIOkHttpClient.builder()
                .baseUrl(api.baseUrl())
                .apiKey("none")
                .adminApiKey("none")
                .maxRetries(0)
                .build();
        guarded = GuardedOpenAI.wrap(bare, guard);
        guardedAsync = GuardedOpenAI.wrap(bare.async(), guard);
    }

    Outcome go(Doors.Door door, Object params) {
        Optional<Throwable> failure = Optional.empty();
        try {
            Object client = door.client() == OpenAIClient.class ? guarded : guardedAsync;
            finish(door.call(client, params));
        } catch (Throwable e) {
            failure = Optional.of(Doors.unwrapped(e));
        }
        Optional<GuardException> refused =
                failure.filter(GuardException.class::isInstance).map(GuardException.class::cast);
        return new Outcome(api.take(), refused, refused.isPresent() ? Optional.empty() : failure);
    }

    private static void finish(Object result) throws Exception {
        Object whole = result;
        if (result instanceof CompletableFuture<?> future) {
            try {
                whole = future.get(30, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IllegalStateException("the call did not end", e);
            }
        }
        if (whole instanceof AsyncStreamResponse<?> stream) {
            stream.subscribe(event -> {});
            stream.onCompleteFuture().get(30, TimeUnit.SECONDS);
        } else if (whole instanceof StreamResponse<?> stream) {
            stream.close();
        } else if (whole instanceof HttpResponseFor<?> response) {
            response.close();
        } else if (whole instanceof HttpResponse response) {
            response.close();
        }
    }

    @Override
    public void close() {
        bare.close();
        api.close();
    }
}
