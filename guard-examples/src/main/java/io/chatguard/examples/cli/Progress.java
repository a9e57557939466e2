package io.chatguard.examples.cli;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error for long input: bytes done; nothing where standard error is no terminal. */
final class Progress implements AutoCloseable {
    /** Shorter input is done before a bar could be read. */
    private static final long LONG_BYTES = 4L << 20;

    private static final long MEBIBYTE = 1L << 20;
    private static final int UPDATE_MILLIS = 200;

    private final Optional<ProgressBar> bar;

    private Progress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /** A bar for so many bytes, of unknown length where that is not known. */
    static Progress of(String task, Optional<Long> bytes, PrintStream err) {
        boolean worthwhile = bytes.isEmpty() || bytes.get() >= LONG_BYTES;
        if (!worthwhile || !Terminal.showsErrors()) {
            return new Progress(Optional.empty());
        }
        return new Progress(Optional.of(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes.orElse(-1L))
                .setUnit(" MiB", MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(err, Terminal.width(System.getenv()) - 1))
                .clearDisplayOnFinish()
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .build()));
    }

    void done(long bytes) {
        bar.ifPresent(b -> b.stepBy(bytes));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
