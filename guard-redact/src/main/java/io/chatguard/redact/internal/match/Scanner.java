package io.chatguard.redact.internal.match;

import org.jspecify.annotations.Nullable;

/** Runs a set of patterns over texts, with buffers and automata of its own. Used by one thread at a time. */
final class Scanner {
    static final int CHUNK = TextBytes.STRETCH;

    /** Ints that the automata of a scanner may take together, and one alone, and what each gets at least. */
    private static final int MOST_OF_ALL = 1 << 22;

    private static final int MOST_OF_ONE = 1 << 16;
    private static final int LEAST_OF_ONE = 1 << 10;

    private final PatternSet set;
    private final Prefilter prefilter;
    private final int[] unanchored;
    private final int budget;
    private final StretchBuffers buffers;
    private @Nullable TextBytes own;
    private final @Nullable PatternRun[] runs;
    /** The patterns that this text has touched. */
    private final int[] touched;

    private final boolean[] isTouched;
    private int touchedCount;
    private long steps;

    Scanner(PatternSet set, Prefilter prefilter, int[] unanchored) {
        this(set, prefilter, unanchored, share(set.size()), StretchBuffers.ROOM);
    }

    /** With other bounds: {@code budget} for the ints of each automaton, {@code room} for the sets of a stretch. */
    Scanner(PatternSet set, Prefilter prefilter, int[] unanchored, int budget, int room) {
        this.set = set;
        this.prefilter = prefilter;
        this.unanchored = unanchored;
        this.budget = budget;
        this.buffers = new StretchBuffers(room);
        this.runs = new PatternRun[set.size()];
        this.touched = new int[set.size()];
        this.isTouched = new boolean[set.size()];
    }

    private static int share(int patterns) {
        return Math.max(LEAST_OF_ONE, Math.min(MOST_OF_ONE, MOST_OF_ALL / Math.max(1, patterns)));
    }

    /** Finds all matches in a text that nobody else reads. */
    void scan(String text, Spans out) {
        TextBytes bytes = own == null ? new TextBytes() : own;
        own = bytes;
        scan(text, bytes, out);
        bytes.forget();
    }

    /** Finds all matches in a text, whose bytes others may have asked for too. */
    void scan(String text, TextBytes in, Spans out) {
        touchedCount = 0;
        int length = text.length();
        for (int from = 0; from < length; from += CHUNK) {
            scanChunk(text, in.of(text, from), from, Math.min(length, from + CHUNK), out);
        }
        for (int pattern : unanchored) {
            run(pattern).everywhere(text, out);
        }
        for (int i = 0; i < touchedCount; i++) {
            isTouched[touched[i]] = false;
        }
        steps += length;
    }

    private void scanChunk(String text, byte[] bytes, int from, int to, Spans out) {
        Prefilter filter = prefilter;
        int length = to - from;
        if (from == 0) {
            // A pair may begin before the match that it tells of.
            hits(
                    text,
                    bytes,
                    from,
                    -Prefilter.STRIDE,
                    filter.hits(bytes, Prefilter.PAD - Prefilter.STRIDE),
                    length,
                    out);
        }
        for (int i = 0; i < length; i += 2 * Prefilter.STRIDE) {
            long hits = filter.hits(bytes, Prefilter.PAD + i);
            long next = filter.hits(bytes, Prefilter.PAD + i + Prefilter.STRIDE);
            if ((hits | next) != 0) {
                hits(text, bytes, from, i, hits, length, out);
                hits(text, bytes, from, i + Prefilter.STRIDE, next, length, out);
            }
        }
    }

    private void hits(String text, byte[] bytes, int from, int first, long groups, int length, Spans out) {
        for (long left = groups; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            int at = first + 2 * (bit / Groups.COUNT);
            if (at < length) {
                hit(text, bytes, from, at, bit % Groups.COUNT, out);
            }
        }
    }

    private void hit(String text, byte[] bytes, int from, int at, int group, Spans out) {
        Prefilter filter = prefilter;
        int place = Prefilter.PAD + at;
        long list = filter.list(group, bytes, place);
        int first = (int) (list >>> 32);
        int end = (int) list;
        for (int entry = first; entry < end; entry++) {
            if (filter.fits(entry, bytes, place)) {
                candidates(text, from + at, entry, out);
            }
        }
        steps += end - first;
    }

    private void candidates(String text, int at, int entry, Spans out) {
        Prefilter filter = prefilter;
        int back = filter.back(entry);
        boolean unknown = Anchors.isUnknown(back);
        int start = unknown ? at + back - Anchors.UNKNOWN : at - back;
        if (start < 0 || filter.startsAtEdge(entry) && !Place.isWordEdge(text, start)) {
            return;
        }
        int end = filter.woken(entry + 1);
        for (int i = filter.woken(entry); i < end; i++) {
            PatternRun run = run(filter.pattern(i));
            if (unknown) {
                run.around(text, Math.min(start, text.length() - 1), out);
            } else {
                run.hit(text, start, out);
            }
        }
    }

    private PatternRun run(int pattern) {
        PatternRun run = runs[pattern];
        if (run == null) {
            run = new PatternRun(pattern, set.anchored(pattern), buffers, budget);
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
