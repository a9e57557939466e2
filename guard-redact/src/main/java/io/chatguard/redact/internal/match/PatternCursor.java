package io.chatguard.redact.internal.match;

/** A place in the text of a pattern that moves on. */
final class PatternCursor {
    private final String regex;
    private int at;

    PatternCursor(String regex) {
        this.regex = regex;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == regex.length();
    }

    boolean sees(char c) {
        return at < regex.length() && regex.charAt(at) == c;
    }

    boolean seesText(String text) {
        return regex.startsWith(text, at);
    }

    boolean seesDigit() {
        return at < regex.length() && regex.charAt(at) >= '0' && regex.charAt(at) <= '9';
    }

    boolean seesQuantifier() {
        return sees('*') || sees('+') || sees('?') || sees('{');
    }

    boolean opensGroup(int position) {
        return regex.charAt(position) == '(';
    }

    boolean take(char c) {
        if (sees(c)) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes a whole code point; the caller has looked that there is one. */
    int codePoint() {
        int c = regex.codePointAt(at);
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw refuse(Refusal.UNPAIRED_SURROGATE);
        }
        at += Character.charCount(c);
        return c;
    }

    PatternException refuse(Refusal refusal) {
        return new PatternException(refusal, at);
    }
}
