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
    private final long limit;
    private final byte[] chunk = new byte[CHUNK];

    /** Held by who screens a line or ends the exchange, so that a close does not end it under a stage. */
    private final ReentrantLock stages = new ReentrantLock();

    private volatile boolean closed;

    /** Of the reading thread. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private boolean passing;
    private boolean visible;

    LinesReply(InputStream upstream, ExchangeRun run, Policy policy) {
        this.upstream = upstream;
        this.run = run;
        this.lines = new ReplyLines(run, policy);
        this.limit = policy.maxReplyBytes();
    }

    @Override
    protected void advance() throws IOException {
        int n;
        try {
            n = upstream.read(chunk);
        } catch (IOException | RuntimeException e) {
            end(Ending.FAILED);
            throw e;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(n, 0) + line.size());
        stages.lock();
        try {
            if (closed) {
                ended = true;
            } else if (n < 0) {
                ended = true;
                if (passing || line.size() > 0) {
                    finish(out);
                }
                lines.tell();
                run.end(Ending.COMPLETED);
            } else {
                split(n, out);
            }
        } catch (RuntimeException e) {
            failure = stopped(e, shown || out.size() > 0);
        } finally {
            stages.unlock();
        }
        provide(out.toByteArray());
    }

    private void split(int n, ByteArrayOutputStream out) {
        int from = 0;
        while (from < n) {
            int to = from;
            while (to < n && chunk[to] != '\n') {
                to++;
            }
            part(from, to, out);
            if (to < n) {
                finish(out);
                out.write('\n');
            }
            from = to + 1;
        }
    }

    /** Takes a part of a line in, or lets it pass if the line cannot be screened. */
    private void part(int from, int to, ByteArrayOutputStream out) {
        for (int i = from; i < to && !visible; i++) {
            if (!isBlank(chunk[i])) {
                visible = true;
                passing = chunk[i] != '{' && chunk[i] != '[';
            }
        }
        passing |= line.size() + (long) (to - from) > limit;
        if (passing) {
            out.write(line.toByteArray(), 0, line.size());
            line.reset();
            out.write(chunk, from, to - from);
        } else {
            line.write(chunk, from, to - from);
        }
    }

    /** The line is over. */
    private void finish(ByteArrayOutputStream out) {
        if (passing) {
            lines.passed();
        } else if (visible) {
            byte[] bytes = lines.screened(line.toByteArray());
            out.write(bytes, 0, bytes.length);
        } else {
            lines.empty();
            out.write(line.toByteArray(), 0, line.size());
        }
        line.reset();
        passing = false;
        visible = false;
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
