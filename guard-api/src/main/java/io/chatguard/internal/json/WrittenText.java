package io.chatguard.internal.json;

import java.util.Arrays;

/**
 * The written form of characters that are not decided yet: what stands in the document for each decoded character. Most
 * stand for themselves, so only escapes are recorded, by the number of the character and its surplus length.
 */
final class WrittenText {

    private static final int COMPACT = 4096;

    private final StringBuilder written = new StringBuilder();
    /** Where in {@link #written} the first undecided character starts. */
    private int head;
    /** Characters of the string that were decoded, and of these, decided. */
    private long decoded;

    private long decided;

    /** Pairs of character number and surplus length, those in {@code [first, last)} undecided. */
    private long[] escapes = new long[16];

    private int first;
    private int last;

    void plain(CharSequence text, int from, int to) {
        written.append(text, from, to);
        decoded += to - from;
    }

    /** One character of an escape that may still go on. */
    void escapePart(char c) {
        written.append(c);
    }

    /** The escape is complete and stands for one character. */
    void escapeEnds(int length) {
        if (last == escapes.length) {
            System.arraycopy(escapes, first, escapes, 0, last - first);
            last -= first;
            first = 0;
            if (last > escapes.length / 2) {
                escapes = Arrays.copyOf(escapes, escapes.length * 2);
            }
        }
        escapes[last++] = decoded++;
        escapes[last++] = length - 1;
    }

    /** Characters that are decoded and not decided. */
    long undecided() {
        return decoded - decided;
    }

    /** Decides the next characters and gives their written form. */
    String decide(int characters) {
        int length = characters;
        decided += characters;
        while (first < last && escapes[first] < decided) {
            length += (int) escapes[first + 1];
            first += 2;
        }
        String form = written.substring(head, head + length);
        head += length;
        if (head == written.length()) {
            written.setLength(0);
            head = 0;
        } else if (head > COMPACT && head > written.length() / 2) {
            written.delete(0, head);
            head = 0;
        }
        return form;
    }

    /** Everything undecided, with the beginning of an escape if there is one; nothing is left. */
    String drain() {
        String form = written.substring(head);
        clear();
        return form;
    }

    void clear() {
        written.setLength(0);
        head = 0;
        decoded = 0;
        decided = 0;
        first = 0;
        last = 0;
    }
}
