package io.chatguard.redact.internal.tagger;

import java.util.Arrays;

/**
 * The tokens of a text and its sentences, cut as people write in a chat.
 *
 * <ul>
 *   <li>{@code i'm}, {@code anna's} and {@code l'avion} are two tokens each, {@code O'Brien}, {@code Jean-Luc} and
 *       {@code don't} one; {@code @anna} is the sign and the word.
 *   <li>E-mail addresses, URLs, paths and identifiers ({@code order_id}, {@code foo.bar}, {@code orderId}) are one token
 *       each, so is a run of Han, of Hiragana or of Katakana, a run of one punctuation mark, and an emoji with what
 *       modifies it.
 *   <li>{@code Dr.}, {@code J.} and {@code U.S.} keep their full stop.
 *   <li>A sentence ends with its line, a table's cell ({@code |}, tab), after {@code . ? ! …} before a blank, and
 *       after {@value #LONGEST_SENTENCE} tokens at the latest.
 * </ul>
 *
 * <p>Reading is linear in the text. An instance is reused by one thread after the other; it holds offsets only, never
 * text.
 */
public final class Tokens {

    /** A sentence has at most so many tokens; where it has more, it is cut, after a comma if there is one. */
    public static final int LONGEST_SENTENCE = 60;

    /** What a token is made of. */
    public enum Kind {
        /** Letters, with apostrophes and hyphens between them. */
        WORD,
        /** Digits, with signs between them. */
        NUMBER,
        /** Letters with digits or underscores, or words joined by dots. */
        CODE,
        /** An e-mail address, URL or path. */
        ADDRESS,
        /** Punctuation. */
        PUNCTUATION,
        /** Other signs, and emoji. */
        SYMBOL
    }

    /** How the letters of a token are written. */
    public enum Casing {
        /** No letter that has a case. */
        NONE,
        LOWER,
        /** A capital, then none. */
        TITLE,
        /** One capital alone, with or without a full stop. */
        INITIAL,
        /** Capitals only, two at least. */
        UPPER,
        MIXED
    }

    private static final Kind[] KINDS = Kind.values();
    private static final Casing[] CASINGS = Casing.values();

    private int count;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private byte[] kinds = new byte[64];
    private byte[] casings = new byte[64];
    private int sentences;
    private int[] firsts = new int[8];
    private boolean lineEnded;

    /** Without tokens, until a text is read. */
    public Tokens() {}

    /** The tokens of a text. */
    public static Tokens of(CharSequence text) {
        Tokens out = new Tokens();
        out.read(text);
        return out;
    }

    /** Takes the tokens of a text in place of those it has. */
    public void read(CharSequence text) {
        count = 0;
        sentences = 0;
        new TokenScanner(text, this).run();
        breakSentence();
    }

    /** The number of tokens. */
    public int count() {
        return count;
    }

    /** The offset of a token's first character. */
    public int start(int token) {
        return starts[token];
    }

    /** The offset behind a token's last character. */
    public int end(int token) {
        return ends[token];
    }

    public Kind kind(int token) {
        return KINDS[kinds[token]];
    }

    public Casing casing(int token) {
        return CASINGS[casings[token]];
    }

    /** The number of sentences; each has a token at least. */
    public int sentences() {
        return sentences;
    }

    /** The first token of a sentence. */
    public int firstOf(int sentence) {
        return firsts[sentence];
    }

    /** The last token of a sentence, inclusive. */
    public int lastOf(int sentence) {
        return (sentence + 1 < sentences ? firsts[sentence + 1] : count) - 1;
    }

    /** The text of a token, copied. */
    public String text(CharSequence text, int token) {
        return text.subSequence(starts[token], ends[token]).toString();
    }

    /** The sentence of a token. */
    public int sentenceOf(int token) {
        int at = Arrays.binarySearch(firsts, 0, sentences, token);
        return at >= 0 ? at : -at - 2;
    }

    void add(int start, int end, Kind kind, Casing casing) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
            casings = Arrays.copyOf(casings, 2 * count);
        }
        if (sentences == 0 || lineEnded) {
            open(count);
        } else if (count - firsts[sentences - 1] == LONGEST_SENTENCE) {
            open(cut());
        }
        lineEnded = false;
        starts[count] = start;
        ends[count] = end;
        kinds[count] = (byte) kind.ordinal();
        casings[count] = (byte) casing.ordinal();
        count++;
    }

    /** The next token opens a sentence. */
    void breakSentence() {
        lineEnded = true;
    }

    private void open(int first) {
        if (sentences == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * sentences);
        }
        firsts[sentences++] = first;
    }

    /** Where a sentence that is too long is cut: behind its last punctuation, if that is in its second half. */
    private int cut() {
        for (int i = count - 1; i > count - LONGEST_SENTENCE / 2; i--) {
            if (kinds[i] == Kind.PUNCTUATION.ordinal() && ends[i] - starts[i] == 1) {
                return i + 1;
            }
        }
        return count;
    }
}
