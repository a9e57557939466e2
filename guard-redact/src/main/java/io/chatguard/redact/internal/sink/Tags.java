package io.chatguard.redact.internal.sink;

/** The tags of a text as everybody reads them who may: as strict as the strictest. Not thread-safe. */
final class Tags {

    private final TagTracker markdown = new TagTracker(TagTracker.View.MARKDOWN);
    private final TagTracker literal = new TagTracker(TagTracker.View.LITERAL);
    private final TagTracker browser = new TagTracker(TagTracker.View.BROWSER);

    /** What was open in each when inline code began. */
    private boolean markdownHeld;

    private boolean literalHeld;
    private boolean browserHeld;

    boolean isOpen() {
        return markdown.isOpen();
    }

    boolean isCalm() {
        return markdown.isCalm() && literal.isCalm() && browser.isCalm();
    }

    boolean takesWord() {
        return markdown.takesWord() || literal.takesWord() || browser.takesWord();
    }

    boolean isAutolink() {
        return markdown.isAutolink();
    }

    boolean isJustOpened() {
        return markdown.isJustOpened();
    }

    void accept(char c) {
        markdown.accept(c);
        literal.accept(c);
        browser.accept(c);
    }

    void name(CharSequence text, int from, int to) {
        markdown.name(text, from, to);
        literal.name(text, from, to);
        browser.name(text, from, to);
    }

    void blankLine() {
        markdown.blankLine();
        literal.blankLine();
        browser.blankLine();
    }

    void spanBegins() {
        markdownHeld = markdown.holdsOn();
        literalHeld = literal.holdsOn();
        browserHeld = browser.holdsOn();
    }

    /** A tag that seemed to open inside inline code was none. */
    void spanEnds() {
        if (!markdownHeld) {
            markdown.close();
        }
        if (!literalHeld) {
            literal.close();
        }
        if (!browserHeld) {
            browser.close();
        }
    }
}
