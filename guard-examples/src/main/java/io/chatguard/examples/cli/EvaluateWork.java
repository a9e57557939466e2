package io.chatguard.examples.cli;

import io.chatguard.examples.cli.Recognition.Found;
import io.chatguard.examples.cli.score.Score;
import io.chatguard.examples.cli.score.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Scores batches of a gold file, for one or more sources of predictions. Thread-safe. */
final class EvaluateWork implements Conveyor.Work<GoldBatches.Batch, EvaluateWork.Done> {

    /**
     * What is counted.
     *
     * @param labels the predicted labels that count; all, if empty
     * @param minScore predictions of a lower score do not count
     */
    record Terms(Set<String> labels, double minScore, Offsets offsets) {}

    private final Lines gold;
    private final List<Lines> files;
    private final List<Predictions> predictions;
    private final SpanRecords records;
    private final Terms terms;
    private final Supplier<Score> scores;

    /**
     * Scores with these.
     *
     * @param gold decodes lines of the gold file
     * @param files decode lines of the files of predictions
     * @param scores makes a score that has counted nothing
     */
    EvaluateWork(
            Lines gold,
            List<Lines> files,
            List<Predictions> predictions,
            SpanRecords records,
            Terms terms,
            Supplier<Score> scores) {
        this.gold = gold;
        this.files = List.copyOf(files);
        this.predictions = List.copyOf(predictions);
        this.records = records;
        this.terms = terms;
        this.scores = scores;
    }

    /** A score for each source of predictions. */
    record Done(List<Score> scores, long bytes) {}

    @Override
    public Done done(GoldBatches.Batch batch) throws IOException {
        List<Score> counted = new ArrayList<>();
        predictions.forEach(source -> counted.add(scores.get()));
        for (GoldBatches.Pair pair : batch.pairs()) {
            String place = gold.place(pair.gold().number());
            SpanRecord record = records.read(gold.decode(pair.gold()), place);
            String text = record.text()
                    .orElseThrow(() -> CliFailure.of(
                            "no string of the name text",
                            place,
                            "jsonl/field",
                            "give each line a member \"text\" that is a string"));
            List<Span> spans = within(text, record.spans().orElse(List.of()), place);
            for (int i = 0; i < counted.size(); i++) {
                counted.get(i).text(text, spans, predicted(predictions.get(i), pair, text));
            }
        }
        return new Done(counted, batch.bytes());
    }

    private List<Span> predicted(Predictions source, GoldBatches.Pair pair, String text) throws IOException {
        if (source instanceof Predictions.Recognised recognised) {
            return recognised(recognised.recognition().in(text), text);
        }
        int file = ((Predictions.Lines) source).file();
        Lines.Line line = pair.predicted().get(file);
        String place = files.get(file).place(line.number());
        SpanRecord record = records.read(files.get(file).decode(line), place);
        List<SpanRecord.Raw> spans = record.spans()
                .orElseThrow(() -> CliFailure.of(
                        "no spans",
                        place,
                        "evaluate/spans",
                        "give each line of predictions a member \"spans\", an empty list where nothing was found"));
        boolean all = spans.stream().allMatch(this::counts);
        return within(text, all ? spans : spans.stream().filter(this::counts).toList(), place);
    }

    private boolean counts(SpanRecord.Raw span) {
        return span.score() >= terms.minScore() && counts(span.label());
    }

    private boolean counts(String label) {
        return terms.labels().isEmpty() || terms.labels().contains(label);
    }

    private List<Span> recognised(List<Found> found, String text) {
        if (found.isEmpty()) {
            return List.of();
        }
        IntUnaryOperator codePoints = Offsets.UTF16.toCodePoints(text);
        return found.stream()
                .filter(next -> counts(next.label()))
                .map(next ->
                        new Span(codePoints.applyAsInt(next.start()), codePoints.applyAsInt(next.end()), next.label()))
                .toList();
    }

    private List<Span> within(String text, List<SpanRecord.Raw> spans, String place) {
        return SpanRecord.within(text, spans, terms.offsets())
                .orElseThrow(() -> CliFailure.of(
                        "a span ends after its text",
                        place,
                        "evaluate/spans",
                        "check that the files belong together, and what --offsets counts"));
    }
}
