package io.chatguard.redact.internal.sink;

/**
 * Knows whether the target of a Markdown link, image or reference definition is open: after {@code ](} to the closing
 * parenthesis or a blank line, and after {@code [label]:} at the start of a line, behind marks of quotes and lists too,
 * the first word and a title, footnotes excepted. Not thread-safe.
 */
final class LinkTracker {

    private enum Definition {
        NONE,
        LABEL,
        LABELLED,
        BEFORE_TARGET,
        TARGET,
        BEFORE_TITLE,
        TITLE
    }

    private final LabelTracker label = new LabelTracker();
    private int depth;
    private boolean first;
    private boolean angled;
    private boolean severalWords;
    private boolean ended;
    private boolean lineStart = true;
    private Definition definition = Definition.NONE;
    private boolean definedAngled;
    private char titleEnd;
    private int lines;

    LabelTracker label() {
        return label;
    }

    boolean isTarget() {
        return depth > 0 || definition == Definition.BEFORE_TARGET || definition == Definition.TARGET;
    }

    /** Whether the title of a definition is open. */
    boolean isTitle() {
        return definition == Definition.TITLE || definition == Definition.BEFORE_TITLE;
    }

    /** Whether what is open holds more than one word, so that nobody knows where its URL begins. */
    boolean hasSeveralWords() {
        return depth > 0 && severalWords;
    }

    /** Whether a colon makes a definition of the label before it. */
    boolean isLabelled() {
        return definition == Definition.LABELLED;
    }

    boolean isCalm() {
        return depth == 0 && definition == Definition.NONE && !lineStart && !label.isOpen();
    }

    /** Whether the last character closed a target. */
    boolean justEnded() {
        return ended;
    }

    void blankLine() {
        depth = 0;
        definition = Definition.NONE;
        label.close();
    }

    void accept(char c, char previous, boolean escaped) {
        ended = false;
        if (depth > 0) {
            target(c, escaped);
        } else if (c == '(' && previous == ']') {
            depth = 1;
            first = true;
            angled = false;
            severalWords = false;
        }
        boolean starts = lineStart;
        define(c, previous, escaped);
        label.accept(c, previous, escaped, starts);
    }

    private void target(char c, boolean escaped) {
        boolean blank = isBlank(c);
        severalWords |= blank && !first;
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

    private void define(char c, char previous, boolean escaped) {
        boolean blank = isBlank(c);
        switch (definition) {
            case NONE -> begin(c);
            case LABEL -> {
                if (c == ']' && !escaped) {
                    definition = Definition.LABELLED;
                } else if (c == '[' && !escaped || c == '^' && previous == '[') {
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
                    definedAngled = c == '<';
                } else if (c == '\n' && ++lines > 1) {
                    definition = Definition.NONE;
                }
            }
            case TARGET -> {
                definedAngled &= c != '>' && c != '\n';
                definition = blank && !definedAngled ? Definition.BEFORE_TITLE : Definition.TARGET;
                lines = c == '\n' ? 1 : 0;
            }
            case BEFORE_TITLE -> title(c, blank);
            case TITLE -> definition = c == titleEnd ? Definition.NONE : Definition.TITLE;
        }
        lineStart = c == '\n' || lineStart && (blank || isLineMark(c));
    }

    private void begin(char c) {
        if (c == '[' && lineStart) {
            definition = Definition.LABEL;
        }
    }

    private void title(char c, boolean blank) {
        if (c == '"' || c == '\'' || c == '(') {
            definition = Definition.TITLE;
            titleEnd = c == '(' ? ')' : c;
        } else if (!blank || c == '\n' && ++lines > 1) {
            // Some parsers take another definition in the same line.
            definition = c == '[' ? Definition.LABEL : Definition.NONE;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** Marks of quotes and lists, behind which a line begins anew. */
    private static boolean isLineMark(char c) {
        return c == '>' || c == '-' || c == '+' || c == '*' || c == '.' || c == ')' || c >= '0' && c <= '9';
    }
}
