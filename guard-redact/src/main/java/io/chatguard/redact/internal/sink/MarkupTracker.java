package io.chatguard.redact.internal.sink;

/**
 * Follows a text character by character and knows what a renderer of Markdown or HTML might make of the place that is
 * reached: a fenced block, a link target, a tag, a bare URL. Where renderers differ it takes the strict side: a place
 * that some renderer may treat as a URL or an attribute is one. Constant memory. Not thread-safe.
 *
 * <p>Sources: CommonMark 0.31 (fences §4.5, reference definitions §4.7, code spans §6.1, links §6.3, autolinks §6.5,
 * raw HTML §6.6), GFM 0.29 §6.9 (extended autolinks).
 */
final class MarkupTracker {

    private static final int[] NO_SPANS = {};
    private static final boolean[] PROSE = prose();

    private final CodeTracker code = new CodeTracker();
    private final UrlTracker url = new UrlTracker();
    private final TagTracker tag = new TagTracker();
    private final LinkTracker link = new LinkTracker();

    private char previous = '\n';
    private boolean escaped;
    private boolean blankLine = true;
    private boolean tagBeforeSpan;

    /** The sinks of a word that starts here, as far as what stands before it tells. */
    int sinks() {
        settle();
        return (code.isFenced() ? Sinks.CODE : 0)
                | (link.isTarget() || url.isOpen() || tag.isAutolink() ? Sinks.URL : 0)
                | (tag.takesWord() ? Sinks.HTML : 0);
    }

    /** The runs of backticks that are open here. */
    int[] openSpans() {
        settle();
        return code.spans().isEmpty() ? NO_SPANS : code.spans().snapshot();
    }

    /** The character before this place; a line feed at the start. */
    char previous() {
        return previous;
    }

    boolean isAfterBracket() {
        return tag.isJustOpened();
    }

    void accept(char c) {
        if (isLetter(previous) && (isLetter(c) || c >= '0' && c <= '9')) {
            // Inside a word nothing changes but the word itself: what a letter ends was ended by the one before.
            url.name(c);
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
            previous = text.charAt(to - 1);
        }
    }

    /** Whether prose that {@link #isProse} changes nothing here but what a space resets. */
    boolean isCalm() {
        return !blankLine && !escaped && previous != ']' && code.isCalm() && tag.isCalm() && link.isCalm();
    }

    /** Takes prose that ends with a space, in a calm place. */
    void acceptProse() {
        accept(' ');
    }

    /** Whether the character is no mark of Markdown or HTML in the middle of a line. */
    static boolean isProse(char c) {
        return c >= PROSE.length || PROSE[c];
    }

    private static boolean[] prose() {
        boolean[] prose = new boolean[0x80];
        for (char c = ' '; c < 0x7f; c++) {
            prose[c] = "_*\\`~<>[]".indexOf(c) < 0;
        }
        return prose;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void acceptBoundary(char c) {
        boolean wasFenced = code.isFenced();
        boolean hadSpans = !code.spans().isEmpty();
        code.accept(c, escaped, tag.isOpen());
        spansChanged(hadSpans);
        if (code.isFenced()) {
            if (!wasFenced) {
                paragraphEnds();
            }
            url.reset();
        } else {
            url.accept(c);
            tag.accept(c);
            link.accept(c, previous, escaped);
            if (link.justEnded() || c == '>' && !tag.isOpen()) {
                url.reset();
            }
        }
        line(c);
        escaped = c == '\\' && !escaped && code.spans().isEmpty();
        previous = c;
    }

    private void line(char c) {
        if (c == '\n') {
            if (blankLine) {
                paragraphEnds();
            }
            blankLine = true;
        } else {
            blankLine &= c == ' ' || c == '\t' || c == '\r';
        }
    }

    private void settle() {
        boolean wasFenced = code.isFenced();
        boolean hadSpans = !code.spans().isEmpty();
        code.settle();
        spansChanged(hadSpans);
        if (!wasFenced && code.isFenced()) {
            paragraphEnds();
        }
    }

    /** A tag that seemed to open inside inline code was none. */
    private void spansChanged(boolean hadSpans) {
        boolean hasSpans = !code.spans().isEmpty();
        if (hasSpans && !hadSpans) {
            tagBeforeSpan = tag.isOpen();
        } else if (hadSpans && !hasSpans && !tagBeforeSpan) {
            tag.close();
        }
    }

    private void paragraphEnds() {
        code.spans().clear();
        tag.blankLine();
        link.blankLine();
    }
}
