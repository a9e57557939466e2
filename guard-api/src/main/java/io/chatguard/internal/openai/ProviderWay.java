package io.chatguard.internal.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.internal.json.JsonRefused;
import io.chatguard.internal.resilience.CallerRuns;
import io.chatguard.internal.resilience.Reply;
import io.chatguard.internal.resilience.Resilience;
import io.chatguard.internal.resilience.ResilientCall;
import io.chatguard.internal.resilience.Target;
import io.chatguard.internal.resilience.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How screened requests get to the provider: straight through the client's own transport, whose retries and timeouts
 * hold; or, where the policy has a section {@code resilience}, with the guard's around it.
 */
final class ProviderWay {

    private static final String RETRY_COUNT = "X-Stainless-Retry-Count";

    /** A model's token of English text is about four characters; other languages need more. */
    private static final int BYTES_PER_TOKEN = 4;

    private final HttpClient delegate;
    private final GuardCore core;

    ProviderWay(HttpClient delegate, GuardCore core) {
        this.delegate = delegate;
        this.core = core;
    }

    /**
     * Starts a call: its deadline, if it has one, begins here.
     *
     * @throws io.chatguard.GuardException of reason {@code UNAVAILABLE} if the kill switch is thrown
     */
    Leg open(HttpRequest request) {
        core.killSwitch().check();
        return new Leg(
                core.resilience().map(Resilience::call).orElse(null),
                !request.headers().values(RETRY_COUNT).isEmpty());
    }

    /** One call's way, for all its sendings. */
    final class Leg {
        private final @Nullable ResilientCall call;
        private final boolean tellsRetries;

        Leg(@Nullable ResilientCall call, boolean tellsRetries) {
            this.call = call;
            this.tellsRetries = tellsRetries;
        }

        /** Whether the client's user lets the SDK tell the provider how often it has tried. */
        boolean tellsRetries() {
            return tellsRetries;
        }

        /** Whether cancelling what {@link #executeAsync} returned gives the call up. */
        boolean canCancel() {
            return call != null;
        }

        HttpResponse execute(PreparedCall prepared, RequestOptions options) {
            core.killSwitch().check();
            if (call == null) {
                return watched(delegate.execute(prepared.request(), options));
            }
            CallerRuns caller = new CallerRuns();
            ProviderAttempt attempt = new ProviderAttempt(this, prepared, options, caller, this::blocking);
            try {
                return delivered(caller.await(call.around(target(prepared), attempt, caller)));
            } catch (CompletionException e) {
                throw ProviderWay.<RuntimeException>asThrown(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OpenAIIoException("interrupted while waiting for the provider");
            }
        }

        private CompletableFuture<HttpResponse> blocking(HttpRequest request, RequestOptions options) {
            return CompletableFuture.completedFuture(delegate.execute(request, options));
        }

        CompletableFuture<HttpResponse> executeAsync(PreparedCall prepared, RequestOptions options, Executor executor) {
            core.killSwitch().check();
            if (call == null) {
                return delegate.executeAsync(prepared.request(), options);
            }
            ProviderAttempt attempt = new ProviderAttempt(this, prepared, options, executor, delegate::executeAsync);
            CompletableFuture<Reply> reply = call.around(target(prepared), attempt, executor);
            CompletableFuture<HttpResponse> response = new CompletableFuture<>();
            var arrived = reply.whenComplete((r, failure) -> {
                if (failure != null) {
                    response.completeExceptionally(failure);
                } else if (!response.complete(delivered(r))) {
                    r.discard();
                }
            });
            var cancelled = response.whenComplete((r, failure) -> {
                if (response.isCancelled()) {
                    reply.cancel(true);
                }
            });
            return response;
        }

        /** The response with the kill switch and the deadline at each chunk. */
        ProviderReply watched(HttpResponse response) {
            return response instanceof ProviderReply already
                    ? already
                    : new ProviderReply(response, core.killSwitch(), call);
        }

        /**
         * From here on the caller reads; what it has not read by the deadline is closed. A whole answer has been read.
         */
        private HttpResponse delivered(Reply reply) {
            if (call != null && (reply.isStream() || reply.status() >= 300)) {
                Timers.Timer timer = call.atDeadline(() -> core.executor().execute(reply::discard));
                var over = reply.ended().thenAccept(end -> timer.cancel());
            }
            return (HttpResponse) reply;
        }

        private Target target(PreparedCall prepared) {
            String endpoint =
                    prepared.request().baseUrl() + " " + prepared.run().facts().operation();
            return new Target(endpoint, prepared.run().facts().model());
        }

        long estimatedModelTokens(HttpRequest request) {
            boolean counted =
                    core.resilience().map(Resilience::countsModelTokens).orElse(false);
            return counted && request.body() instanceof BytesBody body ? estimate(body.bytes()) : 0;
        }
    }

    /** The request's tokens and the most that each answer may have. */
    private static long estimate(byte[] body) {
        long asked = body.length / BYTES_PER_TOKEN + 1;
        try {
            JsonIndex index = JsonIndex.of(body, JsonLimits.DEFAULT.withMaxBytes(Math.max(1, body.length)));
            long answer = Math.max(
                    Math.max(number(index, "max_completion_tokens"), number(index, "max_output_tokens")),
                    number(index, "max_tokens"));
            return asked + answer * Math.max(1, number(index, "n"));
        } catch (JsonRefused e) {
            return asked;
        }
    }

    private static long number(JsonIndex index, String member) {
        int node = index.child(0, member);
        return node < 0
                ? 0
                : Math.max(0, Math.min(10_000_000, index.wholeNumber(node).orElse(0)));
    }

    /** What the client's transport throws is thrown on as it is, checked or not: its callers know it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asThrown(Throwable failure) throws E {
        throw (E) failure;
    }
}
