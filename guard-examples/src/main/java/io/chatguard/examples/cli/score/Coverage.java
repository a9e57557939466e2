package io.chatguard.examples.cli.score;

import java.util.List;

/** Which characters of a text are covered by spans; white space does not count. Immutable. */
final class Coverage {
    private static final int NEXT_LINE = 0x85;

    private final int[] needed;
    private final int[] covered;

    private Coverage(int[] needed, int[] covered) {
        this.needed = needed;
        this.covered = covered;
    }

    /** By these spans, whatever their labels. */
    static Coverage of(String text, List<Span> spans) {
        int length = text.codePointCount(0, text.length());
        int[] opened = new int[length + 1];
        for (Span span : spans) {
            opened[span.start()]++;
            opened[span.end()]--;
        }
        int[] needed = new int[length + 1];
        int[] covered = new int[length + 1];
        int open = 0;
        int at = 0;
        for (int i = 0; i < length; i++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            open += opened[i];
            int counts = isSpace(c) ? 0 : 1;
            needed[i + 1] = needed[i] + counts;
            covered[i + 1] = covered[i] + (open > 0 ? counts : 0);
        }
        return new Coverage(needed, covered);
    }

    /** How many characters of the span are not white space. */
    int needed(Span span) {
        return needed[span.end()] - needed[span.start()];
    }

    /** How many of these are not covered. */
    int lacking(Span span) {
        return needed(span) - (covered[span.end()] - covered[span.start()]);
    }

    /** White space of Unicode, no-break spaces and the separators of ASCII included, as Python's isspace has it. */
    private static boolean isSpace(int c) {
        if (c < 0x80) {
            return c <= ' ' && Character.isWhitespace(c);
        }
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }
}
