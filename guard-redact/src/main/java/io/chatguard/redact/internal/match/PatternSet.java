package io.chatguard.redact.internal.match;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

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
    private final List<Pattern> patterns;
    /** Of each pattern how many of its parts are its lead. */
    private final int[] leads;

    private final Prefilter prefilter;
    private final int[] unanchored;
    /** Each is made when a text first holds what may be a match of it. */
    private final AtomicReferenceArray<@Nullable AnchoredPattern> anchored;
    /** Scanners that nobody uses. More threads than slots make scanners of their own and leave the rest to the GC. */
    private final AtomicReferenceArray<@Nullable Scanner> idle =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

    private PatternSet(List<Pattern> patterns, PackedInput in) {
        this.patterns = List.copyOf(patterns);
        this.leads = in.numbers(patterns.size());
        this.unanchored = in.numbers(in.number());
        this.prefilter = new Prefilter(in);
        this.anchored = new AtomicReferenceArray<>(patterns.size());
    }

    /** A set of these patterns; their indices are what {@link Spans#pattern} gives. */
    public static PatternSet of(List<Pattern> patterns) {
        PackedOutput packed = new PackedOutput();
        pack(patterns, packed);
        return read(new PackedInput(packed.bytes()), patterns);
    }

    /** Writes down what {@link #read} needs beside the patterns; the same for the same patterns, whatever the machine. */
    public static void pack(List<Pattern> patterns, PackedOutput out) {
        PairFrequencies frequencies = new PairFrequencies();
        List<Anchors> all = new ArrayList<>(patterns.size());
        List<Integer> unanchored = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            Anchors anchors = Anchors.of(patterns.get(i).expression(), frequencies);
            all.add(anchors);
            out.number(anchors.lead().size());
            if (anchors.list().isEmpty()) {
                unanchored.add(i);
            }
        }
        out.number(unanchored.size());
        unanchored.forEach(out::number);
        PrefilterBuilder.pack(all, frequencies, out);
    }

    /** The set of these patterns, in the order in which they were packed: none is read before a text asks for it. */
    public static PatternSet read(PackedInput in, List<Pattern> patterns) {
        return new PatternSet(patterns, in);
    }

    /** A pattern with what it is looked for by; made by several threads at once, it is the same. */
    AnchoredPattern anchored(int pattern) {
        AnchoredPattern made = anchored.get(pattern);
        if (made == null) {
            made = AnchoredPattern.of(patterns.get(pattern), leads[pattern]);
            anchored.set(pattern, made);
        }
        return made;
    }

    /** How many patterns there are. */
    public int size() {
        return patterns.size();
    }

    /** Adds all matches in {@code text}, which is read through {@code bytes}, to {@code out}. */
    public void scan(String text, TextBytes bytes, Spans out) {
        Scanner scanner = take();
        scanner.scan(text, bytes, out);
        // Not in a finally: a scanner that was interrupted by an error in the middle of a text is not used again.
        giveBack(scanner);
    }

    /** Adds all matches in {@code text} to {@code out}. */
    public void scan(String text, Spans out) {
        Scanner scanner = take();
        scanner.scan(text, out);
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
        return new Scanner(this, prefilter, unanchored);
    }

    /** A scanner with other bounds than those of the pool. */
    Scanner scanner(int budget, int room) {
        return new Scanner(this, prefilter, unanchored, budget, room);
    }

    /** How many patterns texts have asked for: the others have not been read. */
    public int read() {
        int read = 0;
        for (Pattern pattern : patterns) {
            read += pattern.isRead() ? 1 : 0;
        }
        return read;
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
