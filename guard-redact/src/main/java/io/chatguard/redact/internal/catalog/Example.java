package io.chatguard.redact.internal.catalog;

/**
 * A text that shows what a rule finds, or does not.
 *
 * <p>{@code «…»} stands around what is to be found exactly; without them anything found in the text will do. {@code ¦}
 * is left out: it keeps scanners for secrets from taking an example for a secret. {@code \n} is a line end. Shows nothing
 * of the text.
 *
 * @param text what is scanned
 * @param start where the value starts, or -1 if that is not said
 * @param end where it ends, or -1
 */
public record Example(String text, int start, int end) {
    private static final char OPEN = '\u00AB';
    private static final char CLOSE = '\u00BB';
    private static final String JOINT = "\u00A6";

    /** Reads an example as it is written in a rule. */
    public static Example of(String written) {
        String joined = written.replace(JOINT, "").replace("\\n", "\n");
        int open = joined.indexOf(OPEN);
        int close = joined.indexOf(CLOSE);
        boolean marked = open >= 0
                && close > open + 1
                && joined.indexOf(OPEN, open + 1) < 0
                && joined.indexOf(CLOSE, close + 1) < 0;
        if (!marked) {
            return new Example(joined, -1, -1);
        }
        String text = joined.substring(0, open) + joined.substring(open + 1, close) + joined.substring(close + 1);
        return new Example(text, open, close - 1);
    }

    /** Whether a finding there is the one that is meant. */
    public boolean means(int from, int to) {
        return start < 0 || start == from && end == to;
    }

    @Override
    public String toString() {
        return "Example";
    }
}
