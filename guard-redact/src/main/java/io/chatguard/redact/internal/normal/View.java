package io.chatguard.redact.internal.normal;

import io.chatguard.redact.internal.engine.Hits;
import java.util.Arrays;

/** A reading of a text, and the place in the text that each of its characters was read from. */
final class View {

    private final String text;
    private final int[] starts;
    private final int[] ends;
    private final int[] changes;
    private final int changed;

    private View(String text, int[] starts, int[] ends, int[] changes, int changed) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.changes = changes;
        this.changed = changed;
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

    /** Builds a reading from left to right. */
    static final class Builder {
        private final StringBuilder text;
        private int[] starts;
        private int[] ends;
        private int[] changes = new int[8];
        private int changed;

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
            change();
            for (int i = 0; i < as.length(); i++) {
                add(as.charAt(i), from, to);
            }
        }

        /** Makes {@code [.., to)} part of the character read last, as a mark is part of its letter. */
        void extend(int to) {
            change();
            if (text.length() > 0) {
                ends[text.length() - 1] = to;
            }
        }

        boolean isChanged() {
            return changed > 0;
        }

        View build() {
            return new View(text.toString(), starts, ends, changes, changed);
        }

        private void change() {
            if (changed > 0 && changes[changed - 1] == text.length()) {
                return;
            }
            if (changed == changes.length) {
                changes = Arrays.copyOf(changes, 2 * changed);
            }
            changes[changed++] = text.length();
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
