package io.chatguard.redact.internal.names;

import io.chatguard.redact.internal.tagger.Gazetteer;
import io.chatguard.redact.internal.tagger.Tokens;
import io.chatguard.redact.internal.tagger.Tokens.Casing;
import io.chatguard.redact.internal.tagger.Tokens.Kind;

/** A text as names are looked for in it: its tokens and what lists say of each. Used by one thread at a time. */
final class Reading {

    private static final int NAME = Gazetteer.FORENAME | Gazetteer.SURNAME;

    private final Gazetteer gazetteer;
    private final Tokens tokens = new Tokens();
    private final int[] counts = new int[Languages.SPELT];
    private int[] flags = new int[64];
    private CharSequence text = "";
    private int languages;

    Reading(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    void read(CharSequence next) {
        text = next;
        tokens.read(next);
        int n = tokens.count();
        if (flags.length < n) {
            flags = new int[Math.max(n, 2 * flags.length)];
        }
        for (int i = 0; i < n; i++) {
            flags[i] = tokens.kind(i) == Kind.WORD ? gazetteer.flags(next, tokens.start(i), tokens.end(i)) : 0;
        }
        languages = Languages.shipped().of(next, tokens, counts);
    }

    /** Keeps nothing of the text. */
    void end() {
        text = "";
    }

    CharSequence text() {
        return text;
    }

    Tokens tokens() {
        return tokens;
    }

    /** Bits of {@link Languages} that the text may be in. */
    int languages() {
        return languages;
    }

    boolean has(int token, int flag) {
        return (flags[token] & flag) != 0;
    }

    /** Whether lists have it as a forename or surname. */
    boolean isName(int token) {
        return has(token, NAME);
    }

    /** Whether it is an ordinary word, or a part of speech. */
    boolean isWord(int token) {
        return has(token, Gazetteer.WORD | Gazetteer.FUNCTION_WORD);
    }

    /** Whether it is written like a name. */
    boolean isCapital(int token) {
        if (tokens.kind(token) != Kind.WORD) {
            return false;
        }
        Casing casing = tokens.casing(token);
        return casing == Casing.TITLE
                || casing == Casing.INITIAL
                || casing == Casing.UPPER
                || casing == Casing.MIXED && Character.isUpperCase(text.charAt(tokens.start(token)));
    }

    boolean isLower(int token) {
        return tokens.kind(token) == Kind.WORD && tokens.casing(token) == Casing.LOWER;
    }

    /** Whether it is a word of a script without capitals. */
    boolean isUncased(int token) {
        return tokens.kind(token) == Kind.WORD && tokens.casing(token) == Casing.NONE;
    }

    /** Whether a token is a sign of one character. */
    boolean is(int token, char sign) {
        return token < tokens.count()
                && tokens.end(token) - tokens.start(token) == 1
                && text.charAt(tokens.start(token)) == sign;
    }

    /** Whether a line begins with it, signs of quoting left out. */
    boolean opensLine(int token) {
        int i = tokens.start(token) - 1;
        while (i >= 0 && isQuoting(text.charAt(i))) {
            i--;
        }
        return i < 0 || text.charAt(i) == '\n' || text.charAt(i) == '\r';
    }

    private static boolean isQuoting(char c) {
        return c == ' ' || c == '\t' || c == '>' || c == '*' || c == '-' || c == '#' || c == '"' || c == '/';
    }

    /** Whether nothing but blanks stands between a token and the next. */
    boolean adjoins(int token) {
        if (token + 1 >= tokens.count()) {
            return false;
        }
        int end = tokens.start(token + 1);
        if (end - tokens.end(token) > 2) {
            return false;
        }
        for (int i = tokens.end(token); i < end; i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\u00a0') {
                return false;
            }
        }
        return true;
    }

    /** Whether a line ends behind it. */
    boolean closesLine(int token) {
        int end = token + 1 < tokens.count() ? tokens.start(token + 1) : text.length();
        for (int i = tokens.end(token); i < end; i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return true;
            }
        }
        return token + 1 >= tokens.count();
    }
}
