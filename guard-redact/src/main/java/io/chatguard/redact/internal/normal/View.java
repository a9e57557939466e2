package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.engine.Hits;
import java.util.Arrays;

/**
 * A reading of a text, and the place in the text that each of its characters was read from. It costs what was changed, and
 * a copy of the rest: between two changes the places go along.
 */
final class View {
    /** Ints a piece: where it starts in the reading, where in the text, and where it ends there. */
    private static final int WIDTH = 3;
    /** The end of a piece that is the text as it is, character by character. */
    private static final int AS_IT_IS = -1;

    private final String text;
    private final int[] pieces;
    private final int pieceInts;
    private final int[] changes;
    private final int changed;

    private View(Builder built) {
        this.text = new String(built.out, 0, built.length);
        this.pieces = built.pieces;
        this.pieceInts = built.pieceInts;
        this.changes = built.changes;
        this.changed = built.changed;
    }

    String text() {
        return text;
    }

    /** Where the character at that index starts in what was read. */
    int start(int index) {
        return start(pieces, pieceInts, index);
    }

    /** Where what stands before that index ends in what was read. */
    int end(int index) {
        int piece = piece(pieces, pieceInts, index - 1);
        int to = pieces[piece + 2];
        return to == AS_IT_IS ? pieces[piece + 1] + index - pieces[piece] : to;
    }

    private static int start(int[] pieces, int ints, int index) {
        int piece = piece(pieces, ints, index);
        int from = pieces[piece + 1];
        return pieces[piece + 2] == AS_IT_IS ? from + index - pieces[piece] : from;
    }

    /** The last piece that starts at or before an index of the reading. */
    private static int piece(int[] pieces, int ints, int index) {
        int low = 0;
        int high = ints / WIDTH - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (pieces[WIDTH * middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return WIDTH * low;
    }

    /** The number of places at which the reading is not the text. */
    int changes() {
        return changed;
    }

    /** The index in the reading of the change of that number; they ascend. */
    int change(int number) {
        return changes[number];
    }

    /** Takes findings in the reading, and passes on where they stand in what was read. */
    Hits into(Hits out) {
        return into(out, 0);
    }

    /** Takes findings in the reading from {@code offset} on. */
    Hits into(Hits out, int offset) {
        return (type, from, to, score, rule) -> out.hit(type, start(offset + from), end(offset + to), score, rule);
    }

    /** Builds a reading from left to right; what is not mentioned is read as it is. */
    static final class Builder {
        private final String origin;
        /** All before it is in the reading. */
        private int done;

        private char[] out;
        private int length;
        private int[] pieces = new int[4 * WIDTH];
        private int pieceInts;
        private int[] changes = new int[8];
        private int changed;

        Builder(String origin) {
            this.origin = origin;
            this.out = new char[origin.length()];
        }

        /** What {@code [from, to)} is read as; nothing, if it has no meaning. */
        void read(String as, int from, int to) {
            keep(from);
            change();
            if (!as.isEmpty()) {
                piece(length, from, to);
                room(as.length());
                as.getChars(0, as.length(), out, length);
                length += as.length();
            }
            done = to;
        }

        /** Makes {@code [from, to)} part of the character read last, as a mark is part of its letter. */
        void extend(int from, int to) {
            keep(from);
            change();
            if (length > 0) {
                piece(length - 1, View.start(pieces, pieceInts, length - 1), to);
            }
            done = to;
        }

        boolean isChanged() {
            return changed > 0;
        }

        View build() {
            keep(origin.length());
            return new View(this);
        }

        private void keep(int to) {
            int size = to - done;
            if (size > 0) {
                piece(length, done, AS_IT_IS);
                room(size);
                origin.getChars(done, to, out, length);
                length += size;
                done = to;
            }
        }

        private void change() {
            if (changed > 0 && changes[changed - 1] == length) {
                return;
            }
            if (changed == changes.length) {
                changes = Arrays.copyOf(changes, 2 * changed);
            }
            changes[changed++] = length;
        }

        private void piece(int index, int from, int to) {
            int at = pieceInts;
            if (at > 0 && pieces[at - WIDTH] == index) {
                at -= WIDTH;
            } else if (at == pieces.length) {
                pieces = Arrays.copyOf(pieces, 2 * at);
            }
            pieces[at] = index;
            pieces[at + 1] = from;
            pieces[at + 2] = to;
            pieceInts = at + WIDTH;
        }

        private void room(int more) {
            if (length + more > out.length) {
                out = Arrays.copyOf(out, Math.max(length + more, 2 * out.length));
            }
        }
    }
}
