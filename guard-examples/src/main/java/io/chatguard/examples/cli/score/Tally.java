package io.chatguard.examples.cli.score;

/**
 * What was counted of some gold spans and some predicted ones, and the figures that follow.
 *
 * <p>Recall and precision are 0 where there is nothing to count. Not thread-safe.
 */
public final class Tally {
    private long gold;
    private long full;
    private long partial;
    private long exact;
    private long characters;
    private long leaked;
    private long predicted;
    private long overlapping;
    private long mapped;

    /** How much of a gold span is covered: characters that are not white space. */
    void gold(int needed, int lacking, boolean asItIs) {
        gold++;
        full += lacking == 0 ? 1 : 0;
        partial += lacking > 0 && lacking < needed ? 1 : 0;
        exact += asItIs ? 1 : 0;
        characters += needed;
        leaked += lacking;
    }

    /** Whether a predicted span overlaps any gold span, and one of a label that it stands for. */
    void predicted(boolean overlaps, boolean overlapsMapped) {
        predicted++;
        overlapping += overlaps ? 1 : 0;
        mapped += overlapsMapped ? 1 : 0;
    }

    void add(Tally other) {
        gold += other.gold;
        full += other.full;
        partial += other.partial;
        exact += other.exact;
        characters += other.characters;
        leaked += other.leaked;
        predicted += other.predicted;
        overlapping += other.overlapping;
        mapped += other.mapped;
    }

    /** Gold spans. */
    public long gold() {
        return gold;
    }

    /** Gold spans of which every character but white space is covered. */
    public long full() {
        return full;
    }

    /** Gold spans of which a part is covered. */
    public long partial() {
        return partial;
    }

    /** Gold spans of which nothing is covered. */
    public long missed() {
        return gold - full - partial;
    }

    /** Gold spans of which something is covered. */
    public long touched() {
        return full + partial;
    }

    /** Gold spans that a predicted span equals, whatever its label. */
    public long exact() {
        return exact;
    }

    /** Characters of gold spans, but white space. */
    public long characters() {
        return characters;
    }

    /** Those of them that no predicted span covers. */
    public long leaked() {
        return leaked;
    }

    /** Predicted spans. */
    public long predicted() {
        return predicted;
    }

    /** Predicted spans that overlap no gold span. */
    public long falsePositives() {
        return predicted - overlapping;
    }

    /** Predicted spans that overlap a gold span of a label that they stand for. */
    public long mapped() {
        return mapped;
    }

    /** The share of gold spans that are covered in full. */
    public double recall() {
        return share(full, gold);
    }

    public double touchedRecall() {
        return share(touched(), gold);
    }

    public double exactRecall() {
        return share(exact, gold);
    }

    /** The share of predicted spans that overlap any gold span. */
    public double precision() {
        return share(overlapping, predicted);
    }

    /** The share of predicted spans that overlap a gold span of a label that they stand for. */
    public double mappedPrecision() {
        return share(mapped, predicted);
    }

    /** The share of characters of gold spans that no predicted span covers. */
    public double leakedShare() {
        return share(leaked, characters);
    }

    /** The weighted harmonic mean of precision and full recall: recall counts {@code beta} times as much. */
    public double f(int beta) {
        double r = recall();
        double p = precision();
        double square = (double) beta * beta;
        return p + r == 0 ? 0 : (1 + square) * p * r / (square * p + r);
    }

    private static double share(long part, long of) {
        return of == 0 ? 0 : (double) part / of;
    }
}
