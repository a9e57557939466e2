package io.chatguard.redact.internal.tagger.states;

import io.chatguard.redact.internal.tagger.Tokens;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The states of tokens: of each, the mean of the states of its first pieces.
 *
 * <p>A window takes as many whole sentences as it has room for; together they are cheaper than one by one, and tell of each other.
 * A sentence that is longer than a window is read in windows that overlap, and a token takes its state from the window in which
 * more is seen on both its sides. Of a token no more than {@value #PIECES} pieces are read, so that the pieces of a sentence are
 * bounded whatever it is made of. Thread-safe.
 */
final class TokenStates {

    private static final int PIECES = 8;
    private static final int OVERLAP = 24;

    private final WordPieces wordPieces;
    private final Transformer transformer;
    private final ArrayBlockingQueue<Room> idle =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    TokenStates(WordPieces wordPieces, Transformer transformer) {
        this.wordPieces = wordPieces;
        this.transformer = transformer;
    }

    /** Takes states, of whole sentences at a time. */
    @FunctionalInterface
    interface Sink {
        /**
         * States of some tokens.
         *
         * @param states {@link Transformer#WIDTH} numbers for each token, from {@code firstToken} on; only good until this returns
         * @param lastToken the last token, inclusive
         */
        void states(float[] states, int firstToken, int lastToken);
    }

    /**
     * Tells the states of a range of tokens, from left to right.
     *
     * @param lastToken the last token, inclusive
     */
    void read(CharSequence text, Tokens tokens, int firstToken, int lastToken, Sink sink) {
        Room pooled = idle.poll();
        Room room = pooled == null ? new Room() : pooled;
        try {
            for (int first = firstToken; first <= lastToken; ) {
                int last = fill(room, text, tokens, first, lastToken);
                run(room, last - first + 1);
                sink.states(room.tokens, first, last);
                first = last + 1;
            }
        } finally {
            room.pieces.clear();
            idle.offer(room);
        }
    }

    /** Splits sentences until a window is full. A sentence that does not fit is left to the next, unless it is the first. */
    private int fill(Room room, CharSequence text, Tokens tokens, int first, int lastToken) {
        room.pieces.clear();
        int last = first - 1;
        while (last < lastToken) {
            int end = Math.min(lastToken, tokens.lastOf(tokens.sentenceOf(last + 1)));
            int before = room.pieces.size();
            room.grow(end - first + 1);
            for (int token = last + 1; token <= end; token++) {
                int start = room.pieces.size();
                wordPieces.split(text, tokens.start(token), tokens.end(token), room.pieces);
                room.pieces.cut(start + PIECES);
                room.ends[token - first] = room.pieces.size();
            }
            if (before > 0 && room.pieces.size() > Transformer.WINDOW) {
                room.pieces.cut(before);
                break;
            }
            last = end;
        }
        return last;
    }

    private void run(Room room, int count) {
        int from = 0;
        int done = 0;
        while (done < count) {
            int start = room.start(from);
            int to = from;
            while (to < count && room.ends[to] - start <= Transformer.WINDOW) {
                to++;
            }
            int size = room.ends[to - 1] - start;
            if (size > 0) {
                transformer.states(room.pieces, start, start + size, room.states);
            }
            int until = to == count ? count : Math.max(done + 1, to - OVERLAP / 2);
            for (; done < until; done++) {
                room.pool(done, start);
            }
            from = to == count ? to : Math.max(from + 1, to - OVERLAP);
        }
    }

    /** What one thread works in. */
    private static final class Room {
        private final Pieces pieces = new Pieces();
        private final float[] states = new float[Transformer.WINDOW * Transformer.WIDTH];
        private float[] tokens = new float[0];
        private int[] ends = new int[0];

        void grow(int count) {
            if (ends.length < count) {
                int size = Math.max(count, 2 * Tokens.LONGEST_SENTENCE);
                int[] moved = new int[size];
                System.arraycopy(ends, 0, moved, 0, ends.length);
                ends = moved;
                tokens = new float[size * Transformer.WIDTH];
            }
        }

        int start(int token) {
            return token == 0 ? 0 : ends[token - 1];
        }

        void pool(int token, int windowStart) {
            int at = token * Transformer.WIDTH;
            int from = start(token) - windowStart;
            int to = ends[token] - windowStart;
            Arrays.fill(tokens, at, at + Transformer.WIDTH, 0);
            for (int piece = from; piece < to; piece++) {
                for (int i = 0; i < Transformer.WIDTH; i++) {
                    tokens[at + i] += states[piece * Transformer.WIDTH + i];
                }
            }
            for (int i = 0; to - from > 1 && i < Transformer.WIDTH; i++) {
                tokens[at + i] /= to - from;
            }
        }
    }
}
