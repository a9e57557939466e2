package io.chatguard.moderate.internal.links;

/**
 * What is known of the text before a place, as a renderer reads it: little enough to be remembered when the text itself
 * has been let go, and all that decisions behind that place depend on. So a cut changes nothing.
 */
final class Before {

    private char last = '\n';
    private boolean joining;
    private boolean atLineStart = true;
    private int word;

    /** Before a text. */
    Before() {}

    private Before(Before other) {
        this.last = other.last;
        this.joining = other.joining;
        this.atLineStart = other.atLineStart;
        this.word = other.word;
    }

    Before copy() {
        return new Before(this);
    }

    /** Goes on by a character. */
    void read(char c) {
        last = c;
        joining = !LinkSyntax.endsWord(c) && (joining || c == ':' || LinkSyntax.isAlnum(c));
        atLineStart = c == '\n' || atLineStart && (LinkSyntax.isBlank(c) || c == '>');
        boolean inWord = LinkSyntax.isAlnum(c) || word > 0 && LinkSyntax.isScheme(c);
        word = inWord ? Math.min(word + 1, LinkScan.LONGEST_WORD + 1) : 0;
    }

    /** The character before, a line end at the start of a text. */
    char last() {
        return last;
    }

    /**
     * Whether what is put here could be read together with what stands before: with a word, or with a colon further
     * ahead ({@code mailto:)…}).
     */
    boolean isJoining() {
        return joining;
    }

    /** Whether nothing but blanks and signs of quotation stand before on the line. */
    boolean isAtLineStart() {
        return atLineStart;
    }

    /**
     * How many letters, digits, dots, hyphens and pluses in a row stand before, from a letter or digit on; counted no
     * further than {@link LinkScan#LONGEST_WORD} is exceeded.
     */
    int word() {
        return word;
    }
}
