package io.chatguard.examples.cli;

import io.chatguard.examples.cli.Recognition.Found;
import io.chatguard.examples.cli.ScanPiece.Located;
import io.chatguard.examples.cli.ScanPiece.Scanned;
import io.chatguard.examples.cli.ScanPiece.Trouble;
import io.chatguard.examples.cli.ScanPiece.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what is in a window, and in which line and column. Thread-safe. */
final class ScanWork implements Conveyor.Work<ScanPiece, ScanWork.Done> {
    private final Recognition recognition;

    ScanWork(Recognition recognition) {
        this.recognition = recognition;
    }

    /** Either what was found, or what went wrong. */
    record Done(Optional<Scanned> scanned, Optional<Trouble> trouble) {}

    @Override
    public Done done(ScanPiece piece) {
        if (piece instanceof Trouble trouble) {
            return new Done(Optional.empty(), Optional.of(trouble));
        }
        Window window = (Window) piece;
        try {
            return new Done(Optional.of(scanned(window)), Optional.empty());
        } catch (RuntimeException | StackOverflowError e) {
            // Its message may quote the text.
            String what = "a detector failed with " + e.getClass().getSimpleName();
            return new Done(
                    Optional.empty(), Optional.of(new Trouble(window.source().shown(), what)));
        }
    }

    private Scanned scanned(Window window) {
        List<Located> located = new ArrayList<>(0);
        Place start = new Place(window);
        for (Found found : recognition.in(window.text())) {
            if (found.start() >= window.from() && found.start() < window.to()) {
                start.move(found.start());
                Place end = new Place(start);
                end.move(found.end());
                located.add(new Located(
                        found.label(),
                        found.rule(),
                        found.score(),
                        found.end() - found.start(),
                        start.line,
                        start.column + 1,
                        end.line,
                        end.column + 1));
            }
        }
        return new Scanned(window.source(), located, window.to() - window.from());
    }

    /** A place in a window that moves on. */
    private static final class Place {
        private final String text;
        private int at;
        private long line;
        private int column;

        Place(Window window) {
            this.text = window.text();
            this.line = window.line();
            this.column = window.column();
        }

        Place(Place other) {
            this.text = other.text;
            this.at = other.at;
            this.line = other.line;
            this.column = other.column;
        }

        void move(int to) {
            for (; at < to; at++) {
                column++;
                if (text.charAt(at) == '\n') {
                    line++;
                    column = 0;
                }
            }
        }
    }
}
