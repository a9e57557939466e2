package io.chatguard.redact.internal.tagger;

import io.chatguard.redact.internal.tagger.Tokens.Casing;
import io.chatguard.redact.internal.tagger.Tokens.Kind;

/** Cuts one text into tokens, from left to right; looks ahead over each character a constant number of times. */
final class TokenScanner {

    /** Behind an apostrophe at a word's end: 's 'm 're 've 'll 'd, and the same without a word before. */
    private static final String[] ENDINGS = {"s", "m", "re", "ve", "ll", "d"};

    /** Before an apostrophe: words that French and Italian shorten. */
    private static final String[] SHORTENED = {
        "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "dell", "all", "nell", "sull", "dall", "quell", "jusqu",
        "lorsqu"
    };

    private final CharSequence text;
    private final Tokens out;
    private final int length;
    private final Addresses addresses;
    private boolean lineStart = true;

    TokenScanner(CharSequence text, Tokens out) {
        this.text = text;
        this.out = out;
        this.length = text.length();
        this.addresses = new Addresses(text);
    }

    void run() {
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (NameFold.blank(c) || c == '\u2028' || c == '\u2029' || c == '\u0085') {
                if (c == '\n' || c == '\r' || c == '\t' || c == '\u2028' || c == '\u2029' || c == '\u0085') {
                    out.breakSentence();
                    lineStart = c != '\t';
                }
                i++;
                continue;
            }
            i = token(i, c);
            lineStart = false;
        }
    }

    private int token(int i, char c) {
        int point = Character.isHighSurrogate(c) ? Character.codePointAt(text, i) : c;
        boolean letter = letter(point);
        int address = addresses.endAt(i);
        if (address > i) {
            out.add(i, address, Kind.ADDRESS, Casing.NONE);
            return address;
        }
        if (letter) {
            return word(i);
        }
        if (c >= '0' && c <= '9' || Character.isDigit(point)) {
            return number(i);
        }
        return sign(i, point);
    }

    private static boolean letter(int point) {
        if (point < 0x80) {
            return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
        }
        return Character.isLetter(point);
    }

    private boolean letterAt(int i) {
        return i >= 0 && i < length && letter(Character.codePointAt(text, i));
    }

    private boolean upperAt(int i) {
        return i < length && Character.isUpperCase(Character.codePointAt(text, i));
    }

    private boolean digitAt(int i) {
        return i < length && Character.isDigit(text.charAt(i));
    }

    private static boolean mark(char c) {
        return c >= 0x300
                && (c < 0x370
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK
                        || c == '\u200d'
                        || c == '\u200c');
    }

    private static boolean apostrophe(char c) {
        return c == '\'' || c == '\u2019' || c == '\u02bc';
    }

    /** 0 for scripts with blanks between words; else what must not stand in one token with another. */
    private static int unspaced(int point) {
        if (point < 0x0e00) {
            return 0;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        if (point == 0x30fc || script == Character.UnicodeScript.KATAKANA) {
            return 1;
        }
        return script == Character.UnicodeScript.HAN ? 2 : script == Character.UnicodeScript.HIRAGANA ? 3 : 0;
    }

    private int word(int start) {
        int initials = initials(start);
        if (initials > start) {
            add(start, initials, Kind.WORD);
            return initials;
        }
        int script = unspaced(Character.codePointAt(text, start));
        int i = start;
        boolean code = false;
        while (i < length) {
            char c = text.charAt(i);
            int point = Character.isHighSurrogate(c) ? Character.codePointAt(text, i) : c;
            if (letter(point)) {
                if (point < 0x0e00 ? script != 0 : unspaced(point) != script) {
                    break;
                }
                i += Character.charCount(point);
            } else if (c == '_' || c >= '0' && c <= '9' && script == 0) {
                code = true;
                i++;
            } else if (mark(c)) {
                i++;
            } else if (apostrophe(c)) {
                int next = apostrophe(start, i);
                if (next < 0) {
                    add(start, i + 1, code ? Kind.CODE : Kind.WORD);
                    return i + 1;
                }
                if (next == i) {
                    break;
                }
                i = next;
            } else if (script == 0 && inner(c, i)) {
                i++;
            } else if (c == '.' && joins(start, i, code)) {
                code = true;
                i++;
            } else {
                break;
            }
        }
        if (i < length && text.charAt(i) == '.' && !code && i - start <= 6 && Abbreviations.contains(text, start, i)) {
            i++;
        }
        add(start, i, code ? Kind.CODE : Kind.WORD);
        return i;
    }

    /** The end of initials with full stops (U.S., J.R.R., or one before a name); the same place if there are none. */
    private int initials(int start) {
        int i = start;
        while (letterAt(i) && i + 1 < length && text.charAt(i + 1) == '.') {
            i += 2;
        }
        if (i != start + 2) {
            return i;
        }
        boolean name = text.charAt(start) != 'I'
                && upperAt(start)
                && (upperAt(i) || i + 1 < length && text.charAt(i) == ' ' && upperAt(i + 1));
        return name ? i : start;
    }

    /** Hyphens between letters, and the sign in AT&T. */
    private boolean inner(char c, int at) {
        if (c == '-' || c == '\u2010' || c == '\u2011') {
            return letterAt(at + 1);
        }
        return c == '&' && upperAt(at - 1) && upperAt(at + 1);
    }

    /** Whether a full stop joins two parts of an identifier or host, not two sentences. */
    private boolean joins(int start, int at, boolean code) {
        if (letterAt(at + 1)) {
            return !upperAt(at + 1) || code && !upperAt(start);
        }
        return code && digitAt(at + 1) && digitAt(at - 1);
    }

    /** Where a word goes on behind an apostrophe; the same place if it ends before it, -1 if behind it. */
    private int apostrophe(int start, int at) {
        if (!letterAt(at + 1)) {
            return at;
        }
        int end = at + 1;
        while (end < length && end < at + 4 && letterAt(end)) {
            end++;
        }
        if (!letterAt(end) && oneOf(ENDINGS, at + 1, end)) {
            return at;
        }
        return at - start <= 7 && oneOf(SHORTENED, start, at) ? -1 : at + 1;
    }

    private boolean oneOf(String[] words, int start, int end) {
        for (String word : words) {
            if (word.length() == end - start) {
                int k = 0;
                while (k < word.length() && (text.charAt(start + k) | 0x20) == word.charAt(k)) {
                    k++;
                }
                if (k == word.length()) {
                    return true;
                }
            }
        }
        return false;
    }

    private int number(int start) {
        int i = start;
        boolean letters = false;
        while (i < length) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                i++;
            } else if (letterAt(i) && unspaced(Character.codePointAt(text, i)) == 0) {
                letters = true;
                i += Character.charCount(Character.codePointAt(text, i));
            } else if (c == '_') {
                letters = true;
                i++;
            } else if ((c == '.' || c == ',' || c == ':' || c == '/' || c == '-') && digitAt(i + 1)) {
                i++;
            } else {
                break;
            }
        }
        // Digits beyond the first plane are single tokens.
        i = i == start ? start + Character.charCount(Character.codePointAt(text, start)) : i;
        if (letters) {
            add(start, i, Kind.CODE);
        } else {
            out.add(start, i, Kind.NUMBER, Casing.NONE);
            if (lineStart && i < length && text.charAt(i) == '.' && i - start <= 3) {
                // The number of a list's item; its full stop ends no sentence.
                out.add(i, i + 1, Kind.PUNCTUATION, Casing.NONE);
                return i + 1;
            }
        }
        return i;
    }

    private int sign(int start, int point) {
        int i = start + Character.charCount(point);
        if (emoji(point)) {
            while (i < length) {
                int next = Character.codePointAt(text, i);
                boolean joined = text.charAt(i - 1) == '\u200d';
                if (next == 0xfe0f || next == 0x200d || next >= 0x1f3fb && next <= 0x1f3ff || joined && emoji(next)) {
                    i += Character.charCount(next);
                } else {
                    break;
                }
            }
            out.add(start, i, Kind.SYMBOL, Casing.NONE);
            return i;
        }
        char c = text.charAt(start);
        if (apostrophe(c) && letterAt(i)) {
            int end = i;
            while (end < length && end < i + 4 && letterAt(end)) {
                end++;
            }
            if (!letterAt(end) && start > 0 && letterAt(start - 1) && oneOf(ENDINGS, i, end)) {
                out.add(start, end, Kind.WORD, Casing.LOWER);
                return end;
            }
        }
        boolean punctuation = punctuation(point);
        while (punctuation && i < length && text.charAt(i) == c) {
            i++;
        }
        out.add(start, i, punctuation ? Kind.PUNCTUATION : Kind.SYMBOL, Casing.NONE);
        if (c == '|' || ends(c) && ended(i)) {
            out.breakSentence();
        }
        return i;
    }

    private static boolean emoji(int point) {
        return point >= 0x1f000 && point < 0x1fb00 || point >= 0x2600 && point < 0x27c0;
    }

    private static boolean punctuation(int point) {
        if (point < 0x80) {
            return true;
        }
        switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION:
                return true;
            default:
                return false;
        }
    }

    private static boolean ends(char c) {
        return c == '.'
                || c == '!'
                || c == '?'
                || c == '\u2026'
                || c == '\u3002'
                || c == '\uff01'
                || c == '\uff1f'
                || c == '\u061f'
                || c == '\u0964';
    }

    private boolean ended(int i) {
        return i == length || NameFold.blank(text.charAt(i)) || text.charAt(i - 1) >= 0x3000;
    }

    private void add(int start, int end, Kind kind) {
        int upper = 0;
        int lower = 0;
        boolean firstUpper = Character.isUpperCase(Character.codePointAt(text, start));
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= 0x80 && Character.isLowerCase(c)) {
                lower++;
            } else if (c >= 'A' && c <= 'Z' || c >= 0x80 && Character.isUpperCase(c)) {
                upper++;
            }
        }
        out.add(start, end, kind, casing(upper, lower, firstUpper, start, end));
    }

    private Casing casing(int upper, int lower, boolean firstUpper, int start, int end) {
        if (upper == 0) {
            return lower == 0 ? Casing.NONE : Casing.LOWER;
        }
        if (lower == 0) {
            return upper == 1 ? Casing.INITIAL : Casing.UPPER;
        }
        return firstUpper && (upper == 1 || titled(start, end)) ? Casing.TITLE : Casing.MIXED;
    }

    /** Whether capitals stand only at the start of parts: Jean-Luc, O'Brien. */
    private boolean titled(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            char before = text.charAt(i - 1);
            if (Character.isUpperCase(text.charAt(i)) && before != '-' && !apostrophe(before)) {
                return false;
            }
        }
        return true;
    }
}
