package io.chatguard.redact.internal.sink;

/**
 * Knows whether the target of a Markdown link, image or reference definition is open: after {@code ](} to the closing
 * parenthesis or a blank line, and the first word after {@code [label]:} at the start of a line, footnotes excepted.
 * Not thread-safe.
 */
final class LinkTracker {

    private enum Definition {
        NONE,
        LABEL,
        LABELLED,
        BEFORE_TARGET,
        TARGET
    }

    private int depth;
    private boolean first;
    private boolean angled;
    private boolean ended;
    private boolean lineStart = true;
    private Definition definition = Definition.NONE;
    private int lines;

    boolean isTarget() {
        return depth > 0 || definition == Definition.BEFORE_TARGET || definition == Definition.TARGET;
    }

    boolean isCalm() {
        return depth == 0 && definition == Definition.NONE && !lineStart;
    }

    /** Whether the last character closed a target. */
    boolean justEnded() {
        return ended;
    }

    void blankLine() {
        depth = 0;
        definition = Definition.NONE;
    }

    void accept(char c, char previous, boolean escaped) {
        ended = false;
        if (depth > 0) {
            target(c, escaped);
        } else if (c == '(' && previous == ']') {
            depth = 1;
            first = true;
            angled = false;
        }
        define(c, previous);
    }

    private void target(char c, boolean escaped) {
        boolean blank = c == ' ' || c >= '\t' && c <= '\r';
        if (angled) {
            angled = c != '>' && c != '\n';
        } else if (first && c == '<') {
            angled = true;
        } else if (c == '(' && !escaped) {
            depth++;
        } else if (c == ')' && !escaped) {
            depth--;
            ended = depth == 0;
        }
        first &= blank;
    }

    private void define(char c, char previous) {
        boolean blank = c == ' ' || c >= '\t' && c <= '\r';
        switch (definition) {
            case NONE -> {
                if (c == '[' && lineStart) {
                    definition = Definition.LABEL;
                }
            }
            case LABEL -> {
                if (c == ']') {
                    definition = Definition.LABELLED;
                } else if (c == '[' || c == '^' && previous == '[') {
                    definition = Definition.NONE;
                }
            }
            case LABELLED -> {
                definition = c == ':' ? Definition.BEFORE_TARGET : Definition.NONE;
                lines = 0;
            }
            case BEFORE_TARGET -> {
                if (!blank) {
                    definition = Definition.TARGET;
                } else if (c == '\n' && ++lines > 1) {
                    definition = Definition.NONE;
                }
            }
            case TARGET -> definition = blank ? Definition.NONE : Definition.TARGET;
        }
        lineStart = c == '\n' || lineStart && (blank || c == '>');
    }
}
