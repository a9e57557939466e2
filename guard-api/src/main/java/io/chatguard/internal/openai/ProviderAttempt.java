package io.chatguard.internal.openai;

import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIRetryableException;
import io.chatguard.internal.resilience.Attempt;
import io.chatguard.internal.resilience.Reply;
import io.chatguard.spi.Event;
import io.chatguard.spi.Facts;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends a screened request through the client's own transport.
 *
 * <p>What gives an attempt's connection up is the transport's own timeout, which is set to the attempt's time for each
 * sending: the SDK's layers in between hand out futures whose cancelling reaches no connection. It fires a moment after
 * ours, so that the call's end has our words. A blocked thread is interrupted as well, which virtual threads and some
 * transports answer at once; a body that is being read is closed at its next byte.
 */
final class ProviderAttempt implements Attempt {

    private static final String RETRY_COUNT = "X-Stainless-Retry-Count";
    private static final String REQUEST_ID = "X-Client-Request-Id";
    private static final Duration GRACE = Duration.ofMillis(20);

    private final ProviderWay.Leg leg;
    private final PreparedCall call;
    private final RequestOptions options;
    private final Executor executor;
    private final BiFunction<HttpRequest, RequestOptions, CompletableFuture<HttpResponse>> transport;

    /** The provider has said that it did what was asked; if the rest of its answer is lost, it would do it again. */
    private volatile boolean done;

    ProviderAttempt(
            ProviderWay.Leg leg,
            PreparedCall call,
            RequestOptions options,
            Executor executor,
            BiFunction<HttpRequest, RequestOptions, CompletableFuture<HttpResponse>> transport) {
        this.leg = leg;
        this.call = call;
        this.options = options;
        this.executor = executor;
        this.transport = transport;
    }

    @Override
    public Sending prepare(Turn turn) {
        return new OnTheWay(turn);
    }

    private final class OnTheWay implements Sending {
        private final Turn turn;
        private final ReentrantLock lock = new ReentrantLock();
        private boolean aborted;
        private @Nullable Thread sender;
        private @Nullable ProviderReply arrived;

        OnTheWay(Turn turn) {
            this.turn = turn;
        }

        @Override
        public CompletionStage<? extends Reply> start() {
            if (!enter()) {
                return CompletableFuture.failedFuture(new IOException("given up before it was sent"));
            }
            CompletableFuture<HttpResponse> response;
            try {
                response = transport.apply(labelled(turn), timed(turn));
            } catch (RuntimeException | Error e) {
                response = CompletableFuture.failedFuture(e);
            } finally {
                leave();
            }
            return response.thenApply(leg::watched).thenCompose(this::whole);
        }

        /**
         * A whole reply is read as a part of its attempt, so that one that breaks off can be asked for again: nothing of
         * it has reached anybody.
         */
        private CompletionStage<ProviderReply> whole(ProviderReply reply) {
            if (!WholeBody.isIn(reply, call.run().facts())) {
                return CompletableFuture.completedFuture(reply);
            }
            done = true;
            try {
                return CompletableFuture.supplyAsync(() -> read(reply), executor);
            } catch (RejectedExecutionException e) {
                reply.close();
                throw e;
            }
        }

        private ProviderReply read(ProviderReply reply) {
            arrives(reply);
            try {
                if (enter()) {
                    reply.readWhole(call.run().policy().maxReplyBytes());
                }
                return reply;
            } finally {
                leave();
                reply.close();
            }
        }

        @Override
        public void abort() {
            ProviderReply reply;
            lock.lock();
            try {
                aborted = true;
                if (sender != null) {
                    sender.interrupt();
                }
                reply = arrived;
            } finally {
                lock.unlock();
            }
            if (reply != null) {
                reply.discard();
            }
        }

        private void arrives(ProviderReply reply) {
            lock.lock();
            try {
                arrived = reply;
            } finally {
                lock.unlock();
            }
        }

        private boolean enter() {
            lock.lock();
            try {
                sender = Thread.currentThread();
                return !aborted;
            } finally {
                lock.unlock();
            }
        }

        /** The interrupt of an abort was for this sending; what the thread does next must not see it. */
        private void leave() {
            lock.lock();
            try {
                sender = null;
                if (aborted) {
                    Thread.interrupted();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** All sendings of a call bear one id; the provider is told their number where the client would tell it. */
    private HttpRequest labelled(Turn turn) {
        HttpRequest.Builder labelled = call.request().toBuilder();
        if (call.request().headers().values(REQUEST_ID).isEmpty()) {
            labelled.putHeader(REQUEST_ID, call.run().id());
        }
        if (leg.tellsRetries()) {
            labelled.replaceHeaders(RETRY_COUNT, String.valueOf(turn.number() - 1));
        }
        return labelled.build();
    }

    /** The client's timeouts, none longer than the turn. A stream may go on after its start until the deadline. */
    private RequestOptions timed(Turn turn) {
        Timeout own = options.getTimeout() == null ? Timeout.builder().build() : options.getTimeout();
        boolean streamed = call.run().facts().transfer() == Facts.Transfer.STREAMED;
        Duration attempt = Duration.ofNanos(turn.nanos()).plus(GRACE);
        Duration whole = streamed ? Duration.ofNanos(turn.callNanos()).plus(GRACE) : attempt;
        Timeout timeout = Timeout.builder()
                .connect(shorter(own.connect(), attempt))
                .read(shorter(own.read(), attempt))
                .write(shorter(own.write(), attempt))
                .request(shorter(own.request(), whole))
                .build();
        return RequestOptions.builder().timeout(timeout).build().applyDefaults(options);
    }

    /** Zero means none to the transport, and so does what is more milliseconds than an int holds. */
    private static Duration shorter(Duration own, Duration limit) {
        Duration most = Duration.ofMillis(Integer.MAX_VALUE);
        Duration shorter = own.isZero() || own.compareTo(limit) > 0 ? limit : own;
        return shorter.compareTo(most) > 0 ? most : shorter;
    }

    @Override
    public long estimatedModelTokens() {
        return leg.estimatedModelTokens(call.request());
    }

    @Override
    public boolean isRepeatable() {
        HttpRequestBody body = call.request().body();
        return (body == null || body.repeatable())
                && (!done || Repetition.isHarmless(call.request(), call.run().facts()));
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof OpenAIIoException
                || failure instanceof OpenAIRetryableException;
    }

    @Override
    public void ended(Turn turn, Outcome outcome) {
        call.run().record(new Event.Attempted(turn.number(), sending(outcome.kind()), outcome.status()));
    }

    private static Event.Sending sending(Outcome.Kind kind) {
        return switch (kind) {
            case REPLIED -> Event.Sending.REPLIED;
            case BROKEN -> Event.Sending.BROKEN;
            case IO_FAILED -> Event.Sending.IO_FAILED;
            case TIMED_OUT -> Event.Sending.TIMED_OUT;
            case GIVEN_UP -> Event.Sending.GIVEN_UP;
        };
    }
}
