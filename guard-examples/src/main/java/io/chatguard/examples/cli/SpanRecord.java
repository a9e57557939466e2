package io.chatguard.examples.cli;

import io.chatguard.examples.cli.score.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A line of a gold file or of predictions, as it was read: what its spans count is not known yet.
 *
 * @param text its {@code text}, if it has one
 * @param spans its {@code spans}, none if they are null; empty if it has no such member
 */
record SpanRecord(Optional<String> text, Optional<List<Raw>> spans) {

    /**
     * A span as it was read.
     *
     * @param score its score, 1 if it has none
     */
    record Raw(int start, int end, String label, double score) {}

    /** The spans in code points of a text, if all lie in it. */
    static Optional<List<Span>> within(String text, List<Raw> raw, Offsets offsets) {
        if (raw.isEmpty()) {
            return Optional.of(List.of());
        }
        int length = offsets.count(text, 0, text.length());
        IntUnaryOperator codePoints = offsets.toCodePoints(text);
        List<Span> spans = new ArrayList<>(raw.size());
        for (Raw span : raw) {
            if (span.start() < 0 || span.end() < span.start() || span.end() > length) {
                return Optional.empty();
            }
            spans.add(new Span(codePoints.applyAsInt(span.start()), codePoints.applyAsInt(span.end()), span.label()));
        }
        return Optional.of(spans);
    }

    @Override
    public String toString() {
        return "SpanRecord";
    }
}
