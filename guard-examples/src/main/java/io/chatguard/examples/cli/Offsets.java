package io.chatguard.examples.cli;

/** What a number in {@code start} and {@code end} counts. */
enum Offsets {
    /** Unicode code points, as Python, Go's runes and most data sets count. */
    CODEPOINT {
        @Override
        int count(String text, int from, int to) {
            return text.codePointCount(from, to);
        }
    },
    /** UTF-16 units, as Java and JavaScript count. */
    UTF16 {
        @Override
        int count(String text, int from, int to) {
            return to - from;
        }
    };

    /** How many of them lie between two UTF-16 indices. */
    abstract int count(String text, int from, int to);
}
