package io.chatguard.redact.internal.match;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a set of patterns over texts, with buffers and automata of its own. Used by one thread at a time. */
final class Scanner {
    /** Units of the text that are looked at as bytes at a time: fits the first cache, whatever the text's length. */
    static final int CHUNK = 1 << 14;

    /** Ints that the automata of a scanner may take together, and one alone, and what each gets at least. */
    private static final int MOST_OF_ALL = 1 << 22;

    private static final int MOST_OF_ONE = 1 << 16;
    private static final int LEAST_OF_ONE = 1 << 10;

    private final List<AnchoredPattern> patterns;
    private final Prefilter prefilter;
    private final int[] unanchored;
    private final int budget;
    private final StretchBuffers buffers;
    private final byte[] bytes = new byte[Prefilter.PAD + CHUNK + Prefilter.AFTER];
    private final @Nullable PatternRun[] runs;
    /** The patterns that this text has touched. */
    private final int[] touched;

    private final boolean[] isTouched;
    private int touchedCount;
    private long steps;

    Scanner(List<AnchoredPattern> patterns, Prefilter prefilter, int[] unanchored) {
        this(patterns, prefilter, unanchored, share(patterns.size()), StretchBuffers.ROOM);
    }

    /** With other bounds: {@code budget} for the ints of each automaton, {@code room} for the sets of a stretch. */
    Scanner(List<AnchoredPattern> patterns, Prefilter prefilter, int[] unanchored, int budget, int room) {
        this.patterns = patterns;
        this.prefilter = prefilter;
        this.unanchored = unanchored;
        this.budget = budget;
        this.buffers = new StretchBuffers(room);
        this.runs = new PatternRun[patterns.size()];
        this.touched = new int[patterns.size()];
        this.isTouched = new boolean[patterns.size()];
    }

    private static int share(int patterns) {
        return Math.max(LEAST_OF_ONE, Math.min(MOST_OF_ONE, MOST_OF_ALL / Math.max(1, patterns)));
    }

    void scan(String text, Spans out) {
        touchedCount = 0;
        int length = text.length();
        for (int from = 0; from < length; from += CHUNK) {
            load(text, from, Math.min(length, from + CHUNK));
            scanChunk(text, from, Math.min(length, from + CHUNK), out);
        }
        for (int pattern : unanchored) {
            run(pattern).everywhere(text, out);
        }
        for (int i = 0; i < touchedCount; i++) {
            isTouched[touched[i]] = false;
        }
        steps += length;
    }

    /**
     * The low byte of each unit: the deprecated copy does just that, and the platform does it at the speed of memory. An
     * ASCII character's byte is itself, so no ASCII row is missed; what other characters let through is decided on the
     * text.
     */
    @SuppressWarnings("deprecation")
    private void load(String text, int from, int to) {
        int before = Math.min(Prefilter.PAD, from);
        int after = Math.min(Prefilter.AFTER, text.length() - to);
        text.getBytes(from - before, to + after, bytes, Prefilter.PAD - before);
        int end = Prefilter.PAD + to - from + after;
        Arrays.fill(bytes, 0, Prefilter.PAD - before, (byte) 0);
        Arrays.fill(bytes, end, Math.min(bytes.length, end + Prefilter.AFTER), (byte) 0);
    }

    private void scanChunk(String text, int from, int to, Spans out) {
        Prefilter filter = prefilter;
        byte[] in = bytes;
        int length = to - from;
        for (int i = 0; i < length; i += Prefilter.STRIDE) {
            for (int hits = filter.hits(in, Prefilter.PAD + i); hits != 0; hits &= hits - 1) {
                int at = i + Integer.numberOfTrailingZeros(hits);
                if (at < length) {
                    hit(text, from, at, out);
                }
            }
        }
    }

    private void hit(String text, int from, int at, Spans out) {
        Prefilter filter = prefilter;
        int place = Prefilter.PAD + at;
        int list = filter.list(bytes, place);
        int end = filter.first(list + 1);
        for (int entry = filter.first(list); entry < end; entry++) {
            if (filter.fits(entry, bytes, place)) {
                candidate(text, from + at, entry, out);
            }
        }
        steps += end - filter.first(list);
    }

    private void candidate(String text, int at, int entry, Spans out) {
        int back = prefilter.back(entry);
        PatternRun run = run(prefilter.pattern(entry));
        if (back == Anchors.UNKNOWN) {
            run.around(text, at, out);
        } else if (at >= back) {
            run.hit(text, at - back, out);
        }
    }

    private PatternRun run(int pattern) {
        PatternRun run = runs[pattern];
        if (run == null) {
            run = new PatternRun(pattern, patterns.get(pattern), buffers, budget);
            runs[pattern] = run;
        }
        if (!isTouched[pattern]) {
            isTouched[pattern] = true;
            touched[touchedCount++] = pattern;
            run.reset();
        }
        return run;
    }

    /** Places, comparisons, characters and edges that were looked at, over all texts. */
    long steps() {
        long sum = steps;
        for (PatternRun run : runs) {
            sum += run == null ? 0 : run.steps();
        }
        return sum;
    }

    /** How often a full table was emptied, over all patterns and texts. */
    int flushes() {
        int sum = 0;
        for (PatternRun run : runs) {
            sum += run == null ? 0 : run.flushes();
        }
        return sum;
    }
}
