package io.chatguard.internal.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import io.chatguard.GuardException;
import io.chatguard.internal.chain.AskAgainSignal;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Facts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one place through which everything of a guarded client goes: above the user's own retries, authentication and
 * logging, so that those see pseudonymised text only.
 */
public final class GuardedTransport implements HttpClient {

    private final HttpClient delegate;
    private final GuardCore core;
    private final RequestScreen requests;
    private final ReplyScreen replies;

    public GuardedTransport(HttpClient delegate, GuardCore core, Optional<GuardCore.Pin> pin) {
        this.delegate = delegate;
        this.core = core;
        this.requests = new RequestScreen(core, pin);
        this.replies = new ReplyScreen(core.policy());
    }

    /** The same way to the provider, for another scope. */
    public GuardedTransport pinned(GuardCore.Pin pin) {
        return new GuardedTransport(delegate, core, Optional.of(pin));
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        PreparedCall call = requests.screen(request);
        try {
            return replies.screen(call.run(), send(call, options));
        } catch (AskAgainSignal signal) {
            PreparedCall second = again(call, signal);
            try {
                return replies.screen(second.run(), send(second, options));
            } catch (AskAgainSignal still) {
                throw refusedTwice(second.run(), still);
            }
        }
    }

    private HttpResponse send(PreparedCall call, RequestOptions options) {
        try {
            return delegate.execute(call.request(), options);
        } catch (Throwable e) {
            call.run().end(Ending.FAILED);
            throw e;
        }
    }

    private PreparedCall again(PreparedCall call, AskAgainSignal signal) {
        WireContent original = call.original();
        ExchangeRun run = call.run();
        if (original == null || run.facts().transfer() == Facts.Transfer.STREAMED) {
            throw refusedTwice(run, signal);
        }
        try {
            return requests.again(call, original, signal.instruction());
        } catch (UnsupportedOperationException e) {
            throw refusedTwice(run, signal);
        }
    }

    private static GuardException refusedTwice(ExchangeRun run, AskAgainSignal signal) {
        GuardException refused = signal.refused(run);
        run.end(Ending.BLOCKED);
        return refused;
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        AtomicReference<CompletableFuture<?>> underway = new AtomicReference<>();
        CompletableFuture<HttpResponse> result = new CompletableFuture<>();
        CompletableFuture<HttpResponse> work = CompletableFuture.supplyAsync(
                        () -> requests.screen(request), core.executor())
                .thenCompose(call -> {
                    if (result.isDone()) {
                        call.run().end(Ending.CANCELLED);
                        return CompletableFuture.failedFuture(new java.util.concurrent.CancellationException());
                    }
                    return exchange(call, options, underway, result);
                });
        var settled = work.whenComplete((response, failure) -> {
            if (failure != null) {
                result.completeExceptionally(unwrapped(failure));
            } else if (!result.complete(response)) {
                response.close();
            }
        });
        var cancelled = result.whenComplete((response, failure) -> {
            CompletableFuture<?> attempt = underway.get();
            if (result.isCancelled() && attempt != null) {
                attempt.cancel(true);
            }
        });
        return result;
    }

    private CompletableFuture<HttpResponse> exchange(
            PreparedCall call,
            RequestOptions options,
            AtomicReference<CompletableFuture<?>> underway,
            CompletableFuture<HttpResponse> result) {
        return attempt(call, options, underway, result)
                .thenApplyAsync(response -> replies.screen(call.run(), response), core.executor())
                .exceptionallyCompose(failure -> {
                    if (!(unwrapped(failure) instanceof AskAgainSignal signal)) {
                        return CompletableFuture.failedFuture(unwrapped(failure));
                    }
                    return CompletableFuture.supplyAsync(() -> again(call, signal), core.executor())
                            .thenCompose(second -> attempt(second, options, underway, result)
                                    .thenApplyAsync(
                                            response -> replies.screen(second.run(), response), core.executor()))
                            .exceptionallyCompose(still -> CompletableFuture.failedFuture(
                                    unwrapped(still) instanceof AskAgainSignal twice
                                            ? refusedTwice(call.run(), twice)
                                            : unwrapped(still)));
                });
    }

    private CompletableFuture<HttpResponse> attempt(
            PreparedCall call,
            RequestOptions options,
            AtomicReference<CompletableFuture<?>> underway,
            CompletableFuture<HttpResponse> result) {
        CompletableFuture<HttpResponse> attempt;
        try {
            attempt = delegate.executeAsync(call.request(), options);
        } catch (RuntimeException e) {
            attempt = CompletableFuture.failedFuture(e);
        }
        underway.set(attempt);
        if (result.isCancelled()) {
            attempt.cancel(true);
        }
        return attempt.whenComplete((response, failure) -> {
            if (failure != null) {
                call.run().end(result.isCancelled() ? Ending.CANCELLED : Ending.FAILED);
            }
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    /** Does nothing: the transport below belongs to the user's client, which goes on working. */
    @Override
    public void close() {}
}
