package io.chatguard.internal.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.RetryingHttpClient;
import io.chatguard.GuardException;
import io.chatguard.internal.chain.AskAgainSignal;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.chain.GuardCore;
import io.chatguard.spi.Ending;
import io.chatguard.spi.Facts;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The one place through which everything of a guarded client goes: above the user's own retries, authentication and
 * logging, so that those see pseudonymised text only.
 */
public final class GuardedTransport implements HttpClient {

    private final HttpClient delegate;
    private final ProviderWay way;
    private final GuardCore core;
    private final RequestScreen requests;
    private final ReplyScreen replies;

    public GuardedTransport(HttpClient delegate, GuardCore core, Optional<GuardCore.Pin> pin) {
        this.delegate = delegate;
        this.way = new ProviderWay(delegate, core);
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
        ProviderWay.Leg leg = way.open(request);
        PreparedCall call = requests.screen(request);
        try {
            return replies.screen(call.run(), send(call, leg, options));
        } catch (AskAgainSignal signal) {
            PreparedCall second = again(call, signal);
            try {
                return replies.screen(second.run(), send(second, leg, options));
            } catch (AskAgainSignal still) {
                throw refusedTwice(second.run(), still);
            }
        }
    }

    private HttpResponse send(PreparedCall call, ProviderWay.Leg leg, RequestOptions options) {
        try {
            return leg.execute(call, options);
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
        AsyncCall call;
        try {
            call = new AsyncCall(way.open(request), options);
        } catch (GuardException killed) {
            return CompletableFuture.failedFuture(killed);
        }
        CompletableFuture<HttpResponse> work = CompletableFuture.supplyAsync(
                        () -> requests.screen(request), core.executor())
                .thenCompose(first -> exchange(first, call));
        var settled = work.whenComplete((response, failure) -> {
            if (failure != null) {
                call.result.completeExceptionally(unwrapped(failure));
            } else if (!call.result.complete(response)) {
                response.close();
            }
        });
        var cancelled = call.result.whenComplete((response, failure) -> {
            if (call.result.isCancelled()) {
                call.cancel();
            }
        });
        return call.result;
    }

    private CompletableFuture<HttpResponse> exchange(PreparedCall prepared, AsyncCall call) {
        return attempt(prepared, call)
                .thenApplyAsync(response -> replies.screen(prepared.run(), response), core.executor())
                .exceptionallyCompose(failure -> {
                    if (!(unwrapped(failure) instanceof AskAgainSignal signal)) {
                        return CompletableFuture.failedFuture(unwrapped(failure));
                    }
                    return CompletableFuture.supplyAsync(() -> again(prepared, signal), core.executor())
                            .thenCompose(second -> attempt(second, call)
                                    .thenApplyAsync(
                                            response -> replies.screen(second.run(), response), core.executor()))
                            .exceptionallyCompose(still -> CompletableFuture.failedFuture(
                                    unwrapped(still) instanceof AskAgainSignal twice
                                            ? refusedTwice(prepared.run(), twice)
                                            : unwrapped(still)));
                });
    }

    /** Sends a request unless the caller has cancelled; a response that arrives after that is closed at once. */
    private CompletableFuture<HttpResponse> attempt(PreparedCall prepared, AsyncCall call) {
        if (!call.start(prepared.run())) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        CompletableFuture<HttpResponse> attempt;
        try {
            attempt = call.leg.executeAsync(prepared, call.options, core.executor());
        } catch (RuntimeException e) {
            attempt = CompletableFuture.failedFuture(e);
        }
        call.underway(attempt);
        return attempt.handle((response, failure) -> {
            boolean cancelled = call.result.isCancelled();
            if (failure != null) {
                prepared.run().end(cancelled ? Ending.CANCELLED : Ending.FAILED);
                throw new CompletionException(unwrapped(failure));
            }
            if (cancelled) {
                response.close();
                throw new CancellationException();
            }
            return call.leg.watched(response);
        });
    }

    /** One asynchronous call: what the caller holds, and what to give up if the caller cancels it. */
    private final class AsyncCall {
        private final ProviderWay.Leg leg;
        private final RequestOptions options;
        private final CompletableFuture<HttpResponse> result = new CompletableFuture<>();

        /** Guarded by this. */
        private @Nullable ExchangeRun run;

        private @Nullable CompletableFuture<HttpResponse> attempt;

        AsyncCall(ProviderWay.Leg leg, RequestOptions options) {
            this.leg = leg;
            this.options = options;
        }

        /** Remembers the exchange; false, and the exchange has ended, if the caller has cancelled. */
        boolean start(ExchangeRun exchange) {
            synchronized (this) {
                run = exchange;
            }
            if (result.isCancelled()) {
                exchange.end(Ending.CANCELLED);
                return false;
            }
            return true;
        }

        void underway(CompletableFuture<HttpResponse> future) {
            synchronized (this) {
                attempt = future;
            }
            if (result.isCancelled()) {
                cancel();
            }
        }

        /**
         * Ends the exchange and gives up the attempt. The SDK's retries hand out a future of their own whose cancelling
         * stops nothing and loses the response; there the response is closed when it arrives.
         */
        void cancel() {
            ExchangeRun exchange;
            CompletableFuture<HttpResponse> future;
            synchronized (this) {
                exchange = run;
                future = attempt;
            }
            // Where the reply has arrived, stages may be at work on it: they end the exchange.
            if (exchange == null || future == null || future.isDone()) {
                return;
            }
            exchange.end(Ending.CANCELLED);
            if (leg.canCancel() || !(delegate instanceof RetryingHttpClient)) {
                future.cancel(true);
            }
        }
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
