package io.chatguard.internal.openai;

import com.openai.core.http.HttpResponse;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.internal.chain.AskAgainSignal;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.chain.WaitingThreads;
import io.chatguard.internal.json.SseRewriter;
import io.chatguard.internal.json.StreamRefused;
import io.chatguard.spi.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a streamed reply as the caller reads it: short reads that wait for nothing more, so that what the
 * provider sent can be seen as soon as it is decided.
 *
 * <p>One thread reads; any thread may close. A close returns at once, and a reader that waits for the provider sees the
 * end at once; {@link Upstream} says when the provider's side ends.
 */
final class StreamedReply extends ScreenedBody {

    private final Upstream upstream;
    private final HttpResponse origin;
    private final ExchangeRun run;
    private final ReplyEvents events;
    private final SseRewriter rewriter;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock: the stages are at work on the reading thread; the caller wants no more. */
    private boolean working;

    private boolean closed;

    StreamedReply(InputStream upstream, HttpResponse origin, ExchangeRun run, Policy policy) {
        this.upstream = new Upstream(upstream, origin, WaitingThreads.forUpstream());
        this.origin = origin;
        this.run = run;
        this.events = new ReplyEvents(run, policy, this::cost);
        this.rewriter = SseRewriter.of(events);
    }

    /** The stream says how many model tokens it has cost. */
    private void cost(long tokens) {
        if (origin instanceof ProviderReply reply) {
            reply.cost(tokens);
        }
    }

    @Override
    protected void advance() throws IOException {
        int n;
        try {
            n = upstream.read();
            if (n > 0 && origin instanceof ProviderReply reply) {
                reply.check();
            }
        } catch (GuardException e) {
            // The kill switch or the call's deadline.
            run.end(Ending.FAILED);
            upstream.close();
            failure = shown ? e.withPartialReply() : e;
            throw failure;
        } catch (IOException | RuntimeException e) {
            // A transport's timeout is an InterruptedIOException as well.
            boolean interrupted = e instanceof InterruptedIOException
                    && Thread.currentThread().isInterrupted();
            run.end(interrupted ? Ending.CANCELLED : Ending.FAILED);
            upstream.close();
            throw e;
        }
        if (n == Upstream.CLOSED || !begin()) {
            ended = true;
            return;
        }
        try {
            screen(n);
        } finally {
            settle();
        }
        if (failure != null || ended) {
            upstream.close();
        }
    }

    private void screen(int n) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(n < 0 ? 0 : n + 64);
        try {
            if (n < 0) {
                ended = true;
                rewriter.finish((bytes, offset, length) -> out.write(bytes, offset, length));
                finishExchange();
            } else {
                rewriter.feed(upstream.chunk(), 0, n, (bytes, offset, length) -> out.write(bytes, offset, length));
            }
        } catch (RuntimeException e) {
            failure = stopped(e, shown || out.size() > 0);
        }
        provide(out.toByteArray());
    }

    private void finishExchange() {
        if (events.isComplete()) {
            run.end(Ending.COMPLETED);
        } else {
            run.end(Ending.TRUNCATED);
            throw Refusals.truncated();
        }
    }

    private RuntimeException stopped(RuntimeException e, boolean partial) {
        if (e instanceof GuardException g) {
            run.end(g.reason() == Reason.BLOCKED ? Ending.BLOCKED : Ending.FAILED);
            return partial ? g.withPartialReply() : g;
        }
        if (e instanceof AskAgainSignal signal) {
            GuardException refused = signal.refused(run).withPartialReply();
            run.end(Ending.BLOCKED);
            return refused;
        }
        run.end(Ending.FAILED);
        if (e instanceof StreamRefused refused) {
            return GuardException.of(
                            Reason.REPLY_REFUSED, "the reply's stream cannot be screened: " + refused.getMessage())
                    .rule("stream/event-size")
                    .afterPartialReply()
                    .build();
        }
        return GuardException.of(Reason.STAGE_FAILED, "the reply's stream could not be screened")
                .origin(e)
                .afterPartialReply()
                .build();
    }

    @Override
    protected boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the stages may go to work; from here to {@link #settle} a close leaves the exchange's end to us. */
    private boolean begin() {
        lock.lock();
        try {
            working = !closed;
            return working;
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        boolean over;
        lock.lock();
        try {
            working = false;
            over = closed;
        } finally {
            lock.unlock();
        }
        if (over) {
            end();
        }
    }

    @Override
    public void close() {
        boolean over;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            over = !working;
        } finally {
            lock.unlock();
        }
        upstream.close();
        if (over) {
            end();
        }
    }

    private void end() {
        run.end(events.isComplete() ? Ending.COMPLETED : Ending.CANCELLED);
    }
}
