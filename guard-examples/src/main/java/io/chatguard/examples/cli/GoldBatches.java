package io.chatguard.examples.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a gold file and files of predictions side by side: the n-th line of each that is not blank belongs together.
 * Not thread-safe.
 */
final class GoldBatches implements Conveyor.Source<GoldBatches.Batch> {
    private static final int ENOUGH_BYTES = 1 << 18;

    private final Lines gold;
    private final List<Lines> predicted;

    GoldBatches(Lines gold, List<Lines> predicted) {
        this.gold = gold;
        this.predicted = List.copyOf(predicted);
    }

    /** Lines of the gold file, each with its lines of the files of predictions, in the order of those. */
    record Batch(List<Pair> pairs, long bytes) {
        @Override
        public String toString() {
            return "Batch[" + pairs.size() + "]";
        }
    }

    /** A line of the gold file and what was predicted for it. */
    record Pair(Lines.Line gold, List<Lines.Line> predicted) {}

    @Override
    public Optional<Batch> next() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        long bytes = 0;
        while (bytes < ENOUGH_BYTES) {
            Optional<Lines.Line> line = nextRecord(gold);
            if (line.isEmpty()) {
                checkEnds();
                break;
            }
            bytes += line.get().bytes().length;
            List<Lines.Line> own = new ArrayList<>(predicted.size());
            for (Lines lines : predicted) {
                Lines.Line next = nextRecord(lines).orElseThrow(() -> uneven(lines, line.get()));
                bytes += next.bytes().length;
                own.add(next);
            }
            pairs.add(new Pair(line.get(), own));
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(new Batch(pairs, bytes));
    }

    private static Optional<Lines.Line> nextRecord(Lines lines) throws IOException {
        Optional<Lines.Line> line = lines.next();
        while (line.isPresent() && isBlank(line.get().bytes())) {
            line = lines.next();
        }
        return line;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    private void checkEnds() throws IOException {
        for (Lines lines : predicted) {
            Optional<Lines.Line> more = nextRecord(lines);
            if (more.isPresent()) {
                throw uneven(
                        "the gold file ends before the predictions",
                        lines.place(more.get().number()));
            }
        }
    }

    private CliFailure uneven(Lines predictions, Lines.Line line) {
        return uneven(
                "the predictions end before the gold file", predictions.name() + ", for " + gold.place(line.number()));
    }

    private static CliFailure uneven(String summary, String place) {
        return CliFailure.of(
                summary,
                place,
                "evaluate/lines",
                "give one line of predictions for each line of the gold file, in its order");
    }
}
