package io.chatguard.internal.openai;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import io.chatguard.internal.resilience.KillSwitch;
import io.chatguard.internal.resilience.Reply;
import io.chatguard.internal.resilience.ResilientCall;
import io.chatguard.internal.resilience.Stops;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A provider's response that knows when its I/O is over, and asks the kill switch and the call's deadline at each chunk.
 *
 * <p>One thread reads; any thread may close. A transport's body must not be closed under its reader, so a close in the
 * middle of a read is done by the reader when that read returns; the transport's own timeout, which is the call's
 * deadline, sees to it that it does.
 */
final class ProviderReply implements HttpResponse, Reply {

    /** Enough for an error object. */
    private static final int MOST_OF_AN_ERROR = 64 << 10;

    private final HttpResponse origin;
    private final KillSwitch killSwitch;
    private final @Nullable ResilientCall call;
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private final CompletableFuture<Long> modelTokens = new CompletableFuture<>();
    private final boolean stream;

    private final ReentrantLock lock = new ReentrantLock();
    private InputStream body;
    private volatile @Nullable WholeBody whole;
    private volatile boolean broken;
    private boolean reading;
    private boolean closed;
    private boolean atEnd;

    /** @param call the call whose deadline holds; null where the client's own timeouts do */
    ProviderReply(HttpResponse origin, KillSwitch killSwitch, @Nullable ResilientCall call) {
        this.origin = origin;
        this.killSwitch = killSwitch;
        this.call = call;
        this.stream =
                !header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith("application/json");
        this.body = new Body(origin.body());
    }

    @Override
    public int status() {
        return origin.statusCode();
    }

    @Override
    public int statusCode() {
        return origin.statusCode();
    }

    @Override
    public Headers headers() {
        return origin.headers();
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public Optional<String> header(String name) {
        List<String> values = origin.headers().values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Reads the error object, and keeps what it has read for the caller. */
    @Override
    public boolean isOutOfQuota() {
        if (status() != 429) {
            return false;
        }
        InputStream rest = body;
        byte[] start;
        try {
            start = rest.readNBytes(MOST_OF_AN_ERROR);
        } catch (IOException | RuntimeException e) {
            return false; // the caller meets the same failure when it reads on
        }
        body = new SequenceInputStream(new ByteArrayInputStream(start), rest);
        return ErrorObject.isOutOfQuota(start, header("Content-Encoding").orElse(""));
    }

    @Override
    public boolean isStream() {
        return stream;
    }

    @Override
    public CompletionStage<End> ended() {
        return ended;
    }

    @Override
    public CompletionStage<Long> modelTokens() {
        return modelTokens;
    }

    /** The reply says how many model tokens it cost. */
    void cost(long tokens) {
        modelTokens.complete(tokens);
    }

    @Override
    public boolean isBroken() {
        return broken;
    }

    /**
     * Reads it whole and frees its connection; what is wrong with it counts as illness of the provider.
     *
     * @param limit how many bytes it may have
     */
    void readWhole(long limit) {
        WholeBody read = WholeBody.read(this, limit);
        whole = read;
        broken = read.isBroken();
        read.modelTokens().ifPresent(this::cost);
        if (!read.isWell()) {
            broken();
        }
        close();
    }

    /** What was read, once; it is read now if it was not. */
    WholeBody takeWhole(long limit) {
        if (whole == null) {
            readWhole(limit);
        }
        WholeBody read = Objects.requireNonNull(whole);
        whole = null; // not to be held for as long as the caller holds the response
        return read;
    }

    /** For who passes on what was read before: throws if the kill switch is thrown or the call's time is over. */
    void check() {
        killSwitch.check();
        if (isOutOfTime()) {
            throw Stops.deadline();
        }
    }

    private boolean isOutOfTime() {
        return call != null && call.isOver();
    }

    /** The reply was not what it should be, though its bytes arrived. */
    void broken() {
        ended.complete(End.BROKEN);
    }

    @Override
    public void discard() {
        close();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (reading) {
                return;
            }
        } finally {
            lock.unlock();
        }
        free();
    }

    private void free() {
        try {
            origin.close();
        } finally {
            ended.complete(atEnd ? End.COMPLETE : End.DISCARDED);
        }
    }

    /** The provider's body, watched. */
    private final class Body extends InputStream {
        private final InputStream in;

        Body(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (!enter()) {
                if (isOutOfTime()) {
                    throw Stops.deadline();
                }
                throw new IOException("the reply is closed");
            }
            int n;
            try {
                n = in.read(target, offset, length);
            } catch (IOException | RuntimeException e) {
                ended.complete(End.BROKEN);
                leave(false);
                if (isOutOfTime()) {
                    throw Stops.deadline();
                }
                throw e;
            }
            leave(n < 0);
            killSwitch.check();
            if (n >= 0 && isOutOfTime()) {
                throw Stops.deadline();
            }
            return n;
        }

        /** So that who reads can tell whether a read would wait. */
        @Override
        public int available() throws IOException {
            return isClosed() ? 0 : in.available();
        }

        private boolean isClosed() {
            lock.lock();
            try {
                return closed;
            } finally {
                lock.unlock();
            }
        }

        private boolean enter() {
            lock.lock();
            try {
                reading = !closed;
                return reading;
            } finally {
                lock.unlock();
            }
        }

        private void leave(boolean over) {
            boolean mine;
            lock.lock();
            try {
                reading = false;
                atEnd |= over;
                mine = closed;
            } finally {
                lock.unlock();
            }
            if (mine) {
                free();
            } else if (over && (stream || status() >= 300)) {
                ended.complete(End.COMPLETE);
            }
        }

        @Override
        public void close() throws IOException {
            lock.lock();
            try {
                if (reading || closed) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            in.close();
        }
    }
}
