package io.chatguard.redact.internal.sink;

import java.util.Set;

/**
 * Knows whether a tag, an autolink in angle brackets, a comment or an element whose content is no text is open.
 *
 * <p>A renderer of Markdown hands raw HTML on to a browser, and the two do not agree on where a comment, an instruction
 * or a broken tag ends. So each {@link View} is followed by a tracker of its own, and a place is as strict as its
 * strictest view. A quoted attribute that goes over the end of a line, or that holds a bracket and ends in the middle of a
 * word, is where views drift apart for good: behind it everything counts as an attribute. Constant memory. Not thread-safe.
 *
 * <p>Sources: CommonMark 0.31 §6.6 (raw HTML); HTML Living Standard §13.2.5 (tokenization), of which the elements with
 * raw and escapable raw text are those of §13.1.2, with {@code option} and {@code button}, which a form sends.
 */
final class TagTracker {

    /** Who reads. */
    enum View {
        /**
         * Instructions run to {@code ?>}, CDATA to {@code ]]>}; a {@code <} within a tag begins another. What the tags
         * of a script hold is text, as it is for everybody where these tags are taken out.
         */
        MARKDOWN,
        /** What {@code <!}, {@code <?} or an attribute opened was never closed, so each {@code <} may begin a tag. */
        LITERAL,
        /** Instructions and CDATA end at the first {@code >}, comments also at {@code --!>}. */
        BROWSER
    }

    private enum State {
        OUTSIDE,
        AFTER_BRACKET,
        TAG,
        SPECIAL,
        RAW
    }

    private static final Set<String> RAW = Set.of(
            "script",
            "style",
            "textarea",
            "title",
            "xmp",
            "iframe",
            "noembed",
            "noframes",
            "noscript",
            "template",
            "option",
            "button");
    private static final String COMMENT = "!--";
    private static final String CDATA = "![CDATA[";
    private static final int HEAD = 10;

    private final View view;
    private State state = State.OUTSIDE;
    private char quote;
    private boolean afterEquals;
    private boolean oneWord;
    private boolean scheme;
    private boolean torn;
    private boolean afterQuote;
    private boolean angledQuote;

    /** What follows the last {@code <}, in small letters. */
    private final StringBuilder head = new StringBuilder(HEAD);

    private boolean naming;
    private String raw = "";
    private int rawDepth;
    private char last;
    private char lastButOne;
    private char lastButTwo;

    TagTracker(View view) {
        this.view = view;
    }

    boolean isOpen() {
        return state == State.TAG || state == State.SPECIAL;
    }

    boolean isCalm() {
        return state == State.OUTSIDE;
    }

    /** Whether a word that starts here is a tag's name or stands in a tag or in what is no text. */
    boolean takesWord() {
        return torn || state != State.OUTSIDE && !isAutolink();
    }

    boolean isAutolink() {
        return state == State.TAG && oneWord && scheme;
    }

    /** Whether the last character was the opening bracket. */
    boolean isJustOpened() {
        return state == State.AFTER_BRACKET;
    }

    /** Whether anything is open that inline code does not begin in. */
    boolean holdsOn() {
        return isOpen() || state == State.RAW;
    }

    void close() {
        state = State.OUTSIDE;
        quote = 0;
        raw = "";
    }

    void blankLine() {
        if (state == State.TAG && quote == 0) {
            close();
        }
    }

    void accept(char c) {
        switch (state) {
            case OUTSIDE -> {
                if (c == '<') {
                    open();
                }
            }
            case AFTER_BRACKET -> begin(c);
            case TAG -> tag(c);
            case SPECIAL -> special(c);
            case RAW -> raw(c);
        }
        lastButTwo = lastButOne;
        lastButOne = last;
        last = c;
    }

    /** Takes letters and digits that follow a letter, where they matter at all. */
    void name(CharSequence text, int from, int to) {
        if (state == State.OUTSIDE) {
            return;
        }
        for (int i = from; i < to; i++) {
            accept(text.charAt(i));
        }
    }

    private void open() {
        state = State.AFTER_BRACKET;
        head.setLength(0);
        naming = true;
    }

