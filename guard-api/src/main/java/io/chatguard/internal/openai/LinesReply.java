package io.chatguard.internal.openai;

import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Policy;
import io.chatguard.internal.chain.AskAgainSignal;
import io.chatguard.internal.chain.ExchangeRun;
import io.chatguard.spi.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file as the caller reads it: the results of a batch are JSON lines, one reply each, and are screened line by line as
 * they pass; lines that are no JSON pass as they are, and so does every other file.
 *
 * <p>At most one line is held, and none that cannot be JSON by its first character or is longer than a reply may be. One
 * thread reads; any thread may close.
 */
final class LinesReply extends ScreenedBody {

    private static final int CHUNK = 8 << 10;

    private final InputStream upstream;
    private final ExchangeRun run;
    private final ReplyLines lines;
    private final byte[] chunk = new byte[CHUNK];

    /** Held by who screens a line or ends the exchange, so that a close does not end it under a stage. */
    private final ReentrantLock stages = new ReentrantLock();

    private volatile boolean closed;

    /** Of the reading thread. */
    private final BoundedBuffer line;

    /** Small pieces that go out together. */
    private final ByteArrayOutputStream small = new ByteArrayOutputStream();

    private boolean passing;
    private boolean visible;

    LinesReply(InputStream upstream, ExchangeRun run, Policy policy) {
        this.upstream = upstream;
        this.run = run;
        this.lines = new ReplyLines(run, policy);
        this.line = new BoundedBuffer(policy.maxReplyBytes());
    }

    @Override
    protected void advance() throws IOException {
        int n;
        try {
            n = upstream.read(chunk);
        } catch (GuardException e) {
            // The kill switch or the call's deadline.
            end(Ending.FAILED);
            throw isShown() ? e.withPartialReply() : e;
        } catch (IOException | RuntimeException e) {
            end(Ending.FAILED);
            throw e;
        }
        stages.lock();
        try {
            if (closed) {
                ended = true;
            } else if (n < 0) {
                ended = true;
                if (passing || line.size() > 0) {
                    finish();
                }
                lines.tell();
                run.end(Ending.COMPLETED);
            } else {
                split(n);
            }
        } catch (RuntimeException e) {
            flush();
            failure = stopped(e, isShown());
        } finally {
            stages.unlock();
        }
        flush();
    }

    private void split(int n) {
        int from = 0;
        while (from < n) {
            int to = from;
            while (to < n && chunk[to] != '\n') {
                to++;
            }
            part(from, to);
            if (to < n) {
                finish();
                small.write('\n');
            }
            from = to + 1;
        }
    }

    /** Takes a part of a line in, or lets it pass if the line cannot be screened. */
    private void part(int from, int to) {
        for (int i = from; i < to && !visible; i++) {
            if (!isBlank(chunk[i])) {
                visible = true;
                passing = chunk[i] != '{' && chunk[i] != '[';
            }
        }
        passing |= line.overflows(to - from);
        if (passing) {
            line.takePieces().forEach(this::give);
            small.write(chunk, from, to - from);
        } else {
            line.write(chunk, from, to - from);
        }
    }

    /** The line is over. */
    private void finish() {
        if (passing) {
            lines.passed();
        } else if (visible) {
            give(lines.screened(line.take()));
        } else {
            lines.empty();
            line.takePieces().forEach(this::give);
        }
        passing = false;
        visible = false;
    }

    private void give(byte[] bytes) {
        if (bytes.length < CHUNK) {
            small.writeBytes(bytes);
        } else {
            flush();
            provide(bytes);
        }
    }

    private void flush() {
        if (small.size() > 0) {
            provide(small.toByteArray());
            small.reset();
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private RuntimeException stopped(RuntimeException e, boolean partial) {
        lines.tell();
        GuardException refused;
        if (e instanceof GuardException g) {
            refused = g;
        } else if (e instanceof AskAgainSignal signal) {
            refused = signal.refused(run);
        } else {
            refused = GuardException.of(Reason.STAGE_FAILED, "the file's lines could not be screened")
                    .origin(e)
                    .build();
        }
        run.end(refused.reason() == Reason.BLOCKED ? Ending.BLOCKED : Ending.FAILED);
        return partial ? refused.withPartialReply() : refused;
    }

    private void end(Ending ending) {
        stages.lock();
        try {
            if (!run.isEnded()) {
                lines.tell();
                run.end(ending);
            }
        } finally {
            stages.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try (upstream) {
            end(Ending.CANCELLED);
        }
    }
}
