package io.chatguard.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * How a text is cut into the deltas of a stream.
 *
 * <p>Law: the pieces, joined, are the text. A piece is never empty. The splitters given here are pure, so they may
 * serve many streams at once; one of your own that is shared must be thread-safe.
 */
@FunctionalInterface
public interface Splitter {
    /** Cuts the text into pieces that join to it; no piece for an empty text. */
    List<String> split(String text);

    /** Gives the whole text as one delta. */
    static Splitter whole() {
        return text -> text.isEmpty() ? List.of() : List.of(text);
    }

    /** Gives each code point as its own delta. */
    static Splitter perCharacter() {
        return every(1);
    }

    /** Gives deltas of {@code codePoints} code points; the last may be shorter. */
    static Splitter every(int codePoints) {
        if (codePoints < 1) {
            throw new IllegalArgumentException("codePoints must be at least 1, was " + codePoints);
        }
        return text -> cut(text, CutPoint.BETWEEN_CODE_POINTS, () -> codePoints);
    }

    /** Gives deltas about as long as a model's tokens: 1 to 8 code points, the same cuts for the same text and seed. */
    static Splitter random(long seed) {
        return text -> cut(text, CutPoint.BETWEEN_CODE_POINTS, lengths(seed, text));
    }

    /**
     * Cuts as {@link #random}, but also between the two halves of a UTF-16 pair, each half sent as its JSON escape.
     *
     * <p>No valid UTF-8 text can carry half a pair; escapes can, and some gateways send them.
     */
    static Splitter randomInsidePairs(long seed) {
        return text -> cut(text, CutPoint.ANYWHERE, lengths(seed, text));
    }

    private static IntSupplier lengths(long seed, String text) {
        SplittableRandom random = new SplittableRandom(seed ^ text.hashCode());
        return () -> random.nextInt(1, 9);
    }

    private static List<String> cut(String text, CutPoint where, IntSupplier lengths) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int length = lengths.getAsInt();
            int to;
            if (where == CutPoint.ANYWHERE) {
                to = Math.min(text.length(), from + length);
            } else {
                to = from;
                for (int i = 0; i < length && to < text.length(); i++) {
                    to += Character.charCount(text.codePointAt(to));
                }
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
