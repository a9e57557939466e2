package io.chatguard.internal.openai;

import com.openai.core.http.HttpResponse;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.internal.chain.AskAgainSignal;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.internal.json.SseRewriter;
import io.chatguard.internal.json.StreamRefused;
import io.chatguard.spi.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a streamed reply as the caller reads it: short reads, no read-ahead, so that what the provider sent can
 * be seen as soon as it is decided.
 *
 * <p>One thread reads; any thread may close. A transport's body must not be closed under its reader (OkHttp throws
 * then), so a close meets one of two cases: nobody reads, and the connection is freed at once; or somebody does, and
 * the reader frees it when the provider's next byte, end or timeout arrives.
 */
final class StreamedReply extends InputStream {

    private static final int CHUNK = 8 << 10;

    private final InputStream upstream;
    private final HttpResponse origin;
    private final ExchangeRun run;
    private final ReplyEvents events;
    private final SseRewriter rewriter;
    private final byte[] chunk = new byte[CHUNK];
    private final Object lock = new Object();

    private byte[] ready = new byte[0];
    private int at;
    private boolean ended;
    private boolean shown;
    private @Nullable RuntimeException failure;
    private boolean reading;
    private boolean closed;

    StreamedReply(InputStream upstream, HttpResponse origin, ExchangeRun run, Policy policy) {
        this.upstream = upstream;
        this.origin = origin;
        this.run = run;
        this.events = new ReplyEvents(run, policy);
        this.rewriter = SseRewriter.of(events);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!enter()) {
            return -1;
        }
        try {
            while (at == ready.length) {
                if (failure != null) {
                    throw failure;
                }
                if (ended || isClosed()) {
                    return -1;
                }
                advance();
            }
            int n = Math.min(length, ready.length - at);
            System.arraycopy(ready, at, target, offset, n);
            at += n;
            shown = true;
            return n;
        } finally {
            leave();
        }
    }

    private void advance() throws IOException {
        int n;
        try {
            n = upstream.read(chunk);
        } catch (IOException | RuntimeException e) {
            run.end(isClosed() ? Ending.CANCELLED : Ending.FAILED);
            if (isClosed()) {
                ended = true;
                return;
            }
            throw e;
        }
        if (isClosed()) {
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(n < 0 ? 0 : n + 64);
        try {
            if (n < 0) {
                ended = true;
                rewriter.finish((bytes, offset, length) -> out.write(bytes, offset, length));
                finishExchange();
            } else {
                rewriter.feed(chunk, 0, n, (bytes, offset, length) -> out.write(bytes, offset, length));
            }
        } catch (RuntimeException e) {
            failure = stopped(e, shown || out.size() > 0);
        }
        ready = out.toByteArray();
        at = 0;
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

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private boolean enter() {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            reading = true;
            return true;
        }
    }

    private void leave() {
        boolean free;
        synchronized (lock) {
            reading = false;
            free = closed;
        }
        if (free) {
            free();
        }
    }

    @Override
    public void close() {
        boolean free;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            free = !reading;
        }
        run.end(events.isComplete() ? Ending.COMPLETED : Ending.CANCELLED);
        if (free) {
            free();
        }
    }

    private void free() {
        try {
            upstream.close();
        } catch (IOException e) {
            // The connection is given up; closing the response frees it.
        }
        origin.close();
    }
}
