package io.chatguard.examples.cli.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts how predicted spans fit the gold spans of many texts, in all and by gold label.
 *
 * <p>A gold span is covered by predicted spans of any label, together. A predicted span is right if it overlaps a gold
 * span of any label; a second count asks for a label that its own stands for. In a label's row are its gold spans, and
 * the predicted spans that stand for it, or that stand for nothing else in the map: one that stands for several labels
 * is in the row of each. Time is linear in the text, and all but linear in the spans. Not thread-safe.
 */
public final class Score {
    private static final Overlaps NONE = Overlaps.of(List.of());

    private final LabelMap labels;
    private final Set<String> asked;
    private final Tally overall = new Tally();
    private final SortedMap<String, Tally> byLabel = new TreeMap<>();
    private long texts;
    private long plain;
    private long leftAlone;

    /**
     * Counts nothing yet.
     *
     * @param asked the gold labels whose recall is counted; all, if empty
     */
    public Score(LabelMap labels, Set<String> asked) {
        this.labels = labels;
        this.asked = Set.copyOf(asked);
    }

    /**
     * Counts a text.
     *
     * @param text what the spans are about; none ends behind it
     */
    public void text(String text, List<Span> gold, List<Span> predicted) {
        texts++;
        if (gold.isEmpty()) {
            plain++;
            leftAlone += predicted.isEmpty() ? 1 : 0;
        }
        recall(text, gold, predicted);
        precision(gold, predicted);
    }

    private void recall(String text, List<Span> gold, List<Span> predicted) {
        List<Span> wanted = asked.isEmpty()
                ? gold
                : gold.stream().filter(span -> asked.contains(span.label())).toList();
        if (wanted.isEmpty()) {
            return;
        }
        Coverage coverage = Coverage.of(text, predicted);
        Set<Long> stretches = new HashSet<>();
        predicted.forEach(span -> stretches.add(stretch(span)));
        for (Span span : wanted) {
            int needed = coverage.needed(span);
            int lacking = coverage.lacking(span);
            boolean exact = stretches.contains(stretch(span));
            overall.gold(needed, lacking, exact);
            row(span.label()).gold(needed, lacking, exact);
        }
    }

    private static long stretch(Span span) {
        return (long) span.start() << 32 | span.end();
    }

    private void precision(List<Span> gold, List<Span> predicted) {
        if (predicted.isEmpty()) {
            return;
        }
        Overlaps any = Overlaps.of(gold);
        Map<String, List<Span>> goldByLabel = new HashMap<>();
        gold.forEach(span -> goldByLabel
                .computeIfAbsent(span.label(), label -> new ArrayList<>())
                .add(span));
        Map<String, Overlaps> overlapsByLabel = new HashMap<>();
        goldByLabel.forEach((label, spans) -> overlapsByLabel.put(label, Overlaps.of(spans)));
        for (Span span : predicted) {
            Set<String> meant = labels.goldLabels(span.label());
            boolean overlaps = any.with(span);
            boolean overlapsMapped = overlaps
                    && meant.stream()
                            .anyMatch(label -> overlapsByLabel.containsKey(label)
                                    && overlapsByLabel.get(label).with(span));
            overall.predicted(overlaps, overlapsMapped);
            for (String label : meant.isEmpty() ? Set.of(span.label()) : meant) {
                row(label).predicted(overlaps, overlapsMapped);
            }
        }
    }

    private Tally row(String label) {
        return byLabel.computeIfAbsent(label, unseen -> new Tally());
    }

    /** Adds what another one counted. */
    public void add(Score other) {
        overall.add(other.overall);
        other.byLabel.forEach((label, tally) -> row(label).add(tally));
        texts += other.texts;
        plain += other.plain;
        leftAlone += other.leftAlone;
    }

    public Tally overall() {
        return overall;
    }

    /** By gold label, in the order of the labels. */
    public SortedMap<String, Tally> byLabel() {
        return byLabel;
    }

    public long texts() {
        return texts;
    }

    /** Texts without a gold span. */
    public long plain() {
        return plain;
    }

    /** Texts without a gold span in which nothing was predicted. */
    public long leftAlone() {
        return leftAlone;
    }
}
