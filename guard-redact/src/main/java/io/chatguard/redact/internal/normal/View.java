package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.engine.Hits;
import java.util.Arrays;

/** A reading of a text, and the place in the text that each of its characters was read from. */
final class View {

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private View(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    String text() {
        return text;
    }

    /** Where the character at that index starts in what was read. */
    int start(int index) {
        return starts[index];
    }

    /** Where what stands before that index ends in what was read. */
    int end(int index) {
        return ends[index - 1];
    }

    /** Takes findings in the reading, and passes on where they stand in what was read. */
    Hits into(Hits out) {
        return (type, from, to, score, rule) -> out.hit(type, start(from), end(to), score, rule);
    }

    /** Builds a reading from left to right. */
    static final class Builder {
        private final StringBuilder text;
        private int[] starts;
        private int[] ends;
        private boolean changed;

        Builder(int size) {
            this.text = new StringBuilder(size);
            this.starts = new int[size];
            this.ends = new int[size];
        }

        /** The character that stands at that index, as it is. */
        void keep(char c, int at) {
            add(c, at, at + 1);
        }

        /** The code point at {@code [from, to)}, as it is. */
        void keep(String origin, int from, int to) {
            for (int i = from; i < to; i++) {
                add(origin.charAt(i), from, to);
            }
        }

        /** What {@code [from, to)} is read as; nothing, if it has no meaning. */
        void read(CharSequence as, int from, int to) {
            changed = true;
            for (int i = 0; i < as.length(); i++) {
                add(as.charAt(i), from, to);
            }
        }

        /** Makes {@code [.., to)} part of the character read last, as a mark is part of its letter. */
        void extend(int to) {
            changed = true;
            if (text.length() > 0) {
                ends[text.length() - 1] = to;
            }
        }

        boolean isChanged() {
            return changed;
        }

        View build() {
            return new View(text.toString(), starts, ends);
        }

        private void add(char c, int from, int to) {
            int n = text.length();
            if (n == starts.length) {
                starts = Arrays.copyOf(starts, 2 * n + 16);
                ends = Arrays.copyOf(ends, 2 * n + 16);
            }
            text.append(c);
            starts[n] = from;
            ends[n] = to;
        }
    }
}
