package io.chatguard.redact.internal.match;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Many patterns, found in one pass over a text.
 *
 * <p><b>Guarantees.</b> Each pattern's matches are those that {@link Pattern} defines, whatever the other patterns are.
 * Time is linear in the text for any patterns and any text; memory beside the result is bounded, except for one set of
 * positions for every few thousand characters of a stretch that had to be searched in two passes. A text in which no
 * pattern begins to match allocates nothing once the set is warm.
 *
 * <p>Immutable but for pooled scanners; thread-safe, also for virtual threads: nothing hangs on a thread.
 */
public final class PatternSet {
    private final List<AnchoredPattern> patterns;
    private final Prefilter prefilter;
    private final int[] unanchored;
    /** Scanners that nobody uses. More threads than slots make scanners of their own and leave the rest to the GC. */
    private final AtomicReferenceArray<Scanner> idle =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

    private PatternSet(List<Pattern> patterns) {
        PairFrequencies frequencies = new PairFrequencies();
        this.patterns = patterns.stream()
                .map(pattern -> AnchoredPattern.of(pattern, frequencies))
                .toList();
        this.prefilter = Prefilter.of(
                this.patterns.stream().map(AnchoredPattern::anchors).toList(), frequencies);
        this.unanchored = IntStream.range(0, patterns.size())
                .filter(pattern -> this.patterns.get(pattern).anchors().list().isEmpty())
                .toArray();
    }

    /** A set of these patterns; their indices are what {@link Spans#pattern} gives. */
    public static PatternSet of(List<Pattern> patterns) {
        return new PatternSet(List.copyOf(patterns));
    }

    /** How many patterns there are. */
    public int size() {
        return patterns.size();
    }

    /** Adds all matches in {@code text} to {@code out}. */
    public void scan(String text, Spans out) {
        Scanner scanner = take();
        scanner.scan(text, out);
        // Not in a finally: a scanner that was interrupted by an error in the middle of a text is not used again.
        giveBack(scanner);
    }

    /** All matches in {@code text}. */
    public Spans scan(String text) {
        Spans found = new Spans();
        scan(text, found);
        return found;
    }

    /** A scanner outside of the pool, for one thread. */
    Scanner scanner() {
        return new Scanner(patterns, prefilter, unanchored);
    }

    /** A scanner with other bounds than those of the pool. */
    Scanner scanner(int budget, int room) {
        return new Scanner(patterns, prefilter, unanchored, budget, room);
    }

    /** Patterns that have no rare pair and are searched for in all of each text. */
    int unanchored() {
        return unanchored.length;
    }

    private Scanner take() {
        for (int i = 0; i < idle.length(); i++) {
            Scanner scanner = idle.get(i);
            if (scanner != null && idle.compareAndSet(i, scanner, null)) {
                return scanner;
            }
        }
        return scanner();
    }

    private void giveBack(Scanner scanner) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.get(i) == null && idle.compareAndSet(i, null, scanner)) {
                return;
            }
        }
    }

    @Override
    public String toString() {
        return "PatternSet of " + patterns.size() + " patterns";
    }
}
