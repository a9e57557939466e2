package io.chatguard.redact.internal.match;

import java.util.Arrays;

/**
 * All matches of one pattern in a stretch of text, leftmost-longest, in two passes: linear however starts overlap and
 * however far a match would have to look ahead.
 *
 * <p>Searching from each start is quadratic where starts are dense; going on behind a match to see whether a longer one
 * comes is quadratic too ({@code a|a.*z} on {@code aaaa…}: each match looks to the end of the text). So the first pass
 * runs backwards and finds for each place the nodes from which the text behind leads to acceptance. The second runs
 * forwards from the first place where a match starts and stops when no node of its set is among those of the place:
 * it looks at no character behind a match.
 *
 * <p>The sets of the first pass are kept for one block of places; of the other blocks only the set at the right end is
 * kept, and the block is run again when the second pass gets there. Each character is looked at three times at most.
 */
final class StretchSearch {
    private static final int SHORTEST_BLOCK = 2;

    private final Nfa nfa;
    private final LazyDfa forwards;
    private final LazyDfa backwards;
    private final StretchBuffers buffers;
    private final int blockLength;

    private String text = "";
    private int from;
    private int to;
    private int block;
    private boolean startsInBlock;
    /** Of {@link #buffers}, for the time of a search. */
    private long[] sets = {};

    StretchSearch(Nfa nfa, LazyDfa forwards, LazyDfa backwards, StretchBuffers buffers) {
        this.nfa = nfa;
        this.forwards = forwards;
        this.backwards = backwards;
        this.buffers = buffers;
        this.blockLength = Math.max(SHORTEST_BLOCK, buffers.room() / nfa.words);
    }

    /** Adds the matches that lie between the two places; no match may reach over them. */
    void search(String in, int first, int last, int pattern, Spans out) {
        text = in;
        from = first;
        to = last;
        int blocks = Math.max(1, (to - from + blockLength - 1) / blockLength);
        long[] ends = buffers.ends((blocks + 1) * nfa.words);
        boolean[] startsIn = buffers.startsIn(blocks);
        sets = buffers.sets((Math.min(blockLength, to - from) + 2) * nfa.words);
        int state = backwards.start(Place.before(text, to), Place.behind(text, to));
        for (int b = blocks - 1; b >= 0; b--) {
            System.arraycopy(backwards.sets(), backwards.set(state), ends, (b + 1) * nfa.words, nfa.words);
            state = fill(b, state);
            startsIn[b] = startsInBlock;
        }
        int b = 0;
        for (int at = from; at < to; ) {
            if (at >= left(b + 1)) {
                b++;
            } else if (!startsIn[b]) {
                at = left(b + 1);
            } else {
                at = next(b, at, pattern, out);
            }
        }
        text = "";
    }

    /** Adds the match that starts here, if one does; gives where to look next. */
    private int next(int b, int at, int pattern, Spans out) {
        show(b);
        if (!nfa.starts(sets, (at - left(b)) * nfa.words)) {
            return at + 1;
        }
        int end = run(at);
        out.add(pattern, at, end);
        return end;
    }

    /** The left end of a block. No block ends within a surrogate pair. */
    private int left(int b) {
        int at = (int) Math.min(to, from + (long) b * blockLength);
        return at > from && at < to && isInPair(at) ? at - 1 : at;
    }

    private boolean isInPair(int at) {
        return Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private void show(int b) {
        if (b != block) {
            fill(b, backwards.state(buffers.ends(0), (b + 1) * nfa.words));
        }
    }

    /**
     * Runs backwards over a block from the state at its right end; gives the one at its left end. The place within a
     * surrogate pair keeps the empty set: nothing starts there.
     */
    private int fill(int b, int endState) {
        block = b;
        int left = left(b);
        int right = left(b + 1);
        int words = nfa.words;
        Arrays.fill(sets, 0, (right - left + 1) * words, 0);
        int state = endState;
        System.arraycopy(backwards.sets(), backwards.set(state), sets, (right - left) * words, words);
        boolean any = false;
        int at = right;
        while (at > left) {
            int c = text.codePointBefore(at);
            at -= Character.charCount(c);
            int far = nfa.conditions ? Place.before(text, at) : 0;
            int value = backwards.step(state, nfa.alphabet.symbol(c), far);
            state = value >>> 1;
            any |= (value & 1) != 0;
            System.arraycopy(backwards.sets(), backwards.set(state), sets, (at - left) * words, words);
        }
        startsInBlock = any;
        backwards.count(right - left);
        return state;
    }

    /** Goes forwards as long as acceptance is ahead, hence to the end of the longest match. */
    private int run(int start) {
        int state = forwards.start(Place.before(text, start), Place.behind(text, start));
        int at = start;
        while (at < to) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            int far = nfa.conditions ? Place.behind(text, next) : 0;
            state = forwards.step(state, nfa.alphabet.symbol(c), far) >>> 1;
            if (next > left(block + 1)) {
                show(block + 1);
            }
            if (!meet(forwards.set(state), (next - left(block)) * nfa.words)) {
                break;
            }
            at = next;
        }
        forwards.count(at - start);
        return at;
    }

    private boolean meet(int state, int place) {
        long[] ahead = forwards.sets();
        long both = 0;
        for (int w = 0; w < nfa.words; w++) {
            both |= ahead[state + w] & sets[place + w];
        }
        return both != 0;
    }
}
