package io.chatguard.redact.internal.sink;

/**
 * Follows a text character by character and knows what a renderer of Markdown or HTML might make of the place that is
 * reached: a fenced block, a link target, a tag, a bare URL. Where renderers differ it takes the strict side: a place
 * that some renderer may treat as a URL or an attribute is one. Constant memory. Not thread-safe.
 *
 * <p>Sources: CommonMark 0.31 (indented code §4.4, fences §4.5, reference definitions §4.7, code spans §6.1, links §6.3,
 * autolinks §6.5, raw HTML §6.6), GFM 0.29 §6.9 (extended autolinks).
 */
final class MarkupTracker {

    private static final int[] NO_SPANS = {};
    private static final boolean[] PROSE = prose();

    private final CodeTracker code = new CodeTracker();
    private final IndentTracker indent = new IndentTracker();
    private final UrlTracker url = new UrlTracker();
    private final Tags tags = new Tags();
    private final LinkTracker link = new LinkTracker();

    private char previous = '\n';
    private boolean escaped;
    /** As {@link #escaped}, but in what may be inline code too. */
    private boolean behindBackslash;

    private boolean blankLine = true;
    private boolean rowOrTag;

    /** The sinks of a word that starts here, as far as what stands before it tells. */
    int sinks() {
        settle();
        return (code.isFenced() || indent.isCode() ? Sinks.CODE : 0)
                | (link.isTarget() || url.isOpen() || tags.isAutolink() ? Sinks.URL : 0)
                | (tags.takesWord() || link.isTitle() ? Sinks.HTML : 0);
    }

    /** The host of the URL in which a word that starts here would stand, if every renderer sees this one; else empty. */
    String host() {
        return link.hasSeveralWords() || tags.isOpen() && !tags.isAutolink() ? "" : url.host();
    }

    /** The runs of backticks that are open here. */
    int[] openSpans() {
        settle();
        return code.spans().isEmpty() ? NO_SPANS : code.spans().snapshot();
    }

    LabelTracker label() {
        return link.label();
    }

    /** The character before this place; a line feed at the start. */
    char previous() {
        return previous;
    }

    boolean isAfterBracket() {
        return tags.isJustOpened();
    }

    /** Whether nothing but blanks and marks of quotes and lists stands before this place in its line. */
    boolean isLineStart() {
        return code.isPrefix();
    }

    /** Whether a line break here would end more than a line: a label, a row of a table, a block of HTML, or code. */
    boolean isLineBound() {
        return rowOrTag || link.label().isOpen() || isLineStart() || code.isDeep();
    }

    /** Whether a colon here makes a definition, and of a label that restoring has made. */
    boolean wouldDefineMade() {
        return !code.isFenced() && link.isLabelled() && link.label().isMade();
    }

    void accept(char c) {
        if (isLetter(previous) && (isLetter(c) || c >= '0' && c <= '9')) {
            // Inside a word nothing changes but the word itself: what a letter ends was ended by the one before.
            url.name(c);
            if (link.label().isOpen()) {
                link.label().take(c);
            }
            if (!tags.isCalm()) {
                tags.accept(c);
            }
            previous = c;
            return;
        }
        acceptBoundary(c);
    }

    /** Takes a run of ASCII letters and digits at once. */
    void acceptWord(CharSequence text, int from, int to) {
        int i = from;
        while (i < to && !(isLetter(previous) && i > from)) {
            accept(text.charAt(i++));
        }
        if (i < to) {
            url.name(text, i, to);
            tags.name(text, i, to);
            for (int k = i; k < to && link.label().isOpen(); k++) {
                link.label().take(text.charAt(k));
            }
            previous = text.charAt(to - 1);
        }
    }

    /** Whether prose that {@link #isProse} changes nothing here but what a space resets. */
    boolean isCalm() {
        return !blankLine && !escaped && previous != ']' && code.isCalm() && tags.isCalm() && link.isCalm();
    }

    /** Takes prose that ends with a space, in a calm place. */
    void acceptProse() {
        accept(' ');
    }

    /** Whether the character is no mark of Markdown, tables included, or HTML in the middle of a line. */
    static boolean isProse(char c) {
        return c >= PROSE.length || PROSE[c];
    }

    private static boolean[] prose() {
        boolean[] prose = new boolean[0x80];
        for (char c = ' '; c < 0x7f; c++) {
            prose[c] = "_*\\`~<>[]|".indexOf(c) < 0;
        }
        return prose;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void acceptBoundary(char c) {
        boolean wasFenced = code.isFenced();
        boolean wasBlock = code.isBlock();
        boolean hadSpans = !code.spans().isEmpty();
        code.accept(c, behindBackslash, tags.isOpen());
        codeChanged(wasFenced, wasBlock, hadSpans);
        if (code.isBlock()) {
            url.reset();
        } else {
            if (c == ':' && link.isLabelled()) {
                link.label().define();
            }
            boolean inTag = tags.isOpen();
            url.accept(c);
            tags.accept(c);
            link.accept(c, previous, escaped);
            rowOrTag |= c == '<' || c == '|';
            if (link.justEnded() || inTag && !tags.isOpen() || c == '(' && link.isTarget() && previous == ']') {
                url.reset();
            }
        }
        indent.accept(c);
        line(c);
        escaped = c == '\\' && !escaped && code.spans().isEmpty();
        behindBackslash = c == '\\' && !behindBackslash;
        previous = c;
    }

    private void line(char c) {
        if (c == '\n') {
            if (blankLine) {
                paragraphEnds();
            }
            blankLine = true;
            rowOrTag = !tags.isCalm(); // a block of HTML ends with the line in which its comment or instruction does
        } else {
            blankLine &= c == ' ' || c == '\t' || c == '\r';
        }
    }

    private void settle() {
        boolean wasFenced = code.isFenced();
        boolean wasBlock = code.isBlock();
        boolean hadSpans = !code.spans().isEmpty();
        code.settle();
        codeChanged(wasFenced, wasBlock, hadSpans);
    }

    /** A fence of backticks is one only when its line is over; until then the line may be text with inline code. */
    private void codeChanged(boolean wasFenced, boolean wasBlock, boolean hadSpans) {
        boolean hasSpans = !code.spans().isEmpty();
        if (code.isFenced() && !wasFenced || hasSpans && !hadSpans) {
            tags.spanBegins();
        } else if (hadSpans && !hasSpans) {
            tags.spanEnds();
        }
        if (code.isBlock() && !wasBlock) {
            tags.spanEnds();
            paragraphEnds();
        }
    }

    private void paragraphEnds() {
        code.spans().clear();
        tags.blankLine();
        link.blankLine();
    }
}