    private void begin(char c) {
        boolean letter = isLetter(c);
        if (letter || c == '/') {
            state = State.TAG;
            quote = 0;
            afterEquals = false;
            oneWord = letter;
            scheme = false;
            named(c);
        } else if ((c == '!' || c == '?') && view != View.LITERAL) {
            state = State.SPECIAL;
            named(c);
        } else if (c != '<') {
            state = State.OUTSIDE;
        }
    }

    private void named(char c) {
        naming &= head.length() < HEAD;
        if (naming) {
            head.append(c >= 'A' && c <= 'Z' && state == State.TAG ? (char) (c | 0x20) : c);
        }
    }

    private void tag(char c) {
        if (quote != 0 && !(c == '<' && view == View.LITERAL)) {
            torn |= c == '\n';
            angledQuote |= c == '<';
            afterQuote = c == quote;
            quote = c == quote ? 0 : quote;
            return;
        }
        // No attribute: what the quotes held may be a tag itself, begun before and closed who knows where.
        boolean blank = c == ' ' || c >= '\t' && c <= '\r';
        torn |= afterQuote && angledQuote && c != '>' && (last == '/' || c != '/' && !blank);
        afterQuote &= c == '/' && last != '/';
        if (c == '>') {
            closeTag();
            return;
        }
        if (c == '<' && view != View.BROWSER) {
            open();
            return;
        }
        naming &= !blank && (c != '/' || head.length() == 0);
        named(c);
        if (blank) {
            oneWord = false;
        } else if (c == '=') {
            afterEquals = true;
        } else if (afterEquals && (c == '"' || c == '\'')) {
            quote = c;
            angledQuote = false;
            afterEquals = false;
        } else {
            afterEquals = false;
            scheme |= c == ':';
        }
    }

    private void closeTag() {
        String name = head.toString();
        close();
        if (view != View.MARKDOWN && RAW.contains(name)) {
            state = State.RAW;
            raw = name;
            rawDepth = 1;
            head.setLength(0);
            naming = false;
        }
    }

    private void special(char c) {
        if (view == View.MARKDOWN && !goesOn(c)) {
            close();
            if (c == '<') {
                open();
            }
        } else if (c == '>' && endsSpecial()) {
            close();
        } else {
            named(c);
        }
    }

    /** Whether it still is a comment, a declaration, an instruction or CDATA, which for browsers everything is. */
    private boolean goesOn(char c) {
        int n = head.length();
        if (n == 0 || head.charAt(0) == '?' || !naming) {
            return true;
        }
        if (n == 1) {
            return isLetter(c) || c == '-' || c == '[';
        }
        return switch (head.charAt(1)) {
            case '-' -> n > 2 || c == '-';
            case '[' -> n >= CDATA.length() || c == CDATA.charAt(n);
            default -> true;
        };
    }

    private boolean endsSpecial() {
        boolean browser = view == View.BROWSER;
        if (starts(COMMENT)) {
            return lastButOne == '-' && last == '-' || browser && last == '!' && lastButOne == '-' && lastButTwo == '-';
        }
        if (head.charAt(0) == '?') {
            return browser || last == '?' && head.length() > 1;
        }
        return browser || !starts(CDATA) || last == ']' && lastButOne == ']';
    }

    private boolean starts(String prefix) {
        return head.length() >= prefix.length() && head.indexOf(prefix) == 0;
    }

    /** A script within a script may hide its end, so every opening asks for an end of its own. */
    private void raw(char c) {
        if (c == '<') {
            head.setLength(0);
            naming = true;
        } else if (naming && (isLetter(c) || c == '/' && head.length() == 0)) {
            if (head.length() < HEAD) {
                head.append((char) (c | 0x20));
            }
        } else if (naming) {
            naming = false;
            if (raw.contentEquals(head)) {
                rawDepth++;
            } else if (head.length() == raw.length() + 1
                    && head.charAt(0) == '/'
                    && head.indexOf(raw) == 1
                    && --rawDepth == 0) {
                raw = "";
                state = State.TAG;
                quote = 0;
                afterEquals = false;
                oneWord = false;
                accept(c);
            }
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
