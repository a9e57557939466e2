package io.chatguard.examples.cli;

import java.util.function.IntUnaryOperator;

/** What a number in {@code start} and {@code end} counts. */
enum Offsets {
    /** Unicode code points, as Python, Go's runes and most data sets count. */
    CODEPOINT {
        @Override
        int count(String text, int from, int to) {
            return text.codePointCount(from, to);
        }

        @Override
        IntUnaryOperator toCodePoints(String text) {
            return IntUnaryOperator.identity();
        }
    },
    /** UTF-16 units, as Java and JavaScript count. */
    UTF16 {
        @Override
        int count(String text, int from, int to) {
            return to - from;
        }

        @Override
        IntUnaryOperator toCodePoints(String text) {
            if (text.codePointCount(0, text.length()) == text.length()) {
                return IntUnaryOperator.identity();
            }
            int[] before = new int[text.length() + 1];
            for (int i = 0; i < text.length(); i++) {
                // The end of a pair counts for both of its units.
                boolean ends = i > 0
                        && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i))
                        && before[i] > before[i - 1];
                before[i + 1] = before[i] + (ends ? 0 : 1);
            }
            return offset -> before[offset];
        }
    };

    /** How many of them lie between two UTF-16 indices. */
    abstract int count(String text, int from, int to);

    /** Turns such offsets into a text into numbers of code points. */
    abstract IntUnaryOperator toCodePoints(String text);
}
