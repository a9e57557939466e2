package io.chatguard.examples.cli;

import io.chatguard.GuardException;
import io.chatguard.redact.Redaction;
import io.chatguard.spi.Content;
import io.chatguard.spi.Interceptor;
import io.chatguard.spi.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Sends a file through a redaction, batch by batch: memory holds one batch and the vault. */
final class FileRun {

    /** What is done with a batch. */
    enum Way {
        REDACT,
        RESTORE
    }

    /** Something that must be done after the last batch and before the result appears. */
    @FunctionalInterface
    interface BeforeResult {
        void run() throws IOException;
    }

    private final Redaction redaction;
    private final FileExchange exchange;
    private final Way way;

    FileRun(Redaction redaction, FileExchange exchange, Way way) {
        this.redaction = redaction;
        this.exchange = exchange;
        this.way = way;
    }

    void run(TextOptions options, Surroundings surroundings, BeforeResult before) throws IOException {
        String task = way == Way.REDACT ? "redact" : "restore";
        try (InputStream in = options.files().open(surroundings);
                Output out = options.files().output(surroundings);
                Progress progress = Progress.of(task, options.files().size(), surroundings.err())) {
            Batches batches = options.batches(in);
            for (Optional<Batch> next = batches.next(); next.isPresent(); next = batches.next()) {
                Batch batch = next.get();
                out.write(batch.with(screened(batch)));
                progress.done(batch.bytes());
            }
            before.run();
            out.finish();
        }
    }

    private List<String> screened(Batch batch) {
        try {
            return screened(batch.parts());
        } catch (GuardException e) {
            // Nothing was stored, so the same text can be asked about again, line by line this time.
            throw e.reason() == GuardException.Reason.BLOCKED ? CliFailure.of(blockedLine(batch, e)) : CliFailure.of(e);
        }
    }

    private GuardException blockedLine(Batch batch, GuardException whole) {
        try {
            screened(batch.lines());
            return whole;
        } catch (GuardException line) {
            return line;
        }
    }

    private List<String> screened(List<Batch.Part> parts) {
        TextContent content = TextContent.of(parts);
        Interceptor.Call call = redaction.open(exchange);
        Content result = way == Way.REDACT ? call.onRequest(content) : call.onReply(content);
        return result.segments().stream().map(Segment::text).toList();
    }
}
