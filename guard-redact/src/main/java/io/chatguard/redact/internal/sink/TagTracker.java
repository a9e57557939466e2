package io.chatguard.redact.internal.sink;

/**
 * Knows whether a tag or an autolink in angle brackets is open. A tag runs from {@code <} before a letter, {@code /},
 * {@code !} or {@code ?} to {@code >} outside of quotes, or to a blank line. Not thread-safe.
 */
final class TagTracker {

    private enum State {
        OUTSIDE,
        AFTER_BRACKET,
        INSIDE
    }

    private State state = State.OUTSIDE;
    private char quote;
    private boolean afterEquals;
    private boolean oneWord;
    private boolean scheme;

    boolean isOpen() {
        return state == State.INSIDE;
    }

    boolean isCalm() {
        return state == State.OUTSIDE;
    }

    /** Whether a word that starts here is a tag's name or stands in a tag. */
    boolean takesWord() {
        return state != State.OUTSIDE && !isAutolink();
    }

    boolean isAutolink() {
        return state == State.INSIDE && oneWord && scheme;
    }

    /** Whether the last character was the opening bracket. */
    boolean isJustOpened() {
        return state == State.AFTER_BRACKET;
    }

    void close() {
        state = State.OUTSIDE;
        quote = 0;
    }

    void blankLine() {
        if (quote == 0) {
            close();
        }
    }

    void accept(char c) {
        switch (state) {
            case OUTSIDE -> state = c == '<' ? State.AFTER_BRACKET : State.OUTSIDE;
            case AFTER_BRACKET -> begin(c);
            case INSIDE -> inside(c);
        }
    }

    private void begin(char c) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        if (letter || c == '/' || c == '!' || c == '?') {
            state = State.INSIDE;
            quote = 0;
            afterEquals = false;
            oneWord = letter;
            scheme = false;
        } else if (c != '<') {
            state = State.OUTSIDE;
        }
    }

    private void inside(char c) {
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
            return;
        }
        boolean blank = c == ' ' || c >= '\t' && c <= '\r';
        if (c == '>') {
            close();
        } else if (c == '<') {
            state = State.AFTER_BRACKET;
        } else if (blank) {
            oneWord = false;
        } else if (c == '=') {
            afterEquals = true;
        } else if (afterEquals && (c == '"' || c == '\'')) {
            quote = c;
            afterEquals = false;
        } else {
            afterEquals = false;
            scheme |= c == ':';
        }
    }
}
